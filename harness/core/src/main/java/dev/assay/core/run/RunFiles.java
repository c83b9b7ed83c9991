package dev.assay.core.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The folder of a run, and the files in it.
 *
 * @param folder {@code <workload>-<faults>-<system>/<UTC time>-<seed>} below the results
 */
public record RunFiles(Path folder) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Longer words are cut, since file names have a limit. */
  private static final int LONGEST_WORD = 60;

  /** Runs of the same kind and seed that may begin in one second. */
  private static final int MOST_TWINS = 1_000;

  private static final String LATEST = "latest";

  /**
   * Creates the folder of a new run; two runs never get the same one. It becomes the latest.
   *
   * @param results the folder of all runs; created when absent
   * @param faultWords the faults as the user named them
   * @throws OutputException if it cannot be created
   */
  public static RunFiles create(
      Path results, RunSpec spec, List<String> faultWords, Instant started) {
    String faults = faultWords.isEmpty() ? "none" : String.join("+", faultWords);
    String kind = word(spec.workload()) + "-" + word(faults) + "-" + word(spec.system());
    Path parent = results.resolve(kind);
    try {
      Files.createDirectories(parent);
      Path folder = createUnique(parent, TIME.format(started) + "-" + spec.seed());
      RunFiles files = new RunFiles(folder);
      Files.createDirectory(files.nodes());
      pointLatestTo(results, folder);
      return files;
    } catch (IOException e) {
      throw OutputException.cannotWrite(results, e);
    }
  }

  private static String word(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9+,._-]", "_");
    String cut = plain.substring(0, Math.min(LONGEST_WORD, plain.length()));
    return cut.isEmpty() || cut.startsWith(".") ? "_" + cut : cut;
  }

  private static Path createUnique(Path parent, String name) throws IOException {
    for (int twin = 1; twin <= MOST_TWINS; twin++) {
      Path folder = parent.resolve(twin == 1 ? name : name + "-" + twin);
      try {
        return Files.createDirectory(folder);
      } catch (FileAlreadyExistsException e) {
        // Another run of the same second and seed; the next name.
      }
    }
    throw new FileAlreadyExistsException(parent.resolve(name).toString());
  }

  /**
   * Makes it the latest again, after other runs have come.
   *
   * @param results the folder of all runs, in which it lies
   * @throws OutputException if the link cannot be written
   */
  public void becomeLatest(Path results) {
    try {
      pointLatestTo(results, folder);
    } catch (IOException e) {
      throw OutputException.cannotWrite(results, e);
    }
  }

  /** In one step: whoever follows the link finds the one run or the other. */
  private static void pointLatestTo(Path results, Path folder) throws IOException {
    Path fresh = results.resolve("." + LATEST + "-" + folder.getFileName());
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, results.relativize(folder));
    try {
      Files.move(fresh, results.resolve(LATEST), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  public Path history() {
    return folder.resolve("history.jsonl");
  }

  public Path run() {
    return folder.resolve("run.json");
  }

  public Path verdict() {
    return folder.resolve("verdict.json");
  }

  public Path report() {
    return folder.resolve("report.html");
  }

  public Path junit() {
    return folder.resolve("junit.xml");
  }

  /** What came of it, as Markdown. */
  public Path summary() {
    return folder.resolve("summary.md");
  }

  /** What simulated nodes told each other around a violation. */
  public Path messages() {
    return folder.resolve("messages.jsonl");
  }

  public Path trace() {
    return folder.resolve("trace.json");
  }

  /** The failure as a graph; only there when the run is invalid and the failure can be drawn. */
  public Path failure() {
    return folder.resolve("failure.dot");
  }

  public Path log() {
    return folder.resolve("assay.log");
  }

  /** Holds one folder for each node. */
  public Path nodes() {
    return folder.resolve("nodes");
  }
}
