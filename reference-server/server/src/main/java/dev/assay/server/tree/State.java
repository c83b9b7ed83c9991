package dev.assay.server.tree;

import dev.assay.server.client.ReadRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * The whole replicated state at one position, immutable: to keep the reference is to keep a
 * snapshot.
 *
 * @param sessions the open ones, by id
 * @param nextSession the id that the next session gets
 * @param lastTimeMillis the newest time of any envelope so far
 */
public record State(
    Tree tree, TreePMap<Long, Session> sessions, long nextSession, long lastTimeMillis) {
  static State initial() {
    return new State(Tree.initial(), TreePMap.empty(), 1, 0);
  }

  /** With other nodes, and what sessions know of them. */
  State with(Tree changed, TreePMap<Long, Session> theirSessions) {
    return new State(changed, theirSessions, nextSession, lastTimeMillis);
  }

  /** How many nodes the tree holds. */
  public int nodes() {
    return tree.size();
  }

  /** The stat of a node; null when absent. */
  public @Nullable Stat stat(String path) {
    Znode node = tree.find(path);
    return node == null ? null : node.stat();
  }

  /**
   * What does not fit together, one sentence each; empty when all is well. Walks over all of it.
   *
   * @param position of this state
   */
  public List<String> inconsistencies(long position) {
    return new Soundness(this, position).inconsistencies();
  }

  /** Answers a read from this state. */
  public Result read(ReadRequest request) {
    if (!ZnodePath.valid(request.path())) {
      return new Result.Failed(Code.BAD_ARGUMENTS);
    }
    Znode node = tree.find(request.path());
    if (node == null) {
      return new Result.Failed(Code.NO_NODE);
    }
    return switch (request) {
      case ReadRequest.Exists _ -> new Result.Existing(node.stat());
      case ReadRequest.GetData _ -> new Result.Data(node.data(), node.stat());
      case ReadRequest.GetChildren _ ->
          new Result.Children(List.copyOf(node.children()), node.stat());
    };
  }
}
