package dev.assay.cli;

import dev.assay.engine.UsageException;
import picocli.CommandLine.Command;

/** The seeded bugs. */
@Command(
    name = "bugs",
    description = "The seeded bugs of the reference server.",
    mixinStandardHelpOptions = true,
    subcommands = {BugsListCommand.class, BugsHuntCommand.class})
final class BugsCommand implements Runnable {
  @Override
  public void run() {
    throw new UsageException("say what: assay bugs list, or assay bugs hunt");
  }
}
