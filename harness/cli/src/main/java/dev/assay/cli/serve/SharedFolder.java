package dev.assay.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which file of a folder the path of a request stands for. Whatever the path is, the answer lies in
 * the folder: also after every symbolic link was followed.
 */
final class SharedFolder {
  private final Path root;

  /**
   * The folder.
   *
   * @throws IOException when it is not there
   */
  SharedFolder(Path folder) throws IOException {
    this.root = folder.toRealPath();
  }

  Path root() {
    return root;
  }

  /**
   * The file or folder, with no link in its path; nothing when there is none, or when it lies
   * elsewhere.
   *
   * @param path decoded; slashes in front and at the end do not count
   */
  Optional<Path> find(String path) {
    Path found = root;
    for (String part : path.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (part.startsWith(".") || part.indexOf('\\') >= 0 || part.indexOf('\0') >= 0) {
        return Optional.empty();
      }
      try {
        found = found.resolve(part);
      } catch (InvalidPathException noName) {
        return Optional.empty();
      }
    }
    try {
      Path real = found.toRealPath();
      return real.startsWith(root) && readable(real) ? Optional.of(real) : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** No pipe and no device: reading those may never end. */
  private static boolean readable(Path real) {
    return Files.isRegularFile(real) || Files.isDirectory(real);
  }
}
