package dev.assay.checker.generate;

import dev.assay.checker.history.EntryType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Counters from 0 with {@code increase}, by one, and {@code read}, which every node answers at the
 * end.
 */
final class CounterService implements Service {
  private static final double READS = 0.3;
  private static final Answer UNKNOWN = new Answer(EntryType.INFO, null, "timeout");

  private final SplittableRandom random;
  private final int counters;
  private final Map<String, Long> counts = new HashMap<>();
  private long nextKey;

  CounterService(How how, SplittableRandom random) {
    this.counters = how.keys();
    this.nextKey = counters;
    this.random = random;
  }

  @Override
  public List<String> kinds() {
    return List.of("increase", "read");
  }

  private static Request increase(String key) {
    return Request.change("increase", key, null);
  }

  private static Request read(String key) {
    return Request.read("read", key, null);
  }

  @Override
  public void begin(Script script) {
    script.did(script.process(), increase("c0"));
    script.did(script.process(), read("c0"));
  }

  @Override
  public void finish(Script script) {
    for (String node : script.nodes()) {
      int process = script.process(node);
      for (int number = 0; number < counters; number++) {
        script.did(process, read("c" + number));
      }
    }
  }

  @Override
  public Request draw(int process) {
    String key = "c" + random.nextInt(counters);
    return random.nextDouble() < READS ? read(key) : increase(key);
  }

  @Override
  public Answer perform(int process, Request request) {
    String key = String.valueOf(request.key());
    if (request.f().equals("read")) {
      return Answer.ok(counts.getOrDefault(key, 0L));
    }
    counts.merge(key, 1L, Long::sum);
    return request.ok();
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        Plant.of(
            "lost-increment",
            "an increment was acknowledged and does not count",
            script -> {
              String key = increased(script);
              script.says(script.process(), read(key), Answer.ok(0L));
            }),
        Plant.of(
            "phantom-increment",
            "a read shows more than can have been added",
            script -> {
              String key = increased(script);
              script.says(script.process(), read(key), Answer.ok(2L));
            }),
        Plant.of(
            "went-back",
            "a read shows less than one before it",
            script -> {
              String key = "c" + nextKey++;
              // Of unknown outcome, so that nothing but the first read says that it took effect.
              script.was(script.process(), increase(key), UNKNOWN);
              script.was(script.process(), read(key), Answer.ok(1L));
              script.says(script.process(), read(key), Answer.ok(0L));
            }));
  }

  /** A counter that nobody else uses, and that is 1. */
  private String increased(Script script) {
    String key = "c" + nextKey++;
    script.was(script.process(), increase(key));
    return key;
  }
}
