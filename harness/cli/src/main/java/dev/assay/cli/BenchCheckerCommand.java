package dev.assay.cli;

import dev.assay.engine.NoInputException;
import dev.assay.engine.Stopwatch;
import dev.assay.engine.UsageException;
import dev.assay.lab.CheckerBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the checkers are. */
@Command(
    name = "checker",
    description = {
      "Measures the checkers after warm-up, on one thread: a register of 10,000,000 operations",
      "whose values are written once, a compare-and-set register of 10,000 with 1,000 of unknown",
      "outcome, 1,000,000 transactions on lists, a znode tree of 1,000,000 operations with zxids",
      "(the two also with hints of which a few are wrong), a counter of 1,000,000 with 10,000 of",
      "unknown outcome, and recorded histories. Peers' figures were recorded before, on a machine"
          + " like this."
    },
    mixinStandardHelpOptions = true)
final class BenchCheckerCommand implements Callable<Integer> {
  private static final String OWN = "harness/checker/src/test/resources/histories";

  @Option(names = "--seed", paramLabel = "N", description = "Where the histories come from (1).")
  private long seed = 1;

  @Option(names = "--scale", paramLabel = "N", description = "Divides the large sizes by N (1).")
  private int scale = 1;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds that are measured (5).")
  private int rounds = 5;

  @Option(
      names = "--histories",
      paramLabel = "DIR",
      description = "Recorded histories: a folder with etcd-logs and kv.")
  private @Nullable Path histories;

  @Option(names = "--json", description = "JSON alone on stdout.")
  private boolean json;

  @Override
  public Integer call() {
    System.err.println("seed " + seed);
    try {
      for (CheckerBench.Timing timing : CheckerBench.run(settings(), new Stopwatch()::nanos)) {
        print(timing);
      }
    } catch (IOException unreadable) {
      throw new NoInputException("cannot read the histories: " + unreadable, unreadable);
    }
    return ExitCode.VALID;
  }

  private CheckerBench.Settings settings() {
    Path folder = histories;
    if (folder == null) {
      Path own = Path.of(System.getProperty("assay.home", ""), OWN);
      folder = Files.isDirectory(own) ? own : null;
    }
    try {
      return new CheckerBench.Settings(seed, scale, rounds, folder);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
  }

  private void print(CheckerBench.Timing timing) {
    List<Figure> figures = new ArrayList<>();
    Figure wall = Figure.of("checker." + timing.name(), "ms", timing.wallMillis());
    CheckerBench.Peer peer = timing.peer();
    figures.add(peer == null ? wall : wall.against(peer.name(), peer.millis()));
    figures.add(Figure.of("checker." + timing.name() + ".cpu", "ms", timing.cpuMillis()));
    for (Figure figure : figures) {
      System.out.println(json ? figure.json() : figure.text());
    }
  }
}
