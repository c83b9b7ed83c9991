package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sequences with {@code next}, which gives a number, and {@code drop} of a number that the process
 * was given. At the end every node is asked for one more.
 */
final class SequenceService implements Service {
  private static final double DROPS = 0.35;
  private static final int MOST_REMEMBERED = 20;

  private final SplittableRandom random;
  private final int sequences;
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Integer, List<Given>> given = new HashMap<>();
  private long nextId;

  SequenceService(How how, SplittableRandom random) {
    this.sequences = how.keys();
    this.random = random;
  }

  private record Given(@Nullable String key, long number) {
    Request drop() {
      return Request.change("drop", key, number);
    }
  }

  @Override
  public List<String> kinds() {
    return List.of("next", "drop");
  }

  @Override
  public void begin(Script script) {
    script.did(script.process(), new Given("q0", given(script, "q0")).drop());
    given(script, "q0");
  }

  @Override
  public void finish(Script script) {
    for (String node : script.nodes()) {
      int process = script.process(node);
      for (int number = 0; number < sequences; number++) {
        script.did(process, next("q" + number));
      }
    }
  }

  private Request next(String key) {
    return Request.change("next", key, nextId++);
  }

  private String any() {
    return "q" + random.nextInt(sequences);
  }

  @Override
  public Request draw(int process) {
    List<Given> own = given.getOrDefault(process, List.of());
    if (own.isEmpty() || random.nextDouble() >= DROPS) {
      return next(any());
    }
    return own.remove(random.nextBoolean() ? own.size() - 1 : random.nextInt(own.size())).drop();
  }

  @Override
  public Answer perform(int process, Request request) {
    if (request.f().equals("drop")) {
      return request.ok();
    }
    Given fresh = new Given(request.key(), number(String.valueOf(request.key())));
    List<Given> own = given.computeIfAbsent(process, _ -> new ArrayList<>());
    own.add(fresh);
    if (own.size() > MOST_REMEMBERED) {
      own.removeFirst();
    }
    return Answer.ok(fresh.number());
  }

  private long number(String key) {
    return numbers.merge(key, 1L, Long::sum) - 1;
  }

  @Override
  public void lost(int process) {
    given.remove(process);
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        Plant.of(
            "duplicated",
            "a number is given twice",
            script -> {
              String key = any();
              says(script, key, given(script, key));
            }),
        new Plant(
            "given-again",
            "duplicated",
            "a number is given again after it was dropped",
            script -> {
              String key = any();
              long number = given(script, key);
              script.did(script.process(), new Given(key, number).drop());
              says(script, key, number);
            }),
        Plant.of(
            "out-of-order",
            "a number is smaller than one that was given before",
            script -> {
              String key = any();
              long skipped = number(key);
              given(script, key);
              says(script, key, skipped);
            }));
  }

  /** Has a number given. */
  private long given(Script script, String key) {
    Answer answer = script.did(script.process(), next(key));
    return answer.value() instanceof Long number ? number : -1;
  }

  private void says(Script script, String key, long number) {
    script.says(script.process(), next(key), Answer.ok(number));
  }
}
