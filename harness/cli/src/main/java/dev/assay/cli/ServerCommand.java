package dev.assay.cli;

import dev.assay.engine.UsageException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stands here for the help; the launcher starts the server's own program. */
@Command(
    name = "server",
    description = "Starts one node of the reference server, from a zoo.cfg-style file or options.")
final class ServerCommand implements Runnable {
  @Parameters(arity = "0..*", hidden = true)
  private List<String> arguments = List.of();

  @Override
  public void run() {
    throw new UsageException("start the server by ./assay server " + String.join(" ", arguments));
  }
}
