package dev.assay.core.runner;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Decides who does what when. It has no thread and no clock: whoever drives it says what time it is
 * and what completed, and carries out the steps that it answers.
 *
 * <p>After an operation of which nobody knows what became of it, the process is never used again:
 * its number grows by the number of slots, so that slot and node stay the same, and it gets a new
 * client. The generator hears of the completion before, under the old number.
 *
 * <p>A slot whose operations fail one after the other pauses for longer and longer, so that a
 * client that fails at once does not spin; after several failures in a row its client is replaced
 * too, since its session may be gone for good. A new session is a new process, for whoever checks
 * what a session may see.
 */
final class Scheduler {
  /** Failures in a row that are followed by no pause: a compare-and-set often fails rightly. */
  private static final int FREE_FAILURES = 2;

  private static final int FAILURES_BEFORE_REPLACEMENT = 10;
  private static final long FIRST_PAUSE_NANOS = 1_000_000;
  private static final int MOST_DOUBLINGS = 8;

  /** A generator that asks to be asked again at once is not asked more often than this. */
  private static final long LEAST_RETRY_NANOS = 1_000_000;

  private final Settings settings;
  private final Recorder recorder;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Long, OpenOperation> open = new LinkedHashMap<>();
  private final Queue<Step> ready = new ArrayDeque<>();
  private Generator generator;
  private boolean exhausted;

  /**
   * How the scheduler works.
   *
   * @param slots how many clients
   * @param firstProcess the process of slot 0; a multiple of the number of slots
   * @param nodes slot s is pinned to the node of index s modulo their number
   * @param deadlineNanos how long an operation may stay open
   */
  record Settings(int slots, int firstProcess, List<String> nodes, long deadlineNanos) {
    Settings {
      nodes = List.copyOf(nodes);
      if (slots <= 0 || firstProcess % slots != 0 || nodes.isEmpty() || deadlineNanos <= 0) {
        throw new IllegalArgumentException(
            "no valid schedule: %d slots from process %d, nodes %s, deadline %d ns"
                .formatted(slots, firstProcess, nodes, deadlineNanos));
      }
    }
  }

  private static final class Slot {
    private int process;
    private boolean busy;
    private int failures;
    private long restsUntil = Long.MIN_VALUE;

    private Slot(int process) {
      this.process = process;
    }

    private boolean free(long now) {
      return !busy && restsUntil <= now;
    }
  }

  Scheduler(Settings settings, Generator generator, Recorder recorder) {
    this.settings = settings;
    this.generator = generator;
    this.recorder = recorder;
    for (int slot = 0; slot < settings.slots(); slot++) {
      slots.add(new Slot(settings.firstProcess() + slot));
    }
  }

  /** The next step. Ask until it is {@link Step.Wait} or {@link Step.Finished}. */
  Step next(long now) {
    expire(now);
    @Nullable Step step = ready.poll();
    if (step != null) {
      return step;
    }
    return exhausted ? idle(Long.MAX_VALUE) : ask(now);
  }

  /** Tells of a completion. One that comes too late, or a second one, changes nothing. */
  void completed(long now, long op, Outcome outcome) {
    @Nullable OpenOperation operation = open.get(op);
    if (operation != null) {
      finish(now, operation, outcome);
    }
  }

  /** Tells the generator of something that a client was told. */
  void noticed(long now, Entry event) {
    generator = generator.update(context(now), event);
  }

  /** Asks the generator no more; what is open may still complete. */
  void stop() {
    exhausted = true;
  }

  /** Gives up what is open, at once. */
  void abandon(long now, String why) {
    stop();
    for (OpenOperation operation : List.copyOf(open.values())) {
      finish(now, operation, new Outcome.Info(why));
    }
  }

  /** A process number that this scheduler has not used, nor any below it. */
  int unusedProcess() {
    return slots.stream().mapToInt(slot -> slot.process).max().orElseThrow() + 1;
  }

  private void expire(long now) {
    // All have the same time to live, so the oldest comes first.
    while (!open.isEmpty()) {
      OpenOperation oldest = open.values().iterator().next();
      if (oldest.deadlineNanos() > now) {
        return;
      }
      finish(now, oldest, new Outcome.Info("timeout"));
    }
  }

  private Step ask(long now) {
    return switch (generator.next(context(now))) {
      case Generator.Next.Exhausted _ -> {
        exhausted = true;
        yield idle(Long.MAX_VALUE);
      }
      case Generator.Next.Pending(long retryAt, Generator after) -> {
        generator = after;
        yield idle(Math.min(earliestRested(now), Math.max(retryAt, now + LEAST_RETRY_NANOS)));
      }
      case Generator.Next.Emit emit -> {
        if (emit.atNanos() > now) {
          // Whatever happens until then may change the answer: it is asked for again.
          yield idle(emit.atNanos());
        }
        yield invoke(now, emit);
      }
    };
  }

  private Step idle(long until) {
    if (exhausted && open.isEmpty()) {
      return new Step.Finished();
    }
    long deadline =
        open.isEmpty() ? Long.MAX_VALUE : open.values().iterator().next().deadlineNanos();
    return new Step.Wait(Math.min(until, deadline));
  }

  private long earliestRested(long now) {
    return slots.stream()
        .filter(slot -> !slot.busy && slot.restsUntil > now)
        .mapToLong(slot -> slot.restsUntil)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private Step invoke(long now, Generator.Next.Emit emit) {
    int number = Math.floorMod(emit.process(), settings.slots());
    Slot slot = slots.get(number);
    if (slot.process != emit.process() || !slot.free(now)) {
      throw new IllegalStateException(
          "the generator chose process %d, which is not among the free ones %s, for %s"
              .formatted(emit.process(), context(now).free(), emit.operation()));
    }
    OpenOperation operation =
        new OpenOperation(
            recorder.nextOperation(),
            number,
            slot.process,
            settings.nodes().get(number % settings.nodes().size()),
            emit.operation(),
            now + settings.deadlineNanos());
    slot.busy = true;
    open.put(operation.op(), operation);
    Entry entry = recorder.invoked(operation);
    generator = emit.after().update(context(now), entry);
    return new Step.Invoke(operation);
  }

  private void finish(long now, OpenOperation operation, Outcome outcome) {
    open.remove(operation.op());
    Slot slot = slots.get(operation.slot());
    slot.busy = false;
    slot.failures = outcome instanceof Outcome.Ok ? 0 : slot.failures + 1;
    slot.restsUntil = now + pauseNanos(slot.failures);
    Entry entry = recorder.completed(operation, outcome);
    generator = generator.update(context(now), entry);
    boolean worn = slot.failures > 0 && slot.failures % FAILURES_BEFORE_REPLACEMENT == 0;
    if (outcome instanceof Outcome.Info || worn) {
      slot.process = Math.addExact(slot.process, settings.slots());
      ready.add(new Step.Replace(operation.slot()));
    }
  }

  private static long pauseNanos(int failures) {
    int doublings = Math.min(failures - FREE_FAILURES - 1, MOST_DOUBLINGS);
    return doublings < 0 ? 0 : FIRST_PAUSE_NANOS << doublings;
  }

  private Context context(long now) {
    List<Integer> free = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      if (slot.free(now)) {
        free.add(slot.process);
      }
    }
    return new Context(now, free, settings.slots(), settings.nodes());
  }
}
