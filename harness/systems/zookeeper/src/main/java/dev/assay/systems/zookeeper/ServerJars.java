package dev.assay.systems.zookeeper;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars of a ZooKeeper server: those that come with the harness, or those of a folder of the
 * user's, such as {@code lib} of a release or of a build of his own.
 *
 * @param all absolute, in the order of the class path
 */
record ServerJars(List<Path> all) {
  /** The system property that names the class path of the server that comes with the harness. */
  static final String CLASS_PATH_PROPERTY = "assay.server.classpath";

  /** The setting that names a folder of another server's jars. */
  static final String SETTING = "jars";

  private static final Pattern SERVER = Pattern.compile("zookeeper-(\\d.*)\\.jar");

  /**
   * What a release logs with says each packet when it finds no configuration: warnings, to where
   * the server's output goes.
   */
  private static final Map<String, String> LOGGING =
      Map.of(
          "logback.xml",
          """
          <configuration>
            <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
              <encoder><pattern>%d{HH:mm:ss.SSS} [%t] %p %c{1} - %m%n</pattern></encoder>
            </appender>
            <root level="WARN"><appender-ref ref="OUT"/></root>
          </configuration>
          """,
          "log4j.properties",
          """
          log4j.rootLogger=WARN, OUT
          log4j.appender.OUT=org.apache.log4j.ConsoleAppender
          log4j.appender.OUT.layout=org.apache.log4j.PatternLayout
          log4j.appender.OUT.layout.ConversionPattern=%d{HH:mm:ss.SSS} [%t] %p %c{1} - %m%n
          """);

  ServerJars {
    all = List.copyOf(all);
  }

  /**
   * Those of a node: these, unless others are set.
   *
   * @throws IllegalArgumentException when the folder that is set holds no server
   */
  ServerJars or(Map<String, String> settings) {
    String folder = settings.get(SETTING);
    if (folder == null) {
      return this;
    }
    ServerJars jars = new ServerJars(inside(folder));
    if (jars.version().isEmpty()) {
      throw new IllegalArgumentException(
          "no zookeeper-VERSION.jar lies in the folder of --set %s=%s".formatted(SETTING, folder));
    }
    return jars;
  }

  /** Those that come with the harness. */
  static ServerJars supplied() {
    String classPath =
        System.getProperty(CLASS_PATH_PROPERTY, System.getProperty("java.class.path", ""));
    return new ServerJars(
        Stream.of(classPath.split(File.pathSeparator, -1))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toList());
  }

  private static List<Path> inside(String folder) {
    try (Stream<Path> files = Files.list(Path.of(folder).toAbsolutePath().normalize())) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException | InvalidPathException unreadable) {
      throw new IllegalArgumentException(
          "the folder of --set %s=%s cannot be read".formatted(SETTING, folder), unreadable);
    }
  }

  private Stream<String> names() {
    return all.stream().map(jar -> String.valueOf(jar.getFileName()));
  }

  /** The server's version by its jar's name; empty when there is none. */
  Optional<String> version() {
    return names()
        .map(SERVER::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .findFirst();
  }

  String classPath() {
    return all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * The options that keep a release's own library for logs quiet; writes what they name.
   *
   * @param folder the node's
   */
  List<String> logging(Path folder) {
    String library = names().anyMatch(name -> name.startsWith("logback-")) ? "logback" : "log4j";
    if (names().noneMatch(name -> name.contains(library))) {
      return List.of();
    }
    String file = library.equals("logback") ? "logback.xml" : "log4j.properties";
    try {
      Path written = Files.writeString(folder.resolve(file), String.valueOf(LOGGING.get(file)));
      return library.equals("logback")
          ? List.of("-Dlogback.configurationFile=" + written)
          : List.of("-Dlog4j.configuration=" + written.toUri());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
