package dev.assay.checker.play;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random clients of a simulated service: each operation is invoked, takes effect and is completed
 * at random moments, in this order; the outcome of some is never known, and these may take effect
 * much later, or never. The process that invoked one is then never used again. The same seed gives
 * the same history.
 */
public final class RandomPlay {
  private final Random random;
  private final Service service;
  private final double lossShare;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Integer> idle = new ArrayList<>();
  private final List<Open> open = new ArrayList<>();
  private final List<Open> lost = new ArrayList<>();
  private int nextProcess;

  /** What is played with. */
  public interface Service {
    /** What a process asks for; null when it has nothing to ask at the moment. */
    @Nullable Call call(int process, Random random);

    /** The operation takes effect: its result, or null when it is refused. */
    @Nullable Object effect(int process, Call call);

    /** The process hears of the end of its operation; null: it was refused. */
    default void heard(int process, Call call, @Nullable Object result) {}

    /** Something happens that no client asked for. */
    default void disturb(Random random) {}

    /** The session of a process, if there are sessions. */
    default @Nullable String session(int process) {
      return null;
    }
  }

  /** What is asked for. */
  public record Call(String f, @Nullable String key, @Nullable Object value) {}

  private static final class Open {
    private final int process;
    private final Call call;
    private @Nullable Object result;
    private boolean done;

    private Open(int process, Call call) {
      this.process = process;
      this.call = call;
    }
  }

  private RandomPlay(long seed, Service service, int processes, double lossShare) {
    this.random = new Random(seed);
    this.service = service;
    this.lossShare = lossShare;
    this.nextProcess = processes;
    for (int process = 0; process < processes; process++) {
      idle.add(process);
    }
  }

  /** A history of so many operations of so many processes, of which a share is lost. */
  public static List<Entry> of(
      long seed, Service service, int operations, int processes, double lossShare) {
    return new RandomPlay(seed, service, processes, lossShare).play(operations);
  }

  private List<Entry> play(int operations) {
    int invoked = 0;
    for (int turn = 0;
        turn < 100 * operations && (invoked < operations || !open.isEmpty());
        turn++) {
      int dice = random.nextInt(9);
      if (dice < 3 && invoked < operations && !idle.isEmpty()) {
        invoked += invoke(random.nextInt(idle.size())) ? 1 : 0;
      } else if (dice < 5 && !open.isEmpty()) {
        takeEffect(open.get(random.nextInt(open.size())));
      } else if (dice < 7 && !open.isEmpty()) {
        complete(open.remove(random.nextInt(open.size())));
      } else if (dice == 7 && !lost.isEmpty()) {
        takeEffect(lost.get(random.nextInt(lost.size())));
      } else if (dice == 8) {
        service.disturb(random);
      }
    }
    return entries;
  }

  private boolean invoke(int position) {
    int process = idle.get(position);
    Call call = service.call(process, random);
    if (call == null) {
      return false;
    }
    idle.remove(/* index */ position);
    open.add(new Open(process, call));
    line(EntryType.INVOKE, process, call, call.value());
    return true;
  }

  private void takeEffect(Open operation) {
    if (!operation.done) {
      operation.done = true;
      operation.result = service.effect(operation.process, operation.call);
    }
  }

  private void complete(Open operation) {
    if (random.nextDouble() < lossShare) {
      lost.add(operation);
      if (random.nextBoolean()) {
        line(EntryType.INFO, operation.process, operation.call, operation.call.value());
      }
      idle.add(nextProcess++);
      return;
    }
    takeEffect(operation);
    Object result = operation.result;
    EntryType type = result == null ? EntryType.FAIL : EntryType.OK;
    Object value = result == null ? operation.call.value() : result;
    line(type, operation.process, operation.call, value);
    service.heard(operation.process, operation.call, result);
    idle.add(operation.process);
  }

  private void line(EntryType type, int process, Call call, @Nullable Object value) {
    long index = entries.size();
    entries.add(
        new Entry(
            index,
            index * 1_000_000,
            type,
            new Actor.Client(process),
            call.f(),
            -1,
            call.key(),
            value,
            null,
            "n" + process % 3,
            service.session(process),
            null));
  }
}
