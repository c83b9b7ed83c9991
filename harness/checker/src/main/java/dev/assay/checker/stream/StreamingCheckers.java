package dev.assay.checker.stream;

import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.ZnodeModel;
import java.util.List;
import java.util.Optional;

/** Which models can be judged while a history grows. */
public final class StreamingCheckers {
  private StreamingCheckers() {}

  /** The names that {@link #ofModel} knows; each is judged as the check of whole histories does. */
  public static List<String> models() {
    return List.of("register", "cas-register", "set", "znodes");
  }

  /** The names that {@link #ofWorkload} knows. */
  public static List<String> workloads() {
    return List.of("register", "set");
  }

  /**
   * The check of a model; empty if it cannot be streamed. The settings are for registers.
   *
   * @param mostBytes about how much it may remember; beyond that it says "unknown"
   */
  public static Optional<StreamingChecker> ofModel(
      String model, FailedOps failedOps, NilReads nilReads, long mostBytes) {
    return switch (model) {
      case "register", "cas-register" ->
          Optional.of(new StreamingRegister(failedOps, nilReads, mostBytes));
      case "set" -> Optional.of(new StreamingLinearSet(mostBytes));
      case "znodes" -> Optional.of(new StreamingHints<>(new ZnodeModel(), mostBytes));
      default -> Optional.empty();
    };
  }

  /**
   * The check of the data's own promise of a workload, of a set that it is durable; empty if it
   * cannot be streamed.
   */
  public static Optional<StreamingChecker> ofWorkload(String workload, long mostBytes) {
    return switch (workload) {
      case "register" ->
          ofModel("register", FailedOps.CONSTRAIN_MISMATCH, NilReads.ABSENT, mostBytes);
      case "set" -> Optional.of(new StreamingSet(mostBytes));
      default -> Optional.empty();
    };
  }
}
