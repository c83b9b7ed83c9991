package dev.assay.checker.generate;

import dev.assay.checker.history.Nil;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Queues, first in, first out, with {@code enqueue} of new elements and {@code dequeue}, which stay
 * short, and are emptied by every node at the end. A dequeue of unknown outcome says which element
 * it may have taken.
 */
final class QueueService implements Service {
  private static final int FEW = 8;

  private final SplittableRandom random;
  private final int queues;
  private final Map<String, ArrayDeque<Long>> byKey = new HashMap<>();
  private long next;

  QueueService(How how, SplittableRandom random) {
    this.queues = how.keys();
    this.random = random;
  }

  @Override
  public List<String> kinds() {
    return List.of("enqueue", "dequeue");
  }

  @Override
  public void begin(Script script) {
    enqueued(script, "q0");
    drain(script, script.process(), "q0");
  }

  @Override
  public void finish(Script script) {
    for (String node : script.nodes()) {
      int process = script.process(node);
      for (int number = 0; number < queues; number++) {
        drain(script, process, "q" + number);
      }
    }
  }

  /** Takes until nothing is there. */
  private static void drain(Script script, int process, String key) {
    Answer answer = script.did(process, dequeue(key));
    while (answer.value() != Nil.NIL) {
      answer = script.did(process, dequeue(key));
    }
  }

  private ArrayDeque<Long> queue(@Nullable String key) {
    return byKey.computeIfAbsent(String.valueOf(key), _ -> new ArrayDeque<>());
  }

  private String any() {
    return "q" + random.nextInt(queues);
  }

  private Request enqueue(String key) {
    return Request.change("enqueue", key, next++);
  }

  private static Request dequeue(String key) {
    return Request.change("dequeue", key, null);
  }

  @Override
  public Request draw(int process) {
    String key = any();
    boolean more = random.nextDouble() < (queue(key).size() < FEW ? 0.55 : 0.35);
    return more ? enqueue(key) : dequeue(key);
  }

  @Override
  public Answer perform(int process, Request request) {
    ArrayDeque<Long> queue = queue(request.key());
    if (request.value() instanceof Long element) {
      queue.add(element);
      return request.ok();
    }
    return Answer.ok(queue.isEmpty() ? Nil.NIL : queue.remove());
  }

  @Override
  public boolean losable(int process, Request request) {
    return request.value() != null || !queue(request.key()).isEmpty();
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public @Nullable Object unknown(Request request, @Nullable Answer done) {
    if (request.value() != null) {
      return request.value();
    }
    return done == null ? queue(request.key()).peek() : done.value();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        Plant.of("lost", "an element went in, and the queue is found empty", this::lost),
        Plant.of("duplicated", "an element comes out twice", this::twice),
        Plant.of(
            "phantom",
            "an element comes out that nobody put in",
            script -> script.says(script.process(), dequeue(any()), Answer.ok(next++))),
        new Plant(
            "failed-enqueue",
            "phantom",
            "an element comes out whose enqueue failed",
            script -> {
              Request enqueue = enqueue(any());
              script.was(script.process(), enqueue, enqueue.fail("refused"));
              Request dequeue = dequeue(String.valueOf(enqueue.key()));
              script.says(script.process(), dequeue, enqueue.ok());
            }),
        Plant.of("out-of-order", "an element is overtaken by a later one", this::overtaken),
        Plant.of("missed", "nothing is found while something is there", this::missed));
  }

  private Request enqueued(Script script, String key) {
    Request enqueue = enqueue(key);
    script.did(script.process(), enqueue);
    return enqueue;
  }

  private String emptied(Script script) {
    String key = any();
    drain(script, script.process(), key);
    return key;
  }

  private void lost(Script script) {
    Request enqueue = enqueue(emptied(script));
    script.says(script.process(), enqueue, enqueue.ok());
    drain(script, script.process(), String.valueOf(enqueue.key()));
  }

  private void twice(Script script) {
    Request enqueue = enqueued(script, any());
    String key = String.valueOf(enqueue.key());
    drain(script, script.process(), key);
    script.says(script.process(), dequeue(key), enqueue.ok());
  }

  private void overtaken(Script script) {
    String key = emptied(script);
    Request early = enqueued(script, key);
    Request late = enqueued(script, key);
    queue(key).clear();
    script.says(script.process(), dequeue(key), late.ok());
    script.says(script.process(), dequeue(key), early.ok());
  }

  private void missed(Script script) {
    String key = emptied(script);
    enqueued(script, key);
    script.says(script.process(), dequeue(key), Answer.ok(Nil.NIL));
    drain(script, script.process(), key);
  }
}
