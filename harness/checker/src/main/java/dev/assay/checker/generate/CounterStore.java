package dev.assay.checker.generate;

import java.util.List;
import java.util.SplittableRandom;

/** A counter with {@code add}, always of 1, and {@code read}. Half of the operations read. */
final class CounterStore implements Store {
  private static final Long ONE = 1L;

  private final SplittableRandom random;
  private final int indeterminate;
  private long count;

  CounterStore(GeneratedModel.How how, SplittableRandom random) {
    this.random = random;
    this.indeterminate = how.indeterminate();
  }

  @Override
  public Request draw(int process) {
    return random.nextBoolean() ? Request.read("read") : Request.change("add", ONE);
  }

  @Override
  public Answer perform(int process, Request request) {
    if (request.value() == null) {
      return Answer.ok(count);
    }
    count++;
    return Answer.ok(ONE);
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    String anomaly = "non-linearizable";
    return List.of(
        new Plant(
            "lost-add",
            anomaly,
            "an add was acknowledged and never counts",
            script -> {
              script.did("read", null);
              script.says("add", ONE, Answer.ok(ONE));
              script.did("read", null);
            }),
        new Plant(
            "stale-read",
            anomaly,
            "a read shows less than one before it",
            script -> {
              script.did("add", ONE);
              script.did("read", null);
              script.says("read", null, Answer.ok(count - 1));
            }),
        new Plant(
            "phantom",
            anomaly,
            "a read shows more than was ever added",
            script -> {
              // What was lost may have counted.
              script.says("read", null, Answer.ok(count + indeterminate + 1));
            }));
  }
}
