package dev.assay.engine;

import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The nodes' data directories: kept when a run is not valid, else deleted. */
final class NodeData {
  private NodeData() {}

  static void tidy(RunFiles files, Verdict verdict) throws IOException {
    if (verdict != Verdict.VALID) {
      return;
    }
    List<Path> folders;
    try (Stream<Path> nodes = Files.list(files.nodes())) {
      folders = nodes.map(node -> node.resolve("data")).filter(Files::isDirectory).toList();
    }
    for (Path folder : folders) {
      delete(folder);
    }
  }

  /** A folder and all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
