package dev.assay.workloads;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Every client watches every key: it looks at it once, and again when it is told of a change. Some
 * also change keys. Whoever has not been told of a key for a while looks at it after a sync: that
 * is how a missed event shows.
 *
 * @param changes how many there were; the next value
 * @param watchers by slot; who is not among them has looked at nothing yet
 * @param rests of those who change keys
 */
record ConfigGenerator(Dice dice, long changes, Map<Integer, Watcher> watchers, Rests rests)
    implements Generator {
  private static final List<String> KEYS = List.of("k0", "k1", "k2");
  private static final long PATIENCE_NANOS = 1_500_000_000;
  private static final long FAILURE_PAUSE_NANOS = 50_000_000;
  private static final long WRITER_PAUSE_NANOS = 100_000_000;

  ConfigGenerator {
    watchers = Collections.unmodifiableMap(new TreeMap<>(watchers));
  }

  /**
   * When a process looks at what.
   *
   * @param nextNanos by key; those that are missing, at once
   */
  record Watcher(int process, Map<String, Long> nextNanos) {
    Watcher {
      nextNanos = Collections.unmodifiableMap(new TreeMap<>(nextNanos));
    }

    static Watcher fresh(int process) {
      return new Watcher(process, Map.of());
    }

    Watcher at(String key, long nanos) {
      Map<String, Long> next = new TreeMap<>(nextNanos);
      next.put(key, nanos);
      return new Watcher(process, next);
    }

    Watcher told(String key) {
      Map<String, Long> next = new TreeMap<>(nextNanos);
      next.remove(key);
      return new Watcher(process, next);
    }
  }

  /** What a process may be asked for. */
  private record Choice(int process, Operation operation) {}

  static ConfigGenerator first(Dice dice) {
    return new ConfigGenerator(dice, 0, Map.of(), Rests.NONE);
  }

  @Override
  public Next next(Context context) {
    RandomGenerator random = dice.random();
    Rests.Ready writers = rests.ready(context);
    List<Choice> choices = new ArrayList<>();
    long earliest = writers.nextNanos();
    for (int process : context.free()) {
      Watcher watcher = watcher(context, process);
      for (String key : KEYS) {
        Long due = watcher.nextNanos().get(key);
        if (due == null || due <= context.nowNanos()) {
          Object how = due == null ? null : WatchOperations.SYNCED;
          choices.add(new Choice(process, new Operation(WatchOperations.OBSERVE, key, how)));
        } else {
          earliest = Math.min(earliest, due);
        }
      }
      if (writes(context, process) && writers.processes().contains(process)) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        choices.add(new Choice(process, new Operation(WatchOperations.WRITE, key, changes)));
      }
    }
    if (choices.isEmpty()) {
      return new Next.Pending(earliest, this);
    }
    Choice choice = choices.get(random.nextInt(choices.size()));
    long next = choice.operation().f().equals(WatchOperations.WRITE) ? changes + 1 : changes;
    return new Next.Emit(
        choice.operation(),
        choice.process(),
        context.nowNanos(),
        new ConfigGenerator(dice.next(), next, watchers, rests));
  }

  private Watcher watcher(Context context, int process) {
    Watcher watcher = watchers.get(process % context.slots());
    return watcher == null || watcher.process() != process ? Watcher.fresh(process) : watcher;
  }

  /** Of those on one node every second one; all, where there are not more than one on each. */
  private static boolean writes(Context context, int process) {
    int nodes = context.nodes().size();
    return context.slots() <= nodes || process % context.slots() / nodes % 2 == 1;
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!(entry.actor() instanceof Actor.Client(int process))) {
      return this;
    }
    int slot = process % context.slots();
    Map<Integer, Watcher> next = new TreeMap<>(watchers);
    next.put(slot, after(watcher(context, process), context.nowNanos(), entry));
    boolean wrote = entry.type().completes() && entry.f().equals(WatchOperations.WRITE);
    long pause = wrote ? dice.random().nextLong(WRITER_PAUSE_NANOS) : 0;
    Rests later = wrote ? rests.until(slot, context.nowNanos() + pause) : rests;
    return new ConfigGenerator(dice, changes, next, later);
  }

  /** What a process has before it, after a line of its own. */
  private static Watcher after(Watcher watcher, long now, Entry entry) {
    String key = Objects.requireNonNullElse(entry.key(), "");
    boolean looks = entry.f().equals(WatchOperations.OBSERVE);
    return switch (entry.type()) {
      case INVOKE -> looks ? watcher.at(key, now + PATIENCE_NANOS) : watcher;
      case OK -> watcher;
      case FAIL -> looks ? watcher.at(key, now + FAILURE_PAUSE_NANOS) : watcher;
      case INFO -> Watcher.fresh(watcher.process());
      case EVENT -> {
        if (Notices.isExpired(entry)) {
          yield Watcher.fresh(watcher.process());
        }
        yield entry.f().equals(Notices.WATCH) ? watcher.told(key) : watcher;
      }
    };
  }
}
