package dev.assay.server.bug;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A mistake that can be switched on by its word ({@code --bug reply-before-commit}). */
public enum SeededBug {
  ACK_BEFORE_FSYNC(
      "a follower acknowledges a proposal when it is appended, before it is on disk",
      "NATS JetStream 2.12.1 (Jepsen, 2025); ZooKeeper's forceSync=no",
      "an acknowledged write is durable"),
  LEADER_COUNTS_ITSELF_EARLY(
      "the leader counts itself towards the quorum before its own log is on disk",
      "etcd #14370",
      "an acknowledged write is durable"),
  EPOCH_NOT_SYNCED(
      "LEADERINFO and ACKEPOCH leave before the accepted epoch is on disk",
      "ZOOKEEPER-1653, ZOOKEEPER-2307; ClickHouse Keeper #111339",
      "an epoch has one leader"),
  ACCEPTED_EPOCH_VOLATILE(
      "the accepted epoch is forgotten in a restart", "ZOOKEEPER-1291", "an epoch has one leader"),
  EPOCH_REUSE_COUNTS(
      "an ACKEPOCH of a node that had accepted the same epoch before counts towards the quorum, "
          + "however fresh its history is",
      "ZAB, and Learner.registerWithLeader of ZooKeeper",
      "an epoch has one leader"),
  NEWLEADER_ACK_EARLY(
      "a follower acknowledges NEWLEADER before the history is on disk, and logs it after UPTODATE",
      "ZOOKEEPER-3911, ZOOKEEPER-4646",
      "an acknowledged write is durable"),
  EPOCH_BEFORE_HISTORY(
      "a follower writes the current epoch when it has accepted it, before the history that "
          + "belongs to it",
      "ZOOKEEPER-4643",
      "an acknowledged write is durable"),
  SERVES_BEFORE_UPTODATE(
      "a follower applies all that it was sent, and serves, when it has acknowledged NEWLEADER, "
          + "and nobody looks whether what it must take back was applied",
      "ZOOKEEPER-4394, ZOOKEEPER-1549",
      "what was read stays"),
  SYNC_FORWARD_GAP(
      "proposals are forwarded to a follower only from its acknowledgement of NEWLEADER on, "
          + "and nobody looks for holes",
      "ZOOKEEPER-4785, ZOOKEEPER-4925",
      "every server has the same history"),
  NO_TRUNC(
      "a follower with entries that the leader does not have is not told to take them back",
      "ZOOKEEPER-1154",
      "every server has the same history"),
  TRUNC_TOO_MUCH(
      "a follower takes back one entry more than it is told to, and nobody looks for holes",
      "ZOOKEEPER-1156",
      "an acknowledged write is durable"),
  SNAPSHOT_MISSES_ENTRIES(
      "a snapshot is named by the last logged entry, though it shows only the applied ones",
      "ZOOKEEPER-2845, etcd #13766",
      "an acknowledged write is durable"),
  SNAPSHOT_NOT_SAVED(
      "a leader's snapshot is kept in memory only, and the log goes on behind it",
      "ZOOKEEPER-3642, ZOOKEEPER-2872",
      "an acknowledged write is durable"),
  TORN_TAIL_KEPT(
      "a torn tail is left in the log, what follows is appended behind it, and the next "
          + "recovery stops there",
      "NATS JetStream 2.12.1 (Jepsen, 2025)",
      "an acknowledged write is durable"),
  CHECKSUM_IGNORED(
      "checksums are not looked at",
      "Protocol-Aware Recovery (FAST 2018)",
      "what is read was written"),
  CORRUPT_AS_EMPTY(
      "a node whose data are damaged starts without any, and votes",
      "ZOOKEEPER-2325; Redis-Raft (Jepsen, 2020)",
      "an acknowledged write is durable"),
  SEGMENT_NAME_NOT_SYNCED(
      "the directory is not synced after a new segment of the log was created",
      "ClickHouse Keeper #111339",
      "an acknowledged write is durable"),
  ESTABLISHED_ALONE(
      "a leader serves, and takes its history for committed, before a quorum has acknowledged "
          + "NEWLEADER, and nobody looks whether what it must take back was applied",
      "ZAB (DSN 2011), phase 2; ZOOKEEPER-1282",
      "what was read stays"),
  ELECTION_IGNORES_HISTORY(
      "votes are ordered by the node's number alone, and a leader does not ask whether "
          + "somebody has the fresher history",
      "ZOOKEEPER-1082, ZOOKEEPER-335",
      "an acknowledged write is durable"),
  QUORUM_SHORT(
      "half of the nodes, rounded down, count as a majority when the leader commits",
      "Redis-Raft's split brain (Jepsen, 2020)",
      "there is one order of writes"),
  VOTE_IGNORES_HISTORY(
      "votes are ordered by the node's number alone", "ZOOKEEPER-1082", "a quorum elects a leader"),
  FRESHNESS_UNCHECKED(
      "a leader does not ask whether somebody in the quorum has the fresher history",
      "ZAB (DSN 2011), phase 1",
      "an acknowledged write is durable"),
  HOLE_ACCEPTED(
      "a follower does not look whether a proposal follows the last one",
      "ZOOKEEPER-4925",
      "every server has the same history"),
  SYNC_NO_QUORUM(
      "the leader answers a sync without asking a quorum whether it still leads",
      "ZOOKEEPER-1675",
      "a read after a sync sees every write that was acknowledged before it"),
  SYNC_SKIPPED(
      "a server answers a sync at once, from what it has applied itself",
      "etcd 0.4.1 and Consul (Jepsen, 2014)",
      "a read after a sync sees every write that was acknowledged before it"),
  LEASE_BY_WALL_CLOCK(
      "the leader answers syncs by a lease that it measures with the wall clock",
      "etcd #20418; Consul's leases",
      "a read after a sync sees every write that was acknowledged before it"),
  DIRTY_READ(
      "a read without a watch sees the open writes of the same server's clients before they are "
          + "committed",
      "Redis-Raft's aborted reads (Jepsen, 2020)",
      "what was read stays"),
  FOLLOWER_APPLIES_PROPOSALS(
      "a follower applies a proposal when it comes, before it is committed",
      "ZOOKEEPER-4394",
      "what was read stays"),
  REPLY_BEFORE_COMMIT(
      "a write is answered when it is submitted, from the state of the server that was asked",
      "NATS JetStream before 2.10.23; MongoDB with write concern 1",
      "an acknowledged write is durable"),
  WRITE_REPEATED(
      "a server submits an undecided write again each tick, and repeats are not refused",
      "jetcd 0.8.2 (Jepsen, 2024)",
      "a write takes effect once"),
  CAS_IGNORES_VERSION(
      "setData does not look at the expected version",
      "the lost update of any store that compares before it orders",
      "a compare-and-set changes only what it has compared"),
  CAS_CHECKED_LOCALLY(
      "the server that was asked compares the version, before the order is fixed, and nobody "
          + "compares again",
      "the lost update of any store that compares before it orders",
      "a compare-and-set changes only what it has compared"),
  READ_OVERTAKES_WRITES(
      "a read without a watch is made when it comes, before the session's earlier writes are "
          + "decided",
      "ZOOKEEPER-1863",
      "a session's requests take effect in their order"),
  SESSION_GOES_BACK(
      "a server takes up a session that has seen more than the server has",
      "ZooKeeper's connect check",
      "a session never goes back in time"),
  MOVED_SESSION_ACCEPTED(
      "requests of a session's earlier connection are still carried out",
      "ZooKeeper's SESSIONMOVED",
      "a session's requests take effect in their order"),
  EXPIRY_NOT_REPLICATED(
      "a server ends a session whose connection to it has been gone for the timeout, in its own "
          + "tree alone",
      "ZOOKEEPER-1208",
      "every server has the same state"),
  EPHEMERAL_SURVIVES(
      "the end of a session leaves the session's ephemeral nodes in the tree",
      "ZOOKEEPER-1208, ZOOKEEPER-2355",
      "an ephemeral node ends with its session"),
  EPHEMERAL_AFTER_CLOSE(
      "the creation of an ephemeral node that was under way when its session ended is carried "
          + "out all the same",
      "ZOOKEEPER-1208, ZOOKEEPER-4837",
      "an ephemeral node ends with its session"),
  EXPIRY_TOO_EARLY(
      "a new leader expires the sessions that it has not heard of within a tick",
      "ZOOKEEPER-1367, turned round",
      "a session that shows signs of life does not expire"),
  EXPIRY_BY_WALL_CLOCK(
      "the deadlines of sessions are measured with the wall clock",
      "ZOOKEEPER-1366",
      "a session that shows signs of life does not expire"),
  EXPIRY_FORGOTTEN(
      "a new leader does not take over the deadlines of sessions that give no sign of life",
      "ZOOKEEPER-1367",
      "an ephemeral node ends with its session"),
  SNAPSHOT_FORGETS_EPHEMERALS(
      "a session that comes from a snapshot does not know its ephemeral nodes any more",
      "ZOOKEEPER-1367",
      "an ephemeral node ends with its session"),
  WATCH_MISSED(
      "of several who watch a node only the first is told",
      "etcd #18089",
      "a watch tells of the next change"),
  WATCH_BEFORE_DATA(
      "watches at the server that was asked fire when a write is submitted, before it is applied",
      "ZooKeeper's ordering guarantee for watches",
      "a client that was told of a change sees it"),
  WATCH_TWICE("a watch that has fired stays", "etcd #17247", "a watch fires once"),
  WATCH_LOST_ON_RECONNECT(
      "watches that a client sets again are not compared with what has changed meanwhile",
      "ZOOKEEPER-1412; etcd #15271",
      "a watch tells of the next change"),
  SEQUENCE_REUSED(
      "sequence names count the children that are there, and pass over names that are taken",
      "ZOOKEEPER-1046",
      "a sequence name is used once"),
  MULTI_TORN(
      "a multi that fails does not take back what it has done",
      "ZOOKEEPER-965",
      "a multi takes effect as a whole or not at all"),
  MULTI_SPLIT(
      "the requests of a multi are replicated one by one, and one that fails stops none",
      "ZOOKEEPER-3127",
      "a multi takes effect as a whole or not at all"),
  TIME_IN_APPLY(
      "the time of a change is each server's own",
      "the classic mistake with replicated state machines",
      "every server has the same state"),
  SNAPSHOT_FORGETS_CHILDREN_VERSION(
      "a snapshot does not hold when, and how often, the children of a node changed",
      "ZOOKEEPER-3125, ZOOKEEPER-3145",
      "every server has the same state");

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
