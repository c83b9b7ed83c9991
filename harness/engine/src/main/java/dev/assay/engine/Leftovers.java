package dev.assay.engine;

import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.docker.ContainerReaper;
import dev.assay.cluster.docker.Engine;
import java.io.IOException;
import java.util.List;

/** What killed runs left in the container engine. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * Removes it.
   *
   * @param needed whether it is an error that there is no engine
   * @return a sentence for each thing that was removed
   */
  public static List<String> clean(boolean needed) throws IOException {
    try (Engine engine = Engine.open()) {
      return ContainerReaper.clean(engine);
    } catch (EnvironmentException e) {
      if (needed) {
        throw e;
      }
      return List.of();
    }
  }
}
