package dev.assay.engine;

import dev.assay.cluster.EnvironmentException;
import dev.assay.core.run.RunSpec;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.plugin.OwnSystem;
import dev.assay.workloads.Workloads;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds systems under test, each on a class path of its own below the distribution. */
public final class Systems {
  private static final String SERVER_CLASS_PATH = "assay.server.classpath";

  private Systems() {}

  /**
   * The system of a name.
   *
   * @throws UsageException when there is none; names those that there are
   */
  public static synchronized SystemUnderTest named(String name) throws IOException {
    Path folder = distribution().resolve("systems").resolve(name);
    if (!name.matches("[a-z0-9-]+") || !Files.isDirectory(folder)) {
      throw new UsageException(
          "unknown system " + name + "; known are " + String.join(", ", names()));
    }
    System.setProperty(
        SERVER_CLASS_PATH,
        jars(server(name)).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    for (SystemUnderTest system :
        ServiceLoader.load(SystemUnderTest.class, new URLClassLoader(urls(folder), parent()))) {
      if (system.name().equals(name)) {
        return system;
      }
    }
    throw new IOException(folder + " holds no system of the name " + name);
  }

  /**
   * That a run's system can carry out its workload, and can be started here.
   *
   * @throws UsageException when it does not serve the workload; says why
   * @throws EnvironmentException when this machine lacks what it needs; says what
   */
  public static void requireReady(ChosenRun chosen) throws IOException {
    RunSpec spec = chosen.spec();
    if (spec.cluster().equals("sim")) {
      return;
    }
    SystemUnderTest system = of(chosen);
    requireServed(system, spec.workload());
    String missing = system.missing(spec.settings());
    if (spec.cluster().equals("process") && !missing.isEmpty()) {
      throw new EnvironmentException(missing);
    }
  }

  /** The system of a run. */
  static SystemUnderTest of(ChosenRun chosen) throws IOException {
    return chosen.brought() != null
        ? chosen.brought().system()
        : of(chosen.spec().own(), chosen.spec().system());
  }

  /**
   * The system that the user brings along, or else the one of a name.
   *
   * @throws UsageException when there is none
   */
  public static SystemUnderTest of(RunSpec.Own own, String name) throws IOException {
    SystemUnderTest brought = brought(own, name);
    return brought == null ? named(name) : brought;
  }

  /**
   * The system that the user brings along; null when it is one of Assay's.
   *
   * @param name which, where the user brings several
   */
  static @Nullable SystemUnderTest brought(RunSpec.Own own, @Nullable String name)
      throws IOException {
    if (!own.client().isEmpty()) {
      return OwnSystem.ofClient(own.client());
    }
    return own.plugin().isEmpty() ? null : Plugins.system(Path.of(own.plugin()), name);
  }

  /**
   * Does nothing when a workload can be run on a system.
   *
   * @throws UsageException when it cannot; says why, and which can
   */
  static void requireServed(SystemUnderTest system, String workload) {
    Map<String, String> unsupported = system.unsupportedWorkloads();
    String why = unsupported.get(workload);
    if (why != null) {
      throw new UsageException(
          "the system %s does not serve the workload %s: %s; it serves %s"
              .formatted(
                  system.name(),
                  workload,
                  why,
                  Workloads.names().stream()
                      .filter(name -> !unsupported.containsKey(name))
                      .collect(Collectors.joining(", "))));
    }
  }

  /** What a system's nodes run: in a folder of its name, or else the reference server. */
  private static Path server(String name) {
    Path own = distribution().resolve("servers").resolve(name);
    return Files.isDirectory(own) ? own : distribution().resolve("server");
  }

  private static ClassLoader parent() {
    return new SharedClasses(Systems.class.getClassLoader());
  }

  public static List<String> names() throws IOException {
    try (Stream<Path> folders = Files.list(distribution().resolve("systems"))) {
      return folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
    }
  }

  private static Path distribution() {
    return Distribution.folder(System.getProperties(), System.getenv());
  }

  private static URL[] urls(Path folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars(folder)) {
      urls.add(url(jar));
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
