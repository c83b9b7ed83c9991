package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A set with {@code add} of the numbers from 0 and {@code read}, which every node answers at the
 * end. The larger it is, the fewer are the reads, so that a history grows with its operations.
 */
final class SetService implements Service {
  private static final double ELEMENTS_AN_OPERATION = 8;

  private final SplittableRandom random;
  private final TreeSet<Long> elements = new TreeSet<>();
  private long next;

  SetService(SplittableRandom random) {
    this.random = random;
  }

  @Override
  public List<String> kinds() {
    return List.of("add", "read");
  }

  @Override
  public void begin(Script script) {
    script.did("add", fresh());
    script.did("read", null);
  }

  @Override
  public void finish(Script script) {
    for (String node : script.nodes()) {
      script.did(script.process(node), "read", null);
    }
  }

  @Override
  public Request draw(int process) {
    double reads = Math.min(0.3, ELEMENTS_AN_OPERATION / (1 + elements.size()));
    return random.nextDouble() < reads ? Request.read("read") : Request.change("add", fresh());
  }

  private Long fresh() {
    return next++;
  }

  @Override
  public Answer perform(int process, Request request) {
    if (request.value() instanceof Long element) {
      elements.add(element);
      return request.ok();
    }
    return Answer.ok(List.copyOf(elements));
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  private Answer with(Long more) {
    List<Long> shown = new ArrayList<>(elements);
    shown.add(more);
    return Answer.ok(List.copyOf(shown));
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        Plant.of(
            "lost",
            "an element was acknowledged, and no node has it at the end",
            script -> {
              Long element = fresh();
              script.says("add", element, Answer.ok(element));
              script.did("read", null);
            }),
        Plant.of("stale", "an element is missing from a read, and comes back", this::stale),
        Plant.of(
            "phantom",
            "a read shows an element that nobody added",
            script -> script.says("read", null, with(fresh()))),
        Plant.of("resurrected", "a read shows an element whose add failed", this::resurrected),
        Plant.of(
            "duplicated",
            "a read shows an element twice",
            script -> {
              Long element = fresh();
              script.did("add", element);
              script.says("read", null, with(element));
            }));
  }

  private void stale(Script script) {
    Answer before = Answer.ok(List.copyOf(elements));
    script.did("add", fresh());
    script.says("read", null, before);
    script.did("read", null);
  }

  /** What is untrue is that it failed. */
  private void resurrected(Script script) {
    Long element = fresh();
    script.says("add", element, Answer.fail(element, "refused"));
    elements.add(element);
    script.did("read", null);
  }
}
