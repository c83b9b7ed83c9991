package dev.assay.engine;

import dev.assay.core.spi.SystemUnderTest;
import dev.assay.plugin.OwnServer;
import dev.assay.plugin.OwnSystem;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Systems of the user's own, from a jar file with a class loader of its own. */
final class Plugins {
  private Plugins() {}

  /**
   * The system of a jar file.
   *
   * @param name which, where there are several; null for the only one
   * @throws UsageException when there is no such one
   */
  static SystemUnderTest system(Path jar, @Nullable String name) throws IOException {
    requireJar(jar);
    List<SystemUnderTest> found = new ArrayList<>();
    try {
      // It stays open: classes are loaded as long as the process lives.
      ClassLoader loader =
          new URLClassLoader(new URL[] {jar.toUri().toURL()}, Plugins.class.getClassLoader());
      for (OwnServer server : ServiceLoader.load(OwnServer.class, loader)) {
        found.add(new OwnSystem(server));
      }
      for (SystemUnderTest system : ServiceLoader.load(SystemUnderTest.class, loader)) {
        found.add(system);
      }
    } catch (ServiceConfigurationError | LinkageError | IllegalArgumentException broken) {
      throw new UsageException("the plugin " + jar + " cannot be loaded: " + why(broken));
    }
    List<String> names = found.stream().map(SystemUnderTest::name).toList();
    if (names.isEmpty()) {
      throw new UsageException(
          "the plugin "
              + jar
              + " names no system in META-INF/services/"
              + OwnServer.class.getName());
    }
    if (name == null && names.size() > 1) {
      throw new UsageException(
          "the plugin holds several systems; --system says which: " + String.join(", ", names));
    }
    return found.stream()
        .filter(system -> name == null || system.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "the plugin holds no system " + name + ", but " + String.join(", ", names)));
  }

  private static void requireJar(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new NoInputException(
          "cannot read " + jar + ": " + (Files.exists(jar) ? "it is no file" : "it does not exist"),
          new IOException(jar.toString()));
    }
    try (JarFile _ = new JarFile(jar.toFile())) {
      return;
    } catch (IOException unreadable) {
      throw NoInputException.of(jar, unreadable);
    }
  }

  private static String why(Throwable broken) {
    Throwable cause = broken.getCause();
    return broken.getMessage() + (cause == null ? "" : " (" + cause + ")");
  }
}
