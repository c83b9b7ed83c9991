package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Lists with {@code append} of unique elements at their end, and {@code read}, which every node
 * answers at the end. A list that is long makes place for a fresh one.
 */
final class AppendService implements Service {
  private static final double READS = 0.3;
  private static final int LONG = 100;

  private final SplittableRandom random;
  private final int active;
  private final Map<String, List<Long>> lists = new HashMap<>();

  /** The numbers of those that are worked on, and the next element of each. */
  private final long[] numbers;

  private final long[] elements;
  private long nextKey;

  AppendService(How how, SplittableRandom random) {
    this.active = how.keys();
    this.random = random;
    this.numbers = LongStream.range(0, active).toArray();
    this.elements = new long[active];
    this.nextKey = active;
  }

  @Override
  public List<String> kinds() {
    return List.of("append", "read");
  }

  private static Request append(String key, long element) {
    return Request.change("append", key, element);
  }

  private static Request read(String key) {
    return Request.read("read", key, null);
  }

  @Override
  public void begin(Script script) {
    script.did(script.process(), append("a0", elements[0]++));
    script.did(script.process(), read("a0"));
  }

  @Override
  public void finish(Script script) {
    List<String> keys = lists.keySet().stream().sorted().toList();
    for (String node : script.nodes()) {
      int process = script.process(node);
      keys.forEach(key -> script.did(process, read(key)));
    }
  }

  @Override
  public Request draw(int process) {
    int place = random.nextInt(active);
    String key = "a" + numbers[place];
    if (random.nextDouble() < READS) {
      return read(key);
    }
    Request append = append(key, elements[place]++);
    if (elements[place] == LONG) {
      numbers[place] = nextKey++;
      elements[place] = 0;
    }
    return append;
  }

  @Override
  public Answer perform(int process, Request request) {
    String key = String.valueOf(request.key());
    if (request.value() instanceof Long element) {
      lists.computeIfAbsent(key, _ -> new ArrayList<>()).add(element);
      return request.ok();
    }
    return Answer.ok(List.copyOf(lists.getOrDefault(key, List.of())));
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        plant("lost", "an element was acknowledged and is not there", List.of()),
        plant("incompatible-order", "two reads show different orders", List.of(1L, 0L)),
        plant("duplicated", "a read shows an element twice", List.of(0L, 1L, 1L)),
        plant("phantom", "a read shows an element that nobody appended", List.of(0L, 1L, 2L)),
        Plant.of("out-of-order", "an element stands before one that was there", this::outOfOrder),
        Plant.of("stale", "a read does not show what was seen before", this::stale));
  }

  private Plant plant(String anomaly, String says, List<Long> shown) {
    return Plant.of(
        anomaly,
        says,
        script -> {
          String key = appended(script);
          if (!shown.isEmpty()) {
            script.was(script.process(), read(key), Answer.ok(List.of(0L, 1L)));
          }
          script.says(script.process(), read(key), Answer.ok(shown));
        });
  }

  /** A list that nobody else uses, with two elements. */
  private String appended(Script script) {
    String key = "a" + nextKey++;
    script.was(script.process(), append(key, 0));
    script.was(script.process(), append(key, 1));
    return key;
  }

  private void outOfOrder(Script script) {
    script.says(script.process(), read(appended(script)), Answer.ok(List.of(1L, 0L)));
  }

  private void stale(Script script) {
    String key = appended(script);
    script.says(script.process(), read(key), Answer.ok(List.of(0L)));
    script.was(script.process(), read(key), Answer.ok(List.of(0L, 1L)));
  }
}
