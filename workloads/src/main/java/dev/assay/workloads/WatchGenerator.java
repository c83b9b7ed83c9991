package dev.assay.workloads;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writers change a few keys and folders; observers, on the same nodes, look at them. Who was told
 * of a change looks again before anything else, and now and then all look again without having been
 * told, since that is how a missed event shows.
 *
 * <p>Keys and folders are given up for fresh ones after some changes, so that creations are watched
 * for too, and no folder grows large.
 *
 * @param changes how many writes and additions there were; the number of the next value
 * @param due what observers were told of and have not looked at again
 */
record WatchGenerator(Dice dice, long changes, List<Due> due) implements Generator {
  private static final int ACTIVE_KEYS = 3;
  private static final int ACTIVE_FOLDERS = 2;

  /** After so many changes a fresh key takes the place of the oldest, and a fresh folder too. */
  private static final long GENERATION = 60;

  private static final double ADDITIONS = 0.25;
  private static final double LISTS = 0.3;

  /** A process that shall look at an object. */
  record Due(int process, String f, String key) {}

  WatchGenerator {
    due = List.copyOf(due);
  }

  static WatchGenerator first(Dice dice) {
    return new WatchGenerator(dice, 0, List.of());
  }

  @Override
  public Next next(Context context) {
    for (Due look : due) {
      if (context.free().contains(look.process())) {
        Operation operation = new Operation(look.f(), look.key(), null);
        return new Next.Emit(operation, look.process(), context.nowNanos(), without(look));
      }
    }
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    return writes(context, process, random)
        ? change(context, process, random)
        : look(context, process, random);
  }

  /** The first slot of each node observes, the second writes, and so on. */
  private static boolean writes(Context context, int process, RandomGenerator random) {
    int nodes = context.nodes().size();
    if (context.slots() <= nodes) {
      return random.nextBoolean();
    }
    return process % context.slots() / nodes % 2 == 1;
  }

  private Next change(Context context, int process, RandomGenerator random) {
    boolean addition = random.nextDouble() < ADDITIONS;
    String key = addition ? folder(random) : key(random.nextInt(ACTIVE_KEYS));
    String f = addition ? WatchOperations.ADD : WatchOperations.WRITE;
    return emit(context, process, new Operation(f, key, changes), changes + 1);
  }

  /** The key that is to come next is watched too. */
  private Next look(Context context, int process, RandomGenerator random) {
    Operation operation =
        random.nextDouble() < LISTS
            ? new Operation(WatchOperations.LIST, folder(random), null)
            : new Operation(WatchOperations.OBSERVE, key(random.nextInt(ACTIVE_KEYS + 1)), null);
    return emit(context, process, operation, changes);
  }

  private Next emit(Context context, int process, Operation operation, long nextChange) {
    return new Next.Emit(
        operation, process, context.nowNanos(), new WatchGenerator(dice.next(), nextChange, due));
  }

  private String key(int offset) {
    return "k" + (changes / GENERATION + offset);
  }

  private String folder(RandomGenerator random) {
    return "d" + (changes / GENERATION + random.nextInt(ACTIVE_FOLDERS));
  }

  private Generator without(Due look) {
    List<Due> left = new ArrayList<>(due);
    left.remove(look);
    return new WatchGenerator(dice, changes, left);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!(entry.actor() instanceof Actor.Client(int process))) {
      return this;
    }
    return switch (entry.type()) {
      case EVENT -> told(process, entry);
      // The process is not used again, and its watches are gone.
      case INFO -> {
        List<Due> left = due.stream().filter(look -> look.process() != process).toList();
        yield new WatchGenerator(dice, changes, left);
      }
      case INVOKE, OK, FAIL -> this;
    };
  }

  private Generator told(int process, Entry event) {
    String key = event.key();
    @Nullable Due look = key == null ? null : look(process, key, event);
    if (look == null || due.contains(look)) {
      return this;
    }
    List<Due> more = new ArrayList<>(due);
    more.add(look);
    return new WatchGenerator(dice, changes, more);
  }

  private static @Nullable Due look(int process, String key, Entry event) {
    if (event.type() != EntryType.EVENT
        || !event.f().equals(Notices.WATCH)
        || !(event.value() instanceof Map<?, ?> value)) {
      return null;
    }
    boolean children = "children-changed".equals(value.get(Notices.CHANGE));
    return new Due(process, children ? WatchOperations.LIST : WatchOperations.OBSERVE, key);
  }
}
