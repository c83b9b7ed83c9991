package dev.assay.checker.judge;

import dev.assay.checker.Checker;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.CounterModel;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.KeyValueModel;
import dev.assay.checker.model.MultiRegisterModel;
import dev.assay.checker.model.MutexModel;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.QueueModel;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.model.ZnodeModel;
import dev.assay.checker.set.LinearSetChecker;
import dev.assay.checker.txn.Consistency;
import dev.assay.checker.txn.TxnChecker;
import java.util.List;
import java.util.Optional;

/** The check of one model alone, for histories that other people recorded. */
public final class ModelCheckers {
  private ModelCheckers() {}

  /** The names that {@link #of} knows. */
  public static List<String> names() {
    return List.of(
        "register",
        "cas-register",
        "multi-register",
        "mutex",
        "owned-mutex",
        "reentrant-mutex",
        "fenced-mutex",
        "set",
        "queue",
        "unordered-queue",
        "counter",
        "kv",
        "znodes",
        "list-append",
        "rw-register");
  }

  /**
   * The checker of a model; empty for an unknown name. The settings are for registers.
   *
   * @param failedOps what a failed compare-and-set says
   * @param nilReads what a read of nil says
   * @param consistency what transactions are judged against
   */
  public static Optional<Checker> of(
      String model, FailedOps failedOps, NilReads nilReads, Consistency consistency) {
    return switch (model) {
      case "register", "cas-register" ->
          Optional.of(OrderChecker.linearizable(new RegisterModel(failedOps, nilReads)));
      case "multi-register" ->
          Optional.of(OrderChecker.linearizable(new MultiRegisterModel(nilReads)));
      case "mutex" -> mutex(MutexModel.Kind.PLAIN);
      case "owned-mutex" -> mutex(MutexModel.Kind.OWNED);
      case "reentrant-mutex" -> mutex(MutexModel.Kind.REENTRANT);
      case "fenced-mutex" -> mutex(MutexModel.Kind.FENCED);
      case "queue" -> Optional.of(OrderChecker.linearizable(new QueueModel(true)));
      case "unordered-queue" -> Optional.of(OrderChecker.linearizable(new QueueModel(false)));
      case "counter" -> Optional.of(OrderChecker.linearizable(new CounterModel()));
      case "znodes" -> Optional.of(OrderChecker.linearizable(new ZnodeModel()));
      case "kv" -> Optional.of(OrderChecker.linearizable(new KeyValueModel()));
      case "list-append" -> Optional.of(TxnChecker.ofLists(consistency));
      case "rw-register" -> Optional.of(TxnChecker.ofRegisters(consistency));
      case "set" -> Optional.of(new LinearSetChecker());
      default -> Optional.empty();
    };
  }

  private static Optional<Checker> mutex(MutexModel.Kind kind) {
    return Optional.of(OrderChecker.linearizable(new MutexModel(kind)));
  }
}
