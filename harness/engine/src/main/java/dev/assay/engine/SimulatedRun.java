package dev.assay.engine;

import dev.assay.checker.history.Entry;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.HistoryWriter;
import dev.assay.core.run.OutputException;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import dev.assay.lab.Plans;
import dev.assay.lab.Simulation;
import dev.assay.lab.WorldDraw;
import dev.assay.report.NodeMessage;
import dev.assay.simulator.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run on virtual time, with the files of any run. */
public final class SimulatedRun {
  private SimulatedRun() {}

  static RunEnding run(ChosenRun chosen, Path out) {
    Stopwatch watch = new Stopwatch();
    List<PlannedFault> plan = chosen.plan();
    // A run that is repeated has all of its settings; those that it does not have, it shall not.
    RunSpec spec = plan == null ? completed(chosen.spec()) : chosen.spec();
    Simulation.Result result =
        Simulation.run(spec, plan == null ? Plans.of(spec) : plan, Simulation.Inside.WATCHED);
    return write(result, new ChosenRun(spec, chosen.faultWords()), out, watch);
  }

  private static RunSpec completed(RunSpec spec) {
    try {
      return WorldDraw.completed(spec);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
  }

  public static RunEnding write(
      Simulation.Result result, ChosenRun chosen, Path out, Stopwatch watch) {
    Map<String, String> lacking = RealFaultKinds.leftOut(chosen, null);
    RunFiles files = RunFiles.create(out, chosen.spec(), chosen.faultWords(), watch.began());
    RunSpecJson.write(
        files.run(),
        new RunDescription(
            chosen.spec(),
            chosen.faultWords(),
            watch.began().toString(),
            Versions.with(chosen.spec().system(), Versions.assay()),
            result.plan(),
            lacking));
    try (HistoryWriter writer = HistoryWriter.create(files.history())) {
      result.history().forEach(writer::append);
    }
    RunEnding ending =
        new RunEnding(
            chosen,
            files,
            result.judgement(),
            watch.millis(),
            result.plan().equals(Plans.of(result.spec())),
            lacking);
    listen(result, files);
    ending.write(result.history());
    return ending;
  }

  /** What the nodes told each other around a violation is heard when the run is run once more. */
  private static void listen(Simulation.Result result, RunFiles files) {
    List<Entry> evidence = RunEnding.evidence(result.judgement());
    if (evidence.isEmpty()) {
      return;
    }
    List<Long> moments = List.of(evidence.getFirst().time(), evidence.getLast().time());
    List<NodeMessage> messages = new ArrayList<>();
    for (Traffic.Transfer each : Simulation.traffic(result, moments, NodeMessage.NEAR_NANOS)) {
      Long arrived = each.arrived() == Traffic.NEVER ? null : each.arrived();
      messages.add(new NodeMessage(each.from(), each.to(), each.sent(), arrived, each.text()));
    }
    try {
      NodeMessage.write(messages, files.messages());
    } catch (IOException full) {
      throw OutputException.cannotWrite(files.folder(), full);
    }
  }
}
