package dev.assay.report;

import dev.assay.report.Results.Batch;
import dev.assay.report.RunSummary.Standing;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks through a folder of results: runs lie two folders deep (the committed sample one), suites
 * and hunts one. No symbolic link is followed. What was read once is read again only when its files
 * have changed. Used by one thread at a time.
 */
public final class ResultsScan {
  private final Path results;
  private final Predicate<Path> lives;
  private Map<Path, Known> known = new HashMap<>();

  /** What was read, and of which state of the files. */
  private record Known(String stamp, RunSummary run) {}

  /**
   * Nothing is read yet.
   *
   * @param lives whether the run that has no verdict yet is under way, by its folder
   */
  public ResultsScan(Path results, Predicate<Path> lives) {
    this.results = results;
    this.lives = lives;
  }

  /**
   * Looks now. A run that cannot be read is listed with the reason.
   *
   * @throws IOException when the folder itself cannot be read
   */
  public Results look() throws IOException {
    Map<Path, Known> seen = new HashMap<>();
    List<Batch> suites = new ArrayList<>();
    List<Batch> hunts = new ArrayList<>();
    for (Path kind : folders(results)) {
      String name = kind.getFileName().toString();
      if (name.startsWith("suite-")) {
        batch(kind, "suite", suites);
      } else if (name.startsWith("hunt-")) {
        batch(kind, "hunt", hunts);
      } else if (regular(kind.resolve("run.json"))) {
        seen.put(kind, run(kind));
      } else {
        for (Path folder : folders(kind)) {
          if (regular(folder.resolve("run.json"))) {
            seen.put(folder, run(folder));
          }
        }
      }
    }
    known = seen;
    Comparator<RunSummary> byTime =
        Comparator.comparing((RunSummary run) -> run.setup().started())
            .thenComparing(RunSummary::folder);
    return new Results(
        seen.values().stream().map(Known::run).sorted(byTime.reversed()).toList(),
        newestFirst(suites),
        newestFirst(hunts));
  }

  private static List<Batch> newestFirst(List<Batch> batches) {
    return batches.stream().sorted(Comparator.comparing(Batch::began).reversed()).toList();
  }

  private Known run(Path folder) {
    String stamp = stamp(folder.resolve("run.json")) + " " + stamp(folder.resolve("verdict.json"));
    Known before = known.get(folder);
    if (before != null && before.stamp().equals(stamp)) {
      Standing standing = before.run().standing();
      if (standing != Standing.RUNNING && standing != Standing.OPEN) {
        return before;
      }
    }
    try {
      Standing unjudged = lives.test(folder) ? Standing.RUNNING : Standing.OPEN;
      return new Known(stamp, RunSummary.read(folder, unjudged));
    } catch (IOException unreadable) {
      return new Known(stamp, RunSummary.unreadable(folder, unreadable.toString()));
    }
  }

  private static void batch(Path folder, String kind, List<Batch> batches) {
    Path json = folder.resolve(kind + ".json");
    if (!regular(json)) {
      return;
    }
    String page = folder.getFileName() + "/" + kind + ".html";
    try {
      batches.add(
          kind.equals("suite")
              ? suite(page, LeanJson.read(json, Set.of("runs", "kinds")))
              : hunt(page, LeanJson.read(json, Set.of("bases", "settings", "promise"))));
    } catch (IOException unreadable) {
      batches.add(new Batch(page, "unknown", "", "unreadable", unreadable.toString()));
    }
  }

  private static Batch suite(String page, LeanJson json) {
    String about =
        "%s profile, %s, cluster %s, seed %d"
            .formatted(
                json.text("profile"),
                String.join(", ", json.texts("systems")),
                json.text("cluster"),
                json.number("seed"));
    return new Batch(page, json.text("verdict"), json.text("began"), about, json.text("reason"));
  }

  private static Batch hunt(String page, LeanJson json) {
    List<LeanJson> entries = json.list("entries");
    List<LeanJson> bugs =
        entries.stream()
            .filter(entry -> entry.text("kind").equals("bug") && !entry.isTrue("equivalent"))
            .toList();
    List<LeanJson> twins =
        entries.stream().filter(entry -> entry.text("kind").equals("benign")).toList();
    String found =
        "%d of %s caught, %d of %s flagged"
            .formatted(
                bugs.stream().filter(entry -> entry.isTrue("caught")).count(),
                Wording.count(bugs.size(), "bug"),
                twins.stream().filter(entry -> entry.isTrue("caught")).count(),
                Wording.count(twins.size(), "benign twin"));
    String about =
        "cluster %s, %s, seed %d"
            .formatted(
                json.text("cluster"),
                Wording.count(json.number("runs"), "run"),
                json.number("seed"));
    return new Batch(page, json.text("verdict"), json.text("began"), about, found);
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + "/" + now.size();
    } catch (IOException absent) {
      return "-";
    }
  }

  private static boolean regular(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> folders(Path parent) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
      for (Path child : children) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(child);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return folders;
  }
}
