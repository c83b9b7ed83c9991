package dev.assay.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where the build has put what Assay's own systems are and run. */
final class Distribution {
  private Distribution() {}

  /**
   * Its folder: the property {@code assay.dist}, or what is built in the checkout that the property
   * {@code assay.home} or the variable {@code ASSAY_HOME} names.
   *
   * @throws UsageException when there is none; says how to get it
   */
  static Path folder(Properties properties, Map<String, String> environment) {
    String dist = properties.getProperty("assay.dist");
    if (dist != null) {
      return Path.of(dist);
    }
    String home = properties.getProperty("assay.home", environment.get("ASSAY_HOME"));
    if (home == null || home.isEmpty()) {
      throw missing("and nobody says where that is");
    }
    Path found = found(Path.of(home));
    if (found == null) {
      throw missing("and " + home + " holds no build of Assay");
    }
    return found;
  }

  private static @Nullable Path found(Path home) {
    for (Path folder : new Path[] {home.resolve("target").resolve("dist"), home}) {
      if (Files.isDirectory(folder.resolve("systems"))) {
        return folder.toAbsolutePath();
      }
    }
    return null;
  }

  private static UsageException missing(String why) {
    return new UsageException(
        "Assay's own systems need its distribution, "
            + why
            + ": let ASSAY_HOME (or -Dassay.home) name a checkout of Assay in which ./assay was"
            + " run once, or its target/dist");
  }
}
