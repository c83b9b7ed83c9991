package dev.assay.cli;

import dev.assay.engine.UsageException;
import picocli.CommandLine.Command;

/** The benchmarks. */
@Command(
    name = "bench",
    description = "Measures how fast Assay is.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchCheckerCommand.class,
      BenchServerCommand.class,
      BenchRunnerCommand.class,
      BenchSimulatorCommand.class
    })
final class BenchCommand implements Runnable {
  @Override
  public void run() {
    throw new UsageException("say what: assay bench checker, server, runner or simulator");
  }
}
