package dev.assay.checker.ephemeral;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of a history of things that end with their session: what the operations are called, and
 * how a story speaks of them.
 *
 * @param guarantee the promise
 * @param own the operation that makes one
 * @param drop the operation that takes one away while its session goes on; null where there is none
 * @param list the operation that shows which ones are there
 * @param known all operations
 * @param noun "node"
 * @param doesOwn "own node"
 */
record Terms(
    String guarantee,
    String own,
    @Nullable String drop,
    String list,
    Set<String> known,
    String noun,
    String doesOwn) {
  static final Terms NODES =
      new Terms(
          "ephemerals",
          "own",
          null,
          "list",
          Set.of("own", "leave", "die", "touch", "move", "list"),
          "node",
          "own node");

  static final Terms MEMBERS =
      new Terms(
          "membership",
          "join",
          "quit",
          "members",
          Set.of("join", "quit", "leave", "die", "members"),
          "member",
          "join as member");

  Terms {
    known = Set.copyOf(known);
  }
}
