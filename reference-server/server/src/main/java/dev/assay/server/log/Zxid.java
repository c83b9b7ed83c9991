package dev.assay.server.log;

/** ZooKeeper's transaction id: the epoch in the upper half, a counter from 1 in the lower. */
public final class Zxid {
  private static final long COUNTER = 0xffffffffL;

  private Zxid() {}

  public static long of(long epoch, long counter) {
    return epoch << 32 | counter;
  }

  public static long epoch(long zxid) {
    return zxid >>> 32;
  }

  public static long counter(long zxid) {
    return zxid & COUNTER;
  }

  /** Whether no counter is left in this epoch (ZOOKEEPER-1277). */
  public static boolean exhausted(long zxid) {
    return counter(zxid) == COUNTER;
  }

  /** Whether an entry may stand right behind another one (0: at the very beginning). */
  public static boolean follows(long before, long zxid) {
    return epoch(zxid) == epoch(before)
        ? zxid == before + 1
        : epoch(zxid) > epoch(before) && counter(zxid) == 1;
  }
}
