package dev.assay.checker.generate;

import dev.assay.checker.history.Hint;
import dev.assay.checker.model.ZnodeModel.Znode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tree of znodes: directories, which are created first, with ten children at most each. The hint
 * of an answer is the zxid at which its operation took effect.
 */
final class ZnodeStore implements Store {
  private static final String[] KINDS = {"create", "set", "set", "get", "get", "exists", "delete"};
  private static final int CHILDREN = 10;

  private final SplittableRandom random;
  private final int directories;
  private final Map<String, Znode> nodes = new HashMap<>();
  private final Map<String, TreeSet<String>> children = new HashMap<>();
  private long drawn;
  private long zxid;

  ZnodeStore(GeneratedModel.How how, SplittableRandom random) {
    this.random = random;
    this.directories = how.keys();
  }

  @Override
  public Request draw(int process) {
    long number = drawn++;
    if (number < directories) {
      return Request.change("create", Fields.of("path", "/d" + number, "data", ""));
    }
    String directory = "/d" + random.nextInt(directories);
    if (random.nextInt(20) == 0) {
      return new Request("children", Map.of("path", directory), false);
    }
    String f = KINDS[random.nextInt(KINDS.length)];
    String path = directory + "/n" + random.nextInt(CHILDREN);
    return switch (f) {
      case "create", "set" ->
          Request.change(f, Fields.of("path", path, "data", Long.toString(number)));
      case "delete" -> Request.change(f, Map.of("path", path));
      default -> new Request(f, Map.of("path", path), false);
    };
  }

  @Override
  public boolean losable(int process, Request request) {
    return !parent(path(request)).isEmpty();
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public Hint hint(long effects) {
    return new Hint("zxid", "tree", Long.toString(zxid));
  }

  private static Map<?, ?> asked(Request request) {
    return (Map<?, ?>) Objects.requireNonNull(request.value());
  }

  private static String path(Request request) {
    return String.valueOf(asked(request).get("path"));
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  @Override
  public Answer perform(int process, Request request) {
    String f = request.f();
    String path = path(request);
    Znode node = nodes.get(path);
    boolean create = f.equals("create");
    Map<String, Object> result = new HashMap<>();
    asked(request).forEach((name, value) -> result.put(String.valueOf(name), value));
    if (f.equals("exists")) {
      result.put("version", node == null ? -1L : node.version());
    } else if (create ? !isThere(parent(path)) : node == null) {
      return Answer.fail(result, "no-node");
    } else if (create && node != null) {
      return Answer.fail(result, "node-exists");
    } else {
      change(f, path, node, result);
    }
    return Answer.ok(result);
  }

  private boolean isThere(String path) {
    return path.isEmpty() || nodes.containsKey(path);
  }

  private void change(String f, String path, @Nullable Znode node, Map<String, Object> result) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    TreeSet<String> siblings = children.computeIfAbsent(parent(path), _ -> new TreeSet<>());
    long version = node == null ? 0 : node.version();
    switch (f) {
      case "create" -> {
        nodes.put(path, new Znode(String.valueOf(result.get("data")), 0));
        siblings.add(name);
        zxid++;
      }
      case "delete" -> {
        nodes.remove(path);
        siblings.remove(name);
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

  @Override
  public List<Plant> plants() {
    return ZnodePlants.all();
  }
}
