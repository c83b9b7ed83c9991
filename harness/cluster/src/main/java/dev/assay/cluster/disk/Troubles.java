package dev.assay.cluster.disk;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is wrong with a disk now, by the numbers of the faults. For several threads. */
final class Troubles {
  /** Calls that a disk can refuse. */
  enum Call {
    WRITE,
    SYNC
  }

  /** {@code errno} as Linux has it. */
  static final int EIO = 5;

  static final int ENOSPC = 28;
  static final int EROFS = 30;

  /**
   * How long a sync takes when nothing is wrong, as on a disk that turns. In no time nothing would
   * ever be about to be synced when the power goes.
   */
  private static final long USUAL_NANOS = 8_000_000;

  private final Map<Integer, Integer> refusing = new ConcurrentHashMap<>();
  private final Map<Integer, Long> slow = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Call> next = new AtomicReference<>();
  private final AtomicLong refusals = new AtomicLong();

  /** Every change is refused. */
  void refuse(int fault, int errno) {
    refusing.put(fault, errno);
  }

  /** A sync takes so much longer. */
  void slowDown(int fault, long nanos) {
    slow.put(fault, nanos);
  }

  /** The next call of the node fails, once. */
  void failNext(@Nullable Call call) {
    next.set(call);
  }

  /** Whether a failure waits for a call. */
  boolean failurePends() {
    return next.get() != null;
  }

  void end(int fault) {
    refusing.remove(fault);
    slow.remove(fault);
  }

  /** How long a sync takes. */
  long syncNanos() {
    return slow.values().stream().mapToLong(Long::longValue).max().orElse(0) + USUAL_NANOS;
  }

  boolean slow() {
    return !slow.isEmpty();
  }

  /** How many calls of the node have failed. */
  long refusals() {
    return refusals.get();
  }

  /**
   * What a call of the node gets.
   *
   * @return 0, or an error
   */
  int ask(Call call) {
    int errno = refusing(call);
    if (errno == 0 && next.compareAndSet(call, null)) {
      errno = EIO;
    }
    if (errno != 0) {
      refusals.incrementAndGet();
    }
    return errno;
  }

  /** What the harness's own calls get: lasting troubles alone. */
  int refusing(Call call) {
    return call == Call.SYNC ? 0 : refusing.values().stream().findFirst().orElse(0);
  }
}
