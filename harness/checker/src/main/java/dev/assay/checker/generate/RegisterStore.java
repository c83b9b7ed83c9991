package dev.assay.checker.generate;

import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A register with {@code read}, {@code write} and maybe {@code cas}, nil at first. Half of the
 * operations read; half of the compare-and-sets expect a value that was there before, and mostly
 * fail.
 */
final class RegisterStore implements Store {
  private final SplittableRandom random;
  private final int values;
  private final boolean compareAndSets;
  private Object value = Nil.NIL;

  /** Values of plants are above all that repeat. */
  private long last;

  RegisterStore(GeneratedModel.How how, SplittableRandom random, boolean compareAndSets) {
    this.random = random;
    this.values = how.values();
    this.compareAndSets = compareAndSets;
    this.last = values;
  }

  @Override
  public Request draw(int process) {
    if (random.nextBoolean()) {
      return Request.read("read");
    }
    Long next = values == 0 ? fresh() : (Long) (1 + random.nextLong(values));
    if (!compareAndSets || random.nextBoolean()) {
      return Request.change("write", next);
    }
    Object expected = random.nextBoolean() ? value : earlier();
    return Request.change("cas", List.of(expected, next));
  }

  private Long fresh() {
    return ++last;
  }

  private Object earlier() {
    long number = random.nextLong(values == 0 ? last : values + 1L);
    return number == 0 ? Nil.NIL : (Object) number;
  }

  @Override
  public Answer perform(int process, Request request) {
    Object argument = request.value();
    if (argument == null) {
      return Answer.ok(value);
    }
    if (argument instanceof List<?> pair) {
      if (!value.equals(pair.getFirst())) {
        return Answer.fail(argument, "mismatch");
      }
      value = pair.getLast();
    } else {
      value = argument;
    }
    return Answer.ok(argument);
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    List<Plant> plants = new ArrayList<>();
    plants.add(
        new Plant(
            "stale-read", "stale-read", "a read shows a value that was replaced", this::stale));
    plants.add(
        new Plant(
            "lost-write", "lost-write", "a write was acknowledged and is never seen", this::lost));
    plants.add(
        new Plant(
            "phantom-read",
            "phantom-read",
            "a read shows what nobody wrote",
            script -> {
              script.says("read", null, Answer.ok(fresh()));
            }));
    plants.add(
        new Plant(
            "failed-write", "failed-write", "a read shows a write that failed", this::failed));
    plants.add(
        new Plant(
            "future-read", "future-read", "a read shows a write that comes later", this::future));
    if (compareAndSets) {
      plants.add(
          new Plant(
              "double-cas", "double-cas", "two compare-and-sets replace one value", this::twice));
      plants.add(
          new Plant(
              "wrong-refusal",
              "non-linearizable",
              "a compare-and-set fails though its value is there (with --failed-ops constrain)",
              this::refused));
    }
    return plants;
  }

  private void stale(Script script) {
    Long old = fresh();
    script.did("write", old);
    script.did("write", fresh());
    script.did("read", null);
    script.says("read", null, Answer.ok(old));
  }

  private void lost(Script script) {
    script.did("write", fresh());
    Long lost = fresh();
    script.says("write", lost, Answer.ok(lost));
    script.did("read", null);
  }

  private void failed(Script script) {
    Long refused = fresh();
    script.says("write", refused, Answer.fail(refused, "refused"));
    script.says("read", null, Answer.ok(refused));
  }

  private void refused(Script script) {
    Long there = fresh();
    List<Long> pair = List.of(there, fresh());
    script.did("write", there);
    script.says("cas", pair, Answer.fail(pair, "mismatch"));
    script.did("read", null);
  }

  private void future(Script script) {
    Long later = fresh();
    script.says("read", null, Answer.ok(later));
    script.did("write", later);
  }

  private void twice(Script script) {
    Long there = fresh();
    script.did("write", there);
    script.did("cas", List.of(there, fresh()));
    List<Long> second = List.of(there, fresh());
    script.says("cas", second, Answer.ok(second));
  }
}
