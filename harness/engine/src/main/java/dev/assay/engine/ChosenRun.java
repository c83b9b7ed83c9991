package dev.assay.engine;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run in which everything is decided.
 *
 * @param faultWords the words that its faults were given by
 * @param plan the plan of an earlier run that is repeated as it was; null for one that the seed
 *     gives
 * @param brought the system, when it is an object that the program holds; null for one that its
 *     name or jar file leads to
 */
public record ChosenRun(
    RunSpec spec,
    List<String> faultWords,
    @Nullable List<PlannedFault> plan,
    @Nullable Brought brought) {
  public ChosenRun {
    faultWords = List.copyOf(faultWords);
  }

  public ChosenRun(RunSpec spec, List<String> faultWords, @Nullable List<PlannedFault> plan) {
    this(spec, faultWords, plan, null);
  }

  public ChosenRun(RunSpec spec, List<String> faultWords) {
    this(spec, faultWords, null, null);
  }

  /**
   * A system that no command line can name.
   *
   * @param again the command that repeats a run of it, but for the seed, which follows
   */
  public record Brought(SystemUnderTest system, String again) {}

  /**
   * Carries it out, and judges it.
   *
   * @param out the folder of the runs
   * @throws UsageException for a setting that is none
   * @throws dev.assay.cluster.EnvironmentException when this machine lacks what it needs
   * @throws NotStartedException when the servers did not serve
   * @throws InterruptedRunException when the user has ended it
   */
  public RunEnding run(Path out, Host host) throws IOException, InterruptedException {
    return switch (spec.cluster()) {
      case "sim" -> SimulatedRun.run(this, out);
      default -> new RealRun(this, out, host).run();
    };
  }
}
