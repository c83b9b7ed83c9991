package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.core.run.OutputException;
import dev.assay.engine.NoInputException;
import dev.assay.report.ComparePage;
import dev.assay.report.Comparison;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two runs side by side. */
@Command(
    name = "compare",
    description = "Two runs side by side: verdicts, set-up, rates, latencies, faults.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN", description = "The first run's folder.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "RUN", description = "The second run's folder.")
  private Path second = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page (results/compare/FIRST--SECOND.html).")
  private @Nullable Path out;

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  @Override
  public Integer call() {
    Comparison comparison = compared(run(first), run(second));
    Path page = out == null ? usualPage(comparison) : out;
    try {
      ComparePage.write(comparison, page);
    } catch (IOException full) {
      throw OutputException.cannotWrite(page, full);
    }
    if (json) {
      System.out.println(EntryJson.valueText(comparison.toMap()));
    }
    PrintStream text = json ? System.err : System.out;
    comparison.lines().forEach(text::println);
    text.println();
    text.println("page: " + page);
    return ExitCode.VALID;
  }

  /** The folder itself, where {@code latest} or another link leads to it. */
  private static Path run(Path folder) {
    try {
      return Files.isSymbolicLink(folder)
          ? folder.resolveSibling(Files.readSymbolicLink(folder)).normalize()
          : folder.normalize();
    } catch (IOException unreadable) {
      throw NoInputException.of(folder, unreadable);
    }
  }

  private static Comparison compared(Path first, Path second) {
    try {
      return Comparison.read(first, second);
    } catch (IOException unreadable) {
      throw NoInputException.of(unreadable);
    }
  }

  private static Path usualPage(Comparison comparison) {
    return Path.of(
        "results",
        "compare",
        name(comparison.first().folder()) + "--" + name(comparison.second().folder()) + ".html");
  }

  /** The last two parts of the run's path: what kind it is, when it was, its seed. */
  private static String name(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    int from = Math.max(0, whole.getNameCount() - 2);
    return whole.subpath(from, whole.getNameCount()).toString().replaceAll("[/\\\\]", "_");
  }
}
