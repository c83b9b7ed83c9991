package dev.assay.checker.generate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One key of a store of strings with {@code get}, {@code put} and {@code append}, empty at first.
 * What is put and appended is a number of its own and a space; half of the operations are gets, and
 * one change in eight puts.
 */
final class KeyValueStore implements Store {
  private static final int PUTS = 8;

  private final SplittableRandom random;
  private String text = "";
  private long last;

  KeyValueStore(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public Request draw(int process) {
    if (random.nextBoolean()) {
      return Request.read("get");
    }
    return Request.change(random.nextInt(PUTS) == 0 ? "put" : "append", fresh());
  }

  private String fresh() {
    return ++last + " ";
  }

  @Override
  public Answer perform(int process, Request request) {
    if (!(request.value() instanceof String argument)) {
      return Answer.ok(text);
    }
    text = request.f().equals("put") ? argument : text + argument;
    return Answer.ok(argument);
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        plant("lost-append", "an append was acknowledged and is never seen", this::lost),
        plant("stale-get", "a get misses what was appended before", this::stale),
        plant("reordered", "a get shows appends in another order", this::reordered),
        plant(
            "appended-twice",
            "a get shows an append twice",
            script -> {
              String twice = fresh();
              script.did("append", twice);
              script.says("get", null, Answer.ok(text + twice));
            }),
        plant(
            "phantom",
            "a get shows what nobody put or appended",
            script -> {
              script.says("get", null, Answer.ok(text + fresh()));
            }),
        plant("failed-append", "a get shows an append that failed", this::failed));
  }

  private void lost(Script script) {
    String lost = fresh();
    script.did("put", fresh());
    script.says("append", lost, Answer.ok(lost));
    script.did("get", null);
  }

  private void stale(Script script) {
    script.did("put", fresh());
    String before = text;
    script.did("append", fresh());
    script.says("get", null, Answer.ok(before));
  }

  private void reordered(Script script) {
    String first = fresh();
    String second = fresh();
    String before = text;
    script.did("append", first);
    script.did("append", second);
    script.says("get", null, Answer.ok(before + second + first));
  }

  private void failed(Script script) {
    String refused = fresh();
    script.says("append", refused, Answer.fail(refused, "refused"));
    script.says("get", null, Answer.ok(text + refused));
  }

  private static Plant plant(String name, String says, Consumer<Script> script) {
    return new Plant(name, "non-linearizable", says, script);
  }
}
