package dev.assay.workloads;

import dev.assay.core.spi.Workload;
import java.util.List;

/** The workloads by the names of the command line. */
public final class Workloads {
  private static final String APPEND = "append";
  private static final String BANK = "bank";
  private static final String BARRIER = "barrier";
  private static final String CONFIG = "config";
  private static final String COUNTER = "counter";
  private static final String ELECTION = "election";
  private static final String EPHEMERAL = "ephemeral";
  private static final String LOCK = "lock";
  private static final String LOCK_FENCED = "lock-fenced";
  private static final String MEMBERSHIP = "membership";
  private static final String QUEUE = "queue";
  private static final String REGISTER = "register";
  private static final String REGISTER_LOCAL = "register-local";
  private static final String REPLICAS = "replicas";
  private static final String SEQUENCE = "sequence";
  private static final String SESSION = "session";
  private static final String SET = "set";
  private static final String WATCH = "watch";

  private Workloads() {}

  /** The names that {@link #named} knows. */
  public static List<String> names() {
    return List.of(
        APPEND,
        BANK,
        BARRIER,
        CONFIG,
        COUNTER,
        ELECTION,
        EPHEMERAL,
        LOCK,
        LOCK_FENCED,
        MEMBERSHIP,
        QUEUE,
        REGISTER,
        REGISTER_LOCAL,
        REPLICAS,
        SEQUENCE,
        SESSION,
        SET,
        WATCH);
  }

  /** As {@link #named(String, String)}, for a cluster that is used for one run. */
  public static Workload named(String name) {
    return named(name, "run");
  }

  /**
   * A workload.
   *
   * @param scope a name that no other run on the same cluster uses; letters, digits, dashes
   * @throws IllegalArgumentException if there is none of this name; the message lists the known
   *     ones
   */
  public static Workload named(String name, String scope) {
    if (!scope.matches("[A-Za-z0-9-]{1,100}")) {
      throw new IllegalArgumentException("a scope is of letters, digits and dashes: " + scope);
    }
    Paths paths = new Paths(scope);
    return switch (name) {
      case APPEND -> new AppendWorkload(name, paths);
      case BANK -> new BankWorkload(name, paths);
      case BARRIER -> new BarrierWorkload(name, paths);
      case CONFIG -> new ConfigWorkload(name, paths);
      case COUNTER -> new CounterWorkload(name, paths);
      case ELECTION -> new ElectionWorkload(name, paths);
      case EPHEMERAL -> new EphemeralWorkload(name, paths);
      case LOCK -> new LockWorkload(name, paths, LockOperations.Work.PLAIN);
      case LOCK_FENCED -> new LockWorkload(name, paths, LockOperations.Work.FENCED);
      case MEMBERSHIP -> new MembershipWorkload(name, paths);
      case QUEUE -> new QueueWorkload(name, paths);
      case REGISTER -> new RegisterWorkload(name, paths, RegisterWorkload.Reads.LINEARIZABLE);
      case REGISTER_LOCAL -> new RegisterWorkload(name, paths, RegisterWorkload.Reads.LOCAL);
      case REPLICAS -> new ReplicaWorkload(name, paths);
      case SEQUENCE -> new SequenceWorkload(name, paths);
      case SESSION -> new SessionWorkload(name, paths);
      case SET -> new SetWorkload(name, paths);
      case WATCH -> new WatchWorkload(name, paths);
      default ->
          throw new IllegalArgumentException(
              "unknown workload %s; known are %s".formatted(name, String.join(", ", names())));
    };
  }
}
