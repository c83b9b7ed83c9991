package dev.assay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the project that people write, without what a build or a run leaves. */
record SourceTree(Path root, List<Path> files) {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "results", "histories");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** Looks upwards from the folder that the test runs in for the project's own {@code pom.xml}. */
  static SourceTree ofProject() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !isRoot(folder.resolve("pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("no pom.xml of assay above " + Path.of("").toAbsolutePath());
    }
    return new SourceTree(folder, walk(folder));
  }

  /** A module's pom names assay too, but as its parent. */
  private static boolean isRoot(Path pom) {
    if (!Files.isRegularFile(pom)) {
      return false;
    }
    String text = text(pom);
    return text.contains("<artifactId>assay</artifactId>") && !text.contains("<parent>");
  }

  private static List<Path> walk(Path root) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return SKIPPED.contains(String.valueOf(folder.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(root.relativize(file));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return files.stream().sorted().toList();
  }

  /** The folders that the project's {@code pom.xml} lists. */
  List<String> modules() {
    Matcher matcher = MODULE.matcher(text(root.resolve("pom.xml")));
    return matcher.results().map(found -> found.group(1)).toList();
  }

  /** Those files whose name ends in one of these, for example {@code .java}. */
  List<Path> ending(String... endings) {
    return files.stream()
        .filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith))
        .toList();
  }

  List<String> lines(Path file) {
    return text(root.resolve(file)).lines().toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
