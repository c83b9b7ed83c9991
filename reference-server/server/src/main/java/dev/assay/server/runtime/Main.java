package dev.assay.server.runtime;

import dev.assay.server.broadcast.AtomicBroadcast.Status;
import dev.assay.server.bug.SeededBug;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * The server as a process: {@code Main zoo.cfg}, or options. It says on its output when it begins
 * and ceases to serve. Exit codes: 64 wrong usage or configuration, 66 the configuration cannot be
 * read, 73 the data directory cannot be written, 75 a port is taken, 70 the server found its files
 * corrupt or failed itself.
 */
public final class Main {
  private static final int FAULT = 70;

  private final PrintStream out;
  private final PrintStream err;

  private Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    int exitCode = run(List.of(arguments), System.out, System.err);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs until the server ends; the exit code of the process. */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return new Main(out, err).run(arguments);
  }

  private int run(List<String> arguments) {
    if (Options.helpAsked(arguments)) {
      out.println(Options.USAGE);
      return 0;
    }
    ServerConfig config;
    ServerProcess process;
    try {
      config = Options.parse(arguments);
      config.warnings().forEach(warning -> err.println("warning: " + warning));
      config.bugs().forEach(this::banner);
      process = ServerProcess.start(config, status -> tell(status));
    } catch (StartFailure e) {
      err.println(e.getMessage());
      return e.exitCode();
    }
    out.printf(
        "node %d takes clients on %s:%d%n",
        config.node(), config.client().host(), process.clientPort());
    Thread atTheEnd = new Thread(process::close, "shutdown");
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    Optional<String> fault = process.ended().join();
    fault.ifPresent(reason -> err.println("the server has stopped: " + reason));
    return fault.isPresent() ? FAULT : 0;
  }

  private void banner(SeededBug bug) {
    String line = "*".repeat(72);
    err.println(line);
    err.printf("* SEEDED BUG ON: %s%n* %s%n", bug.word(), bug.change());
    err.printf("* This server breaks a promise on purpose: %s.%n", bug.promise());
    err.println(line);
  }

  private void tell(Status status) {
    if (status.mode().equals("looking")) {
      out.printf("not serving: looking for a leader, last epoch %d%n", status.epoch());
    } else {
      out.printf("serving as %s, epoch %d%n", status.mode(), status.epoch());
    }
  }
}
