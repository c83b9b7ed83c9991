package dev.assay.workloads;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lock works for a while and releases it; the others try to acquire one. Only what a
 * client can know decides what it does: it takes itself for the holder from the acknowledgement of
 * its acquisition until it is told that its session has ended, or its work was refused.
 *
 * @param locks how many there are
 * @param nextItem the next fresh number
 * @param holders by slot
 */
record LockGenerator(Dice dice, int locks, long nextItem, Map<Integer, Holder> holders)
    implements Generator {
  private static final double RELEASES = 0.3;

  LockGenerator {
    holders = Collections.unmodifiableMap(new TreeMap<>(holders));
  }

  /**
   * Who takes itself for a holder.
   *
   * @param item what the lock was acquired with
   */
  record Holder(int process, String session, String lock, long token, long item) {}

  static LockGenerator first(Dice dice, int locks) {
    return new LockGenerator(dice, locks, 0, Map.of());
  }

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    Holder holder = holders.get(process % context.slots());
    Operation operation =
        holder == null || holder.process() != process
            ? new Operation(
                LockOperations.ACQUIRE, "l" + random.nextInt(locks), Map.of("item", nextItem))
            : held(holder, random);
    Generator after = new LockGenerator(dice.next(), locks, nextItem + 1, holders);
    return new Next.Emit(operation, process, context.nowNanos(), after);
  }

  private Operation held(Holder holder, RandomGenerator random) {
    boolean releases = random.nextDouble() < RELEASES;
    Map<String, Object> value = new LinkedHashMap<>();
    value.put(LockOperations.TOKEN, holder.token());
    value.put(LockOperations.ITEM, releases ? holder.item() : nextItem);
    String f = releases ? LockOperations.RELEASE : LockOperations.WORK;
    return new Operation(f, holder.lock(), value);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!(entry.actor() instanceof Actor.Client(int process)) || entry.type() == EntryType.INVOKE) {
      return this;
    }
    int slot = process % context.slots();
    Holder acquired = acquired(process, entry);
    Holder holder = holders.get(slot);
    if (acquired == null && (holder == null || !lost(holder, process, entry))) {
      return this;
    }
    Map<Integer, Holder> next = new TreeMap<>(holders);
    next.remove(slot);
    if (acquired != null) {
      next.put(slot, acquired);
    }
    return new LockGenerator(dice, locks, nextItem, next);
  }

  private static @Nullable Holder acquired(int process, Entry entry) {
    String session = entry.session();
    String lock = entry.key();
    return entry.type() == EntryType.OK
            && entry.f().equals(LockOperations.ACQUIRE)
            && session != null
            && lock != null
            && entry.value() instanceof Map<?, ?> value
            && value.get(LockOperations.TOKEN) instanceof Long token
            && value.get(LockOperations.ITEM) instanceof Long item
        ? new Holder(process, session, lock, token, item)
        : null;
  }

  /** Whether the process may now know that it is the holder no more. */
  private static boolean lost(Holder holder, int process, Entry entry) {
    if (process != holder.process() || !holder.session().equals(entry.session())) {
      return true;
    }
    return switch (entry.type()) {
      case OK -> entry.f().equals(LockOperations.RELEASE);
      case FAIL -> FencedResource.FENCED.equals(entry.error());
      case INFO -> true;
      case EVENT -> Notices.isExpired(entry);
      case INVOKE -> false;
    };
  }
}
