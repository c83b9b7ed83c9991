package dev.assay.workloads;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All kinds of changes to a small tree: folders, each with children of fixed names and some whose
 * names the service chose. It knows what acknowledged changes made of the tree, if not what became
 * of the others, and so asks mostly for what is possible.
 *
 * @param nextMark the next fresh data
 * @param known the paths that should be there
 */
record ReplicaGenerator(Dice dice, long nextMark, SortedSet<String> known) implements Generator {
  private static final int FOLDERS = 5;
  private static final int NAMES = 6;

  /** With more, nodes are deleted rather than created. */
  private static final int MOST_KNOWN = 50;

  private static final double LOOKS = 0.4;

  /** How often it asks for what it takes to be impossible. */
  private static final double WRONG_GUESSES = 0.05;

  static ReplicaGenerator first(Dice dice) {
    return new ReplicaGenerator(dice, 0, new TreeSet<>());
  }

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty()) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    Operation operation =
        random.nextDouble() < LOOKS
            ? new Operation(ReplicaOperations.LOOK, null, Map.of("path", any(random)))
            : new Operation(ReplicaOperations.CHANGE, null, change(random));
    Generator after = new ReplicaGenerator(dice.next(), nextMark + 3, known);
    return new Next.Emit(operation, process, context.nowNanos(), after);
  }

  private static String folder(RandomGenerator random) {
    return "/t" + random.nextInt(FOLDERS);
  }

  /** A path of a fixed name. */
  private static String path(RandomGenerator random) {
    String folder = folder(random);
    return random.nextInt(NAMES) == 0 ? folder : folder + "/c" + random.nextInt(NAMES);
  }

  private String any(RandomGenerator random) {
    return known.isEmpty() || random.nextDouble() < WRONG_GUESSES
        ? path(random)
        : new ArrayList<>(known).get(random.nextInt(known.size()));
  }

  private Map<String, Object> change(RandomGenerator random) {
    int kind = random.nextInt(10);
    if (known.size() >= MOST_KNOWN || kind == 0) {
      return delete(leaf(random));
    }
    return switch (kind) {
      case 1, 2, 3 -> set(any(random), nextMark);
      case 4 -> sequential(random);
      case 5 -> multi(random);
      default -> create(random, nextMark);
    };
  }

  /** A node without children; a folder goes only when it seems empty. */
  private String leaf(RandomGenerator random) {
    String chosen = any(random);
    String prefix = chosen + "/";
    SortedSet<String> below = known.tailSet(prefix);
    return !below.isEmpty() && below.first().startsWith(prefix) ? below.first() : chosen;
  }

  private Map<String, Object> create(RandomGenerator random, long mark) {
    String path = path(random);
    String folder = path.substring(0, 3);
    boolean child = path.length() > folder.length() && known.contains(folder);
    boolean ephemeral = child && random.nextInt(3) == 0;
    return create(child ? path : folder, ephemeral ? Mode.EPHEMERAL : Mode.PERSISTENT, mark);
  }

  private Map<String, Object> sequential(RandomGenerator random) {
    Mode mode = random.nextBoolean() ? Mode.PERSISTENT_SEQUENTIAL : Mode.EPHEMERAL_SEQUENTIAL;
    return create(folder(random) + "/s", mode, nextMark);
  }

  /** Some of them cannot be done, and then nothing is. */
  private Map<String, Object> multi(RandomGenerator random) {
    List<Object> parts = new ArrayList<>();
    parts.add(set(any(random), nextMark));
    parts.add(random.nextBoolean() ? set(any(random), nextMark + 1) : create(random, nextMark + 1));
    if (random.nextBoolean()) {
      parts.add(delete(leaf(random)));
    }
    Map<String, Object> multi = new LinkedHashMap<>();
    multi.put("op", "multi");
    multi.put("parts", parts);
    return multi;
  }

  private static Map<String, Object> create(String path, Mode mode, long mark) {
    Map<String, Object> create = set(path, mark);
    create.put("op", "create");
    create.put("mode", ReplicaOperations.word(mode));
    return create;
  }

  private static Map<String, Object> set(String path, long mark) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("op", "set");
    set.put("path", path);
    set.put("data", "d" + mark);
    return set;
  }

  private static Map<String, Object> delete(String path) {
    Map<String, Object> delete = new LinkedHashMap<>();
    delete.put("op", "delete");
    delete.put("path", path);
    return delete;
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!entry.type().completes() || !(entry.value() instanceof Map<?, ?> value)) {
      return this;
    }
    boolean done = entry.type() == EntryType.OK && entry.f().equals(ReplicaOperations.CHANGE);
    boolean absent = entry.f().equals(ReplicaOperations.LOOK) && !value.containsKey("czxid");
    if (!done && !absent) {
      return this;
    }
    SortedSet<String> next = new TreeSet<>(known);
    if (absent) {
      next.remove(String.valueOf(value.get("path")));
    } else {
      apply(value, next);
    }
    return new ReplicaGenerator(dice, nextMark, next);
  }

  private static void apply(Map<?, ?> change, SortedSet<String> known) {
    if (change.get("parts") instanceof List<?> parts) {
      for (Object part : parts) {
        if (part instanceof Map<?, ?> map) {
          apply(map, known);
        }
      }
      return;
    }
    @Nullable Object created = change.get(ReplicaOperations.CREATED);
    String path = String.valueOf(created == null ? change.get("path") : created);
    if ("create".equals(change.get("op"))) {
      known.add(path);
    } else if ("delete".equals(change.get("op"))) {
      known.remove(path);
    }
  }
}
