package dev.assay.checker.judge;

import dev.assay.checker.Checker;
import dev.assay.checker.append.AppendChecker;
import dev.assay.checker.bank.BankChecker;
import dev.assay.checker.barrier.BarrierChecker;
import dev.assay.checker.config.ConfigChecker;
import dev.assay.checker.counter.CounterChecker;
import dev.assay.checker.ephemeral.EphemeralChecker;
import dev.assay.checker.exercise.ExercisedChecker;
import dev.assay.checker.exercise.NodeDeathChecker;
import dev.assay.checker.exercise.ProgressChecker;
import dev.assay.checker.exercise.RecoveryChecker;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.lock.ElectionCheckers;
import dev.assay.checker.lock.FencingChecker;
import dev.assay.checker.lock.MutualExclusionChecker;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.queue.QueueChecker;
import dev.assay.checker.replica.ReplicaChecker;
import dev.assay.checker.sequence.SequenceChecker;
import dev.assay.checker.session.SessionOrderChecker;
import dev.assay.checker.set.SetChecker;
import dev.assay.checker.watch.WatchChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which checks a workload calls for; the runner and {@code assay check} use the same. */
public final class WorkloadCheckers {
  /**
   * The registers of our own workloads. A failed compare-and-set says that the value was another
   * only when its error is {@code mismatch}: a version that moved on says nothing of the value.
   */
  private static final RegisterModel REGISTER =
      new RegisterModel(FailedOps.CONSTRAIN_MISMATCH, NilReads.ABSENT);

  private WorkloadCheckers() {}

  /** The names that {@link #of} knows. */
  public static List<String> names() {
    return List.of(
        "register",
        "register-local",
        "set",
        "session",
        "watch",
        "barrier",
        "config",
        "election",
        "membership",
        "ephemeral",
        "lock",
        "lock-fenced",
        "sequence",
        "bank",
        "counter",
        "queue",
        "append",
        "replicas");
  }

  /** All the checks of a workload, the data's own promise first; empty for an unknown name. */
  public static Optional<List<Checker>> of(String workload) {
    return switch (workload) {
      case "barrier" -> Optional.of(with(new BarrierChecker()));
      case "config" -> Optional.of(with(new WatchChecker(), new ConfigChecker()));
      case "election" -> Optional.of(with(ElectionCheckers.all().toArray(Checker[]::new)));
      case "membership" -> Optional.of(with(EphemeralChecker.ofMembers()));
      case "ephemeral" -> Optional.of(with(new EphemeralChecker()));
      case "register" -> Optional.of(with(OrderChecker.linearizable(REGISTER)));
      case "register-local" -> Optional.of(with(OrderChecker.sequential(REGISTER)));
      case "session" -> Optional.of(with(new SessionOrderChecker()));
      case "set" -> Optional.of(with(new SetChecker()));
      case "watch" -> Optional.of(with(new WatchChecker()));
      case "lock" -> Optional.of(with(new MutualExclusionChecker()));
      case "lock-fenced" -> Optional.of(with(new MutualExclusionChecker(), new FencingChecker()));
      case "sequence" -> Optional.of(with(new SequenceChecker()));
      case "bank" -> Optional.of(with(new BankChecker()));
      case "counter" -> Optional.of(with(new CounterChecker()));
      case "queue" -> Optional.of(with(new QueueChecker()));
      case "append" -> Optional.of(with(new AppendChecker()));
      case "replicas" -> Optional.of(with(new ReplicaChecker()));
      default -> Optional.empty();
    };
  }

  private static List<Checker> with(Checker... data) {
    List<Checker> checkers = new ArrayList<>(List.of(data));
    checkers.add(new NodeDeathChecker());
    checkers.add(new RecoveryChecker());
    checkers.add(new ProgressChecker());
    checkers.add(new ExercisedChecker());
    return List.copyOf(checkers);
  }
}
