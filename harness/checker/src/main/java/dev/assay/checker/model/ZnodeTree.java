package dev.assay.checker.model;

import dev.assay.checker.model.ZnodeModel.Call;
import dev.assay.checker.model.ZnodeModel.Znode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A tree that changes, for {@link ZnodeModel}. */
final class ZnodeTree {
  private static final String NO_NODE = "no-node";

  private final Map<String, Znode> nodes;

  /** The names of the children of each node that has had some. */
  private final Map<String, TreeSet<String>> children = new HashMap<>();

  ZnodeTree(Map<String, Znode> nodes) {
    this.nodes = new HashMap<>(nodes);
    nodes.keySet().forEach(this::attach);
  }

  Map<String, Znode> nodes() {
    return nodes;
  }

  private static String parent(String path) {
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

  private TreeSet<String> childrenOf(String path) {
    TreeSet<String> names = children.get(path);
    return names == null ? new TreeSet<>() : names;
  }

  /** Takes the call if it is legal; false, and no change, if it is not. */
  boolean step(Call call) {
    @Nullable Znode node = nodes.get(call.path());
    String problem = problem(call, node);
    if (call.known() && !problem.equals(call.error())) {
      return false;
    }
    return !problem.isEmpty() || perform(call, node);
  }

  /** What such a call runs into; empty if nothing. */
  private String problem(Call call, @Nullable Znode node) {
    return switch (call.f()) {
      case "create" ->
          node != null ? "node-exists" : nodes.containsKey(parent(call.path())) ? "" : NO_NODE;
      case "exists" -> "";
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
    switch (call.f()) {
      case "create" -> {
        nodes.put(call.path(), new Znode(call.data(), 0));
        attach(call.path());
        return true;
      }
      case "delete" -> {
        nodes.remove(call.path());
        childrenOf(parent(call.path()))
            .remove(call.path().substring(call.path().lastIndexOf('/') + 1));
        return true;
      }
      case "set" -> {
        long version = node == null ? 0 : node.version() + 1;
        if (call.known() && call.version() != -1 && call.version() != version) {
          return false;
        }
        nodes.put(call.path(), new Znode(call.data(), version));
        return true;
      }
      case "exists" -> {
        return call.version() == (node == null ? -1 : node.version());
      }
      case "children" -> {
        TreeSet<String> there = childrenOf(call.path());
        return call.children().size() == there.size() && there.containsAll(call.children());
      }
      default -> {
        return node != null
            && call.data().equals(node.data())
            && (call.version() == -1 || call.version() == node.version());
      }
    }
  }
}
