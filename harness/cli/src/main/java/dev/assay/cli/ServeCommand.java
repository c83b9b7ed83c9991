package dev.assay.cli;

import dev.assay.cli.serve.ResultsServer;
import dev.assay.engine.Interruption;
import dev.assay.engine.NoInputException;
import dev.assay.engine.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows all runs to a browser on this machine. */
@Command(
    name = "serve",
    description =
        "Shows all runs, and how those go that are under way, to a browser on this machine.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;

  @Option(names = "--port", paramLabel = "P", description = "The port (7878); 0: one that is free.")
  private int port = 7878;

  @Option(names = "--results", paramLabel = "DIR", description = "The folder of runs (results).")
  private Path results = Path.of("results");

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 0 || port > LAST_PORT) {
      throw new UsageException(
          "--port must be between 0 and %d, not %d".formatted(LAST_PORT, port));
    }
    if (!Files.isDirectory(results)) {
      throw new NoInputException(
          "cannot read " + results + ": it is no folder; a first run makes it", null);
    }
    CountDownLatch ended = new CountDownLatch(1);
    try (Interruption interruption = Interruption.watch();
        ResultsServer server = ResultsServer.start(results, port)) {
      interruption.then(ended::countDown);
      System.out.println(server.address());
      System.err.println("serving " + results + " to this machine; Ctrl-C ends it");
      ended.await();
    }
    return ExitCode.INTERRUPTED;
  }
}
