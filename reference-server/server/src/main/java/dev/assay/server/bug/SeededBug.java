package dev.assay.server.bug;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A mistake that can be switched on by its word ({@code --bug reply-before-commit}). */
public enum SeededBug {
  REPLY_BEFORE_COMMIT(
      "a write is answered when it is submitted, from the state of the server that was asked",
      "NATS JetStream before 2.10.23; MongoDB with write concern 1",
      "an acknowledged write is durable"),
  QUORUM_SHORT(
      "half of the nodes, rounded down, count as a majority when the leader commits",
      "Redis-Raft's split brain (Jepsen, 2020)",
      "there is one order of writes"),
  SYNC_NO_QUORUM(
      "the leader answers a sync without asking a quorum whether it still leads",
      "ZOOKEEPER-1675",
      "a read after a sync sees every write that was acknowledged before it"),
  SYNC_SKIPPED(
      "a server answers a sync at once, from what it has applied itself",
      "etcd 0.4.1 and Consul (Jepsen, 2014)",
      "a read after a sync sees every write that was acknowledged before it"),
  CAS_IGNORES_VERSION(
      "setData does not look at the expected version",
      "the lost update of any store that compares before it orders",
      "a compare-and-set changes only what it has compared"),
  EPHEMERAL_SURVIVES(
      "the end of a session leaves the session's ephemeral nodes in the tree",
      "ZOOKEEPER-1208, ZOOKEEPER-2355",
      "an ephemeral node ends with its session");

  private final String change;
  private final String origin;
  private final String promise;

  SeededBug(String change, String origin, String promise) {
    this.change = change;
    this.origin = origin;
    this.promise = promise;
  }

  /** The name on the command line: the constant's, in lower case, with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the server does wrong, in one sentence. */
  public String change() {
    return change;
  }

  /** Where such a bug was found. */
  public String origin() {
    return origin;
  }

  /** The promise that it breaks. */
  public String promise() {
    return promise;
  }

  /** The bug of that word; throws {@link IllegalArgumentException} that lists all words. */
  public static SeededBug of(String word) {
    for (SeededBug bug : values()) {
      if (bug.word().equals(word)) {
        return bug;
      }
    }
    String words = Arrays.stream(values()).map(SeededBug::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("no seeded bug '" + word + "'; there are: " + words);
  }
}
