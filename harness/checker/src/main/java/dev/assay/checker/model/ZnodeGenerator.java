package dev.assay.checker.model;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.model.ZnodeModel.Znode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes histories of a tree of znodes that is linearizable, from a seed, for benchmarks and tests.
 * Each completion has the zxid at which its operation took effect as a hint.
 */
public final class ZnodeGenerator {
  private static final String[] KINDS = {"create", "set", "set", "get", "get", "exists", "delete"};

  private final SplittableRandom random;
  private final int directories;
  private final Map<String, Znode> nodes = new HashMap<>();
  private final Map<String, TreeSet<String>> children = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private long zxid;

  /** An operation under way. */
  private static final class Pending {
    private final String f;
    private final Map<String, Object> asked;
    private @Nullable Map<String, Object> result;
    private String error = "";
    private long zxid;

    private Pending(String f, Map<String, Object> asked) {
      this.f = f;
      this.asked = asked;
    }
  }

  private ZnodeGenerator(long seed, int directories) {
    this.random = new SplittableRandom(seed);
    this.directories = directories;
  }

  /**
   * The lines of a history.
   *
   * @param directories how many nodes have children, ten at most each
   */
  public static List<Entry> generate(long seed, int operations, int clients, int directories) {
    ZnodeGenerator generator = new ZnodeGenerator(seed, directories);
    generator.run(operations, clients);
    return generator.entries;
  }

  private void run(int operations, int clients) {
    @Nullable Pending[] open = new @Nullable Pending[clients];
    int begun = 0;
    int ended = 0;
    while (ended < operations) {
      int client = random.nextInt(clients);
      Pending pending = open[client];
      if (pending == null) {
        if (begun < operations) {
          Pending next = draw(begun++);
          open[client] = next;
          line(EntryType.INVOKE, client, next.f, next.asked, null, null);
        }
      } else if (pending.result == null) {
        pending.result = perform(pending);
      } else {
        EntryType type = pending.error.isEmpty() ? EntryType.OK : EntryType.FAIL;
        String error = pending.error.isEmpty() ? null : pending.error;
        line(type, client, pending.f, pending.result, error, Long.toString(pending.zxid));
        open[client] = null;
        ended++;
      }
    }
  }

  private Pending draw(int number) {
    String directory = "/d" + (number < directories ? number : random.nextInt(directories));
    if (number < directories) {
      return new Pending("create", Map.of("path", directory, "data", ""));
    }
    if (random.nextInt(20) == 0) {
      return new Pending("children", Map.of("path", directory));
    }
    String f = KINDS[random.nextInt(KINDS.length)];
    Map<String, Object> asked = new HashMap<>();
    asked.put("path", directory + "/n" + random.nextInt(10));
    if (f.equals("create") || f.equals("set")) {
      asked.put("data", Integer.toString(number));
    }
    return new Pending(f, asked);
  }

  private Map<String, Object> perform(Pending pending) {
    String path = String.valueOf(pending.asked.get("path"));
    Znode node = nodes.get(path);
    String parent = path.substring(0, path.lastIndexOf('/'));
    boolean create = pending.f.equals("create");
    boolean missing = create ? !parent.isEmpty() && !nodes.containsKey(parent) : node == null;
    Map<String, Object> result = new HashMap<>(pending.asked);
    if (pending.f.equals("exists")) {
      result.put("version", node == null ? -1L : node.version());
    } else if (missing) {
      pending.error = "no-node";
    } else if (create && node != null) {
      pending.error = "node-exists";
    } else {
      change(pending.f, path, parent, node, result);
    }
    pending.zxid = zxid;
    return result;
  }

  private void change(
      String f, String path, String parent, @Nullable Znode node, Map<String, Object> result) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    long version = node == null ? 0 : node.version();
    switch (f) {
      case "create" -> {
        nodes.put(path, new Znode(String.valueOf(result.get("data")), 0));
        children.computeIfAbsent(parent, _ -> new TreeSet<>()).add(name);
        zxid++;
      }
      case "delete" -> {
        nodes.remove(path);
        children.computeIfAbsent(parent, _ -> new TreeSet<>()).remove(name);
        zxid++;
      }
      case "set" -> {
        nodes.put(path, new Znode(String.valueOf(result.get("data")), version + 1));
        result.put("version", version + 1);
        zxid++;
      }
      case "children" ->
          result.put("children", List.copyOf(children.getOrDefault(path, new TreeSet<>())));
      default -> {
        result.put("data", node == null ? "" : node.data());
        result.put("version", version);
      }
    }
  }

  private void line(
      EntryType type,
      int client,
      String f,
      Map<String, Object> value,
      @Nullable String error,
      @Nullable String hint) {
    entries.add(
        Entry.line(entries.size(), type, new Actor.Client(client), f, value)
            .withTime(entries.size() * 1000L)
            .withError(error)
            .withHint(hint == null ? null : new Hint("zxid", "tree", hint)));
  }
}
