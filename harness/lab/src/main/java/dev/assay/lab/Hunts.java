package dev.assay.lab;

import dev.assay.server.bug.SeededBug;
import java.util.List;

/** For each seeded bug, what shows it: the workload and the faults that must catch it. */
public final class Hunts {
  private Hunts() {}

  /**
   * How a bug is hunted.
   *
   * @param where where it shows: {@code sim}, {@code process}
   */
  public record Hunt(String workload, List<String> faults, List<String> where) {
    public Hunt {
      faults = List.copyOf(faults);
      where = List.copyOf(where);
    }
  }

  /** The hunt that is declared for a bug. */
  public static Hunt of(SeededBug bug) {
    List<String> both = List.of("sim", "process");
    return switch (bug) {
      case REPLY_BEFORE_COMMIT ->
          new Hunt("set", List.of("kill-leader", "partition-leader", "pause-leader"), both);
      case QUORUM_SHORT ->
          new Hunt("register", List.of("partition", "partition-leader", "partition-one"), both);
      case SYNC_SKIPPED ->
          new Hunt("register", List.of("partition", "partition-oneway", "delay"), both);
      case SYNC_NO_QUORUM ->
          new Hunt("register", List.of("partition-leader", "pause-leader"), both);
      case CAS_IGNORES_VERSION -> new Hunt("register", List.of("delay"), both);
      default -> new Hunt("register", List.of(), List.of());
    };
  }
}
