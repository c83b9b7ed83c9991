package dev.assay.core.run;

import dev.assay.core.fault.PlannedFault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code run.json} says of a run.
 *
 * @param spec what was chosen
 * @param faultWords the faults as the user named them, groups not expanded
 * @param started when, as an ISO 8601 instant; of a run on real servers the history's time 0
 * @param versions of what took part: {@code assay}, {@code java}, ...
 * @param plan the plan of faults
 * @param unavailable the kinds of the groups among the words that were not possible, and why not
 */
public record RunDescription(
    RunSpec spec,
    List<String> faultWords,
    String started,
    Map<String, String> versions,
    List<PlannedFault> plan,
    Map<String, String> unavailable) {
  public RunDescription {
    faultWords = List.copyOf(faultWords);
    versions = new TreeMap<>(versions);
    plan = List.copyOf(plan);
    unavailable = new TreeMap<>(unavailable);
  }

  /** One in which every kind was possible that was asked for. */
  public RunDescription(
      RunSpec spec,
      List<String> faultWords,
      String started,
      Map<String, String> versions,
      List<PlannedFault> plan) {
    this(spec, faultWords, started, versions, plan, Map.of());
  }
}
