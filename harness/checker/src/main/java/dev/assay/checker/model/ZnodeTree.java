package dev.assay.checker.model;

import dev.assay.checker.model.ZnodeModel.Call;
import dev.assay.checker.model.ZnodeModel.Znode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A tree that changes, for {@link ZnodeModel}. */
final class ZnodeTree implements Model.Walk<Call> {
  /** About so much with its names and its data, which are short. */
  static final long BYTES_PER_NODE = 150;

  private static final String NO_NODE = "no-node";

  /** What was at a path before a step; the path is empty if the step changed nothing. */
  private record Before(String path, @Nullable Znode node) {}

  private static final Before NOTHING_CHANGED = new Before("", null);

  private final Map<String, Znode> nodes;

  /** The names of the children of each node that has had some. */
  private final Map<String, TreeSet<String>> children = new HashMap<>();

  private final Backlog<Before> backlog = new Backlog<>();

  ZnodeTree(Map<String, Znode> nodes) {
    this.nodes = new HashMap<>(nodes);
    nodes.keySet().forEach(this::attach);
  }

  Map<String, Znode> nodes() {
    return nodes;
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private void attach(String path) {
    if (!path.equals("/")) {
      children
          .computeIfAbsent(parent(path), _ -> new TreeSet<>())
          .add(path.substring(path.lastIndexOf('/') + 1));
    }
  }

  private Set<String> childrenOf(String path) {
    Set<String> names = children.get(path);
    return names == null ? Set.of() : names;
  }

  @Override
  public boolean step(Call call) {
    @Nullable Znode node = nodes.get(call.path());
    String problem = problem(call, node);
    if (call.known() && !problem.equals(call.error())) {
      return false;
    }
    if (problem.isEmpty() && !perform(call, node)) {
      return false;
    }
    boolean changed = problem.isEmpty() && changes(call.f());
    backlog.push(changed ? new Before(call.path(), node) : NOTHING_CHANGED);
    return true;
  }

  @Override
  public long bytes() {
    return BYTES_PER_NODE * nodes.size();
  }

  private static boolean changes(String f) {
    return switch (f) {
      case "create", "set", "delete" -> true;
      default -> false;
    };
  }

  @Override
  public boolean back() {
    Before before = backlog.pop();
    if (before != null && before.node() != null) {
      nodes.put(before.path(), before.node());
      attach(before.path());
    } else if (before != null && !before.path().isEmpty()) {
      delete(before.path());
    }
    return before != null;
  }

  /** What such a call runs into; empty if nothing. */
  private String problem(Call call, @Nullable Znode node) {
    return switch (call.f()) {
      case "create" ->
          node != null ? "node-exists" : nodes.containsKey(parent(call.path())) ? "" : NO_NODE;
      case "exists" -> node == null && call.error().equals(NO_NODE) ? NO_NODE : "";
      case "set" -> node == null ? NO_NODE : version(call, node);
      case "delete" ->
          node == null
              ? NO_NODE
              : !version(call, node).isEmpty()
                  ? version(call, node)
                  : childrenOf(call.path()).isEmpty() ? "" : "not-empty";
      default -> node == null ? NO_NODE : "";
    };
  }

  private static String version(Call call, Znode node) {
    return call.expected() == -1 || call.expected() == node.version() ? "" : "bad-version";
  }

  private boolean perform(Call call, @Nullable Znode node) {
    return switch (call.f()) {
      case "create" -> create(call);
      case "delete" -> delete(call.path());
      case "set" -> set(call, node);
      case "exists" -> call.version() == (node == null ? -1 : node.version());
      case "children" ->
          call.children().size() == childrenOf(call.path()).size()
              && childrenOf(call.path()).containsAll(call.children());
      default ->
          node != null
              && call.data().equals(node.data())
              && (call.version() == -1 || call.version() == node.version());
    };
  }

  private boolean create(Call call) {
    nodes.put(call.path(), new Znode(call.data(), 0));
    attach(call.path());
    return true;
  }

  private boolean delete(String path) {
    nodes.remove(path);
    childrenOf(parent(path)).remove(path.substring(path.lastIndexOf('/') + 1));
    return true;
  }

  private boolean set(Call call, @Nullable Znode node) {
    long version = node == null ? 0 : node.version() + 1;
    if (call.known() && call.version() != -1 && call.version() != version) {
      return false;
    }
    nodes.put(call.path(), new Znode(call.data(), version));
    return true;
  }
}
