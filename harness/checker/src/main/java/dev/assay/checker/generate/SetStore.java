package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A set with {@code add} of new elements and {@code read}. The larger it is, the fewer are the
 * reads, so that a history is not longer than about 32 elements for each operation.
 */
final class SetStore implements Store {
  private static final double ELEMENTS_AN_OPERATION = 32;

  private final SplittableRandom random;
  private final List<Long> elements = new ArrayList<>();
  private long last;

  SetStore(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public Request draw(int process) {
    double reads = Math.min(0.5, ELEMENTS_AN_OPERATION / (1 + elements.size()));
    return random.nextDouble() < reads ? Request.read("read") : Request.change("add", fresh());
  }

  private Long fresh() {
    return ++last;
  }

  @Override
  public Answer perform(int process, Request request) {
    if (request.value() instanceof Long element) {
      elements.add(element);
      return Answer.ok(element);
    }
    return Answer.ok(List.copyOf(elements));
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  private Answer with(Long... more) {
    List<Long> shown = new ArrayList<>(elements);
    shown.addAll(List.of(more));
    return Answer.ok(List.copyOf(shown));
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        plant(
            "lost",
            "an element was acknowledged and is never seen",
            script -> {
              Long element = fresh();
              script.says("add", element, Answer.ok(element));
              script.did("read", null);
            }),
        plant("stale", "an element was seen, and a later read misses it", this::stale),
        plant(
            "phantom",
            "a read shows an element that nobody added",
            script -> {
              script.says("read", null, with(fresh()));
            }),
        plant("failed-add", "a read shows an element whose add failed", this::failed),
        plant(
            "duplicated",
            "a read shows an element twice",
            script -> {
              Long element = fresh();
              script.did("add", element);
              script.says("read", null, with(element));
            }),
        plant("disagreeing", "each of two reads misses what the other one shows", this::disagree));
  }

  private void stale(Script script) {
    Answer before = with();
    script.did("add", fresh());
    script.did("read", null);
    script.says("read", null, before);
  }

  private void failed(Script script) {
    Long element = fresh();
    script.says("add", element, Answer.fail(element, "refused"));
    script.says("read", null, with(element));
  }

  private static Plant plant(String name, String says, Consumer<Script> script) {
    return new Plant(name, "non-linearizable", says, script);
  }

  private void disagree(Script script) {
    Long one = fresh();
    Long other = fresh();
    script.together(
        new Script.Told(script.process(), Request.change("add", one), Answer.ok(one)),
        new Script.Told(script.process(), Request.change("add", other), Answer.ok(other)),
        new Script.Told(script.process(), Request.read("read"), with(one)),
        new Script.Told(script.process(), Request.read("read"), with(other)));
    elements.addAll(List.of(one, other));
  }
}
