package dev.assay.lab.suite;

import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunFiles;
import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deletes old runs, those that are worth least first: valid ones, then those that are not known,
 * invalid ones last; of each the oldest first. What is not surely a run that has ended stays: a
 * folder without a readable {@code run.json}, one with a {@code run.pid}, one that has no verdict
 * yet and is younger than a day. No symbolic link is followed.
 */
public final class Pruning {
  /** By age, invalid runs are kept so many times as long as others. */
  private static final int INVALID_LIVES_LONGER = 4;

  private static final Duration MAY_BE_UNDER_WAY = Duration.ofDays(1);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Pruning() {}

  /**
   * What is kept.
   *
   * @param runs how many at most; null for any number
   * @param age how old at most, and {@value #INVALID_LIVES_LONGER} times as old for invalid runs;
   *     null for any age
   */
  public record Keep(@Nullable Integer runs, @Nullable Duration age) {}

  private record Old(Path folder, Verdict verdict, Instant started) {
    /** The lower, the sooner it goes. */
    int worth() {
      return switch (verdict) {
        case VALID -> 0;
        case UNKNOWN -> 1;
        case INVALID -> 2;
      };
    }
  }

  /**
   * Deletes what is not to be kept.
   *
   * @param spared folders of runs that stay in any case; they count among the runs
   * @param now by the wall clock
   * @return the folders that are gone
   */
  public static List<Path> prune(Path results, Keep keep, Set<Path> spared, Instant now)
      throws IOException {
    Set<Path> stay = new HashSet<>();
    for (Path each : spared) {
      stay.add(each.toRealPath());
    }
    List<Old> found = new ArrayList<>();
    for (Path kind : folders(results.toRealPath())) {
      for (Path folder : folders(kind)) {
        Old run = run(folder, now);
        if (run != null) {
          found.add(run);
        }
      }
    }
    List<Old> candidates =
        found.stream()
            .filter(run -> !stay.contains(run.folder()))
            .sorted(Comparator.comparingInt(Old::worth).thenComparing(Old::started))
            .toList();
    return deleted(candidates, found.size(), keep, now);
  }

  private static List<Path> deleted(List<Old> candidates, int all, Keep keep, Instant now)
      throws IOException {
    List<Path> gone = new ArrayList<>();
    for (Old run : candidates) {
      boolean tooMany = keep.runs() != null && all - gone.size() > keep.runs();
      if (tooMany || tooOld(run, keep.age(), now)) {
        delete(run.folder());
        gone.add(run.folder());
      }
    }
    return List.copyOf(gone);
  }

  private static boolean tooOld(Old run, @Nullable Duration age, Instant now) {
    if (age == null) {
      return false;
    }
    int times = run.verdict() == Verdict.INVALID ? INVALID_LIVES_LONGER : 1;
    return run.started().isBefore(now.minus(age.multipliedBy(times)));
  }

  /** A run that has ended; null for anything else. */
  private static @Nullable Old run(Path folder, Instant now) throws IOException {
    RunFiles files = new RunFiles(folder);
    if (!regular(files.run()) || Files.exists(folder.resolve("run.pid"))) {
      return null;
    }
    Instant started;
    try {
      started = Instant.parse(RunSpecJson.read(files.run()).started());
    } catch (IllegalArgumentException | DateTimeException strange) {
      return null;
    }
    boolean judged = regular(files.verdict());
    if (!judged && started.isAfter(now.minus(MAY_BE_UNDER_WAY))) {
      return null;
    }
    return new Old(folder, judged ? verdict(files.verdict()) : Verdict.UNKNOWN, started);
  }

  /** What cannot be read counts as what is kept longest. */
  private static Verdict verdict(Path file) throws IOException {
    String word;
    try {
      word = MAPPER.readTree(Files.readString(file)).path("verdict").asString("");
    } catch (JacksonException broken) {
      return Verdict.INVALID;
    }
    for (Verdict verdict : Verdict.values()) {
      if (verdict.word().equals(word)) {
        return verdict;
      }
    }
    return Verdict.INVALID;
  }

  private static List<Path> folders(Path parent) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent)) {
      for (Path each : all) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(each);
        }
      }
    }
    return folders.stream().sorted().toList();
  }

  private static boolean empty(Path folder) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      return !all.iterator().hasNext();
    }
  }

  private static boolean regular(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Deletes a run, and the folder of its kind when no other is in it. */
  public static void delete(Path folder) throws IOException {
    deleteFiles(folder);
    Path kind = folder.getParent();
    if (kind != null && empty(kind)) {
      Files.delete(kind);
    }
  }

  /** The description goes last: what is left of a deletion that was cut short is still a run. */
  private static void deleteFiles(Path folder) throws IOException {
    Path description = new RunFiles(folder).run();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(description)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failed)
              throws IOException {
            if (failed != null) {
              throw failed;
            }
            if (each.equals(folder)) {
              Files.delete(description);
            }
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
