package dev.assay.checker.generate;

import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A queue with {@code enqueue} of new elements and {@code dequeue}, which stays short. With plants
 * dequeues are never of unknown outcome: such a one may have taken whatever is missing.
 */
final class QueueStore implements Store {
  private static final int FEW = 4;

  private final SplittableRandom random;
  private final boolean planted;
  private final boolean ordered;
  private final List<Long> queue = new ArrayList<>();
  private long last;

  QueueStore(GeneratedModel.How how, SplittableRandom random, boolean ordered) {
    this.planted = how.planted();
    this.random = random;
    this.ordered = ordered;
  }

  @Override
  public Request draw(int process) {
    boolean more = random.nextDouble() < (queue.size() < FEW ? 0.6 : 0.4);
    return more ? Request.change("enqueue", fresh()) : Request.change("dequeue", null);
  }

  private Long fresh() {
    return ++last;
  }

  @Override
  public Answer perform(int process, Request request) {
    if (request.value() instanceof Long element) {
      queue.add(element);
      return Answer.ok(element);
    }
    return Answer.ok(queue.isEmpty() ? Nil.NIL : take());
  }

  private Long take() {
    return queue.remove(ordered ? 0 : random.nextInt(queue.size()));
  }

  @Override
  public boolean losable(int process, Request request) {
    return request.value() != null || !planted;
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    List<Plant> plants = new ArrayList<>();
    plants.add(plant("lost", "an element went in and never comes out", this::lost));
    plants.add(plant("twice", "an element comes out twice", this::twice));
    if (ordered) {
      plants.add(plant("out-of-order", "an element is overtaken by a later one", this::overtaken));
    }
    plants.add(
        plant(
            "phantom",
            "an element comes out that nobody put in",
            script -> {
              script.says("dequeue", null, Answer.ok(fresh()));
            }));
    plants.add(
        plant(
            "failed-enqueue",
            "an element comes out whose enqueue failed",
            script -> {
              Long element = fresh();
              script.says("enqueue", element, Answer.fail(element, "refused"));
              script.says("dequeue", null, Answer.ok(element));
            }));
    plants.add(plant("found-empty", "nothing is found while something is there", this::empty));
    return plants;
  }

  private static Plant plant(String name, String says, Consumer<Script> script) {
    return new Plant(name, "non-linearizable", says, script);
  }

  private void drain(Script script) {
    while (!queue.isEmpty()) {
      script.did("dequeue", null);
    }
  }

  private void lost(Script script) {
    drain(script);
    Long lost = fresh();
    script.says("enqueue", lost, Answer.ok(lost));
    script.did("enqueue", fresh());
    script.did("dequeue", null);
    script.did("dequeue", null);
  }

  private void twice(Script script) {
    Long element = fresh();
    script.did("enqueue", element);
    drain(script);
    script.says("dequeue", null, Answer.ok(element));
  }

  private void overtaken(Script script) {
    drain(script);
    script.did("enqueue", fresh());
    script.did("enqueue", fresh());
    script.says("dequeue", null, Answer.ok(queue.removeLast()));
    script.says("dequeue", null, Answer.ok(queue.removeLast()));
  }

  private void empty(Script script) {
    drain(script);
    script.did("enqueue", fresh());
    script.says("dequeue", null, Answer.ok(Nil.NIL));
    script.did("dequeue", null);
  }
}
