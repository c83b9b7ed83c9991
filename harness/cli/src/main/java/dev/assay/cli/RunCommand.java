package dev.assay.cli;

import dev.assay.engine.ChosenRun;
import dev.assay.engine.EarlyStop;
import dev.assay.engine.RunEnding;
import dev.assay.engine.Systems;
import dev.assay.engine.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a workload under faults, and judges it. */
@Command(
    name = "run",
    description = "Starts a cluster, lets clients work, breaks it meanwhile, and judges.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Option(names = "--out", paramLabel = "DIR", description = "The folder of the runs (results).")
  private Path out = Path.of("results");

  @Option(
      names = "--keep",
      description = "Leaves the cluster up after the run, until Ctrl-C or the process's end.")
  private boolean keep;

  @Option(
      names = "--stop-early",
      description = "Clients stop as soon as a promise is broken (workloads register and set).")
  private boolean stopEarly;

  @Option(names = "--json", description = "One JSON object for each run on stdout.")
  private boolean json;

  private final GitHubActions gitHub = new GitHubActions(System.getenv());

  @Override
  public Integer call() throws Exception {
    List<Integer> codes = new ArrayList<>();
    List<ChosenRun> all = options.chosen();
    for (ChosenRun chosen : all) {
      requireStoppable(chosen);
      Systems.requireReady(chosen);
    }
    for (ChosenRun chosen : all) {
      RunEnding ending = chosen.run(out, new Terminal(keep, stopEarly));
      ResultsIndex.refresh(out);
      EndingText.print(ending, json);
      gitHub.summarize(Files.readString(ending.files().summary()));
      codes.add(ExitCode.of(ending.judgement().verdict()));
    }
    return ExitCode.gravest(codes);
  }

  private void requireStoppable(ChosenRun chosen) {
    if (!stopEarly) {
      return;
    }
    if (chosen.spec().cluster().equals("sim")) {
      throw new UsageException("--stop-early is for real clusters; a run on virtual time is quick");
    }
    String workload = chosen.spec().workload();
    if (!EarlyStop.workloads().contains(workload)) {
      throw new UsageException(
          "--stop-early judges %s while they run, not %s"
              .formatted(String.join(" and ", EarlyStop.workloads()), workload));
    }
  }
}
