package dev.assay.server.tree;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * All nodes by path; persistent: each change makes a new tree that shares what did not change. In
 * the order of paths a parent stands before its children.
 */
record Tree(TreePMap<String, Znode> nodes) {
  /** The nodes that exist always; as in ZooKeeper they are not counted as created. */
  static Tree initial() {
    byte[] nothing = new byte[0];
    Znode bare = Znode.created(nothing, 0, 0, 0);
    TreePMap<String, Znode> nodes = TreePMap.empty();
    return new Tree(
        nodes
            .plus(ZnodePath.ROOT, bare.withChildFound(ZnodePath.name(ZnodePath.SYSTEM)))
            .plus(
                ZnodePath.SYSTEM,
                bare.withChildFound(ZnodePath.name(ZnodePath.QUOTA))
                    .withChildFound(ZnodePath.name(ZnodePath.CONFIG)))
            .plus(ZnodePath.QUOTA, bare)
            .plus(ZnodePath.CONFIG, bare));
  }

  static Tree empty() {
    return new Tree(TreePMap.empty());
  }

  @Nullable Znode find(String path) {
    return nodes.get(path);
  }

  int size() {
    return nodes.size();
  }

  /** Adds a node whose parent exists. */
  Tree created(String path, Znode node) {
    String above = ZnodePath.parent(path);
    Znode parent = existing(above).withChildCreated(ZnodePath.name(path), node.czxid());
    return new Tree(nodes.plus(above, parent).plus(path, node));
  }

  /** Takes away a node without children. */
  Tree deleted(String path, long position) {
    String above = ZnodePath.parent(path);
    Znode parent = existing(above).withChildDeleted(ZnodePath.name(path), position);
    return new Tree(nodes.minus(path).plus(above, parent));
  }

  Tree replaced(String path, Znode node) {
    return new Tree(nodes.plus(path, node));
  }

  /** Adds a node of a snapshot; its parent, already there, learns of it and counts nothing. */
  Tree found(String path, Znode node) {
    if (path.equals(ZnodePath.ROOT)) {
      return replaced(path, node);
    }
    String above = ZnodePath.parent(path);
    Znode parent = find(above);
    if (parent == null || parent.ephemeral()) {
      throw new IllegalArgumentException(
          path + (parent == null ? " has no parent" : " is below an ephemeral node"));
    }
    return new Tree(
        nodes.plus(above, parent.withChildFound(ZnodePath.name(path))).plus(path, node));
  }

  /** The seeded bug: what the nodes know of their children is what can be seen now. */
  Tree childrenForgotten() {
    TreePMap<String, Znode> forgotten = nodes;
    for (Map.Entry<String, Znode> entry : nodes.entrySet()) {
      forgotten = forgotten.plus(entry.getKey(), entry.getValue().childrenForgotten());
    }
    return new Tree(forgotten);
  }

  TreePSet<String> children(String path) {
    return existing(path).children();
  }

  private Znode existing(String path) {
    Znode node = find(path);
    if (node == null) {
      throw new IllegalStateException("no node " + path);
    }
    return node;
  }
}
