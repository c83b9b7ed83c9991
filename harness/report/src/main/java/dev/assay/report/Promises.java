package dev.assay.report;

import java.util.Map;

/** What the guarantees promise, in a sentence each, for readers who do not know their names. */
final class Promises {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry(
              "linearizable",
              "all operations on a key happened in one order, and what was over before something"
                  + " else began comes first in it"),
          Map.entry(
              "sequential",
              "all operations on a key happened in one order, in which each session's keep theirs"),
          Map.entry(
              "session-order",
              "a session sees its own writes, in their order, and never goes back in time"),
          Map.entry(
              "durable", "what was acknowledged is there at the end, on every node, exactly once"),
          Map.entry("append", "what was acknowledged is in the list, and all reads agree on order"),
          Map.entry("counter", "every increment counts once"),
          Map.entry("queue", "every element comes out once, in order, and none is lost"),
          Map.entry("one-leader", "at most one node leads at any time"),
          Map.entry("mutual-exclusion", "at most one client holds the lock at any time"),
          Map.entry("fenced", "no work of an earlier epoch is accepted after that of a later one"),
          Map.entry("configuration", "changes are seen in one order, and nobody goes back"),
          Map.entry(
              "watches", "who asked for it is told of the next change, once, before any later one"),
          Map.entry("ephemerals", "an ephemeral node lives exactly as long as its session does"),
          Map.entry("membership", "a group shows who is in it and lives, and nobody else"),
          Map.entry("barrier", "nobody passes before all have arrived"),
          Map.entry("unique-names", "no sequential name is given out twice, and they grow"),
          Map.entry("atomic", "several changes made at once are all seen, or none of them"),
          Map.entry("replicas-agree", "all nodes hold the same data at the same position"),
          Map.entry("survives", "no node's process ends but by a fault"),
          Map.entry("recovers", "the system serves again soon after everything was healed"),
          Map.entry("progress", "a healthy majority goes on serving"),
          Map.entry(
              "exercised", "every kind of operation succeeded and every kind of fault was proven"));

  private Promises() {}

  /** The sentence, without its full stop; empty for a guarantee that has none here. */
  static String words(String guarantee) {
    return WORDS.getOrDefault(guarantee, "");
  }
}
