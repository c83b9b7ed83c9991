package dev.assay.cli;

import dev.assay.core.run.OutputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the example of a system of one's own, as a beginning of the user's. */
@Command(
    name = "init",
    description = "Writes the skeleton of a test of your own server.",
    mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
  private static final String SKELETON = "skeleton/";
  private static final String README = "README.md";

  /** The files of examples/own-server, which are part of the command line's jar. */
  private static final List<String> FILES =
      List.of(
          README,
          "build.sh",
          "pom.xml",
          "client.py",
          "src/main/java/own/HttpRegisters.java",
          "src/main/java/own/Server.java",
          "src/main/java/own/package-info.java",
          "src/main/resources/META-INF/services/dev.assay.plugin.OwnServer");

  /** Where Assay is, seen from the example in its own folder. */
  private static final List<String> HOMES = List.of("${project.basedir}/../..", "../..");

  @Parameters(paramLabel = "DIR", description = "The folder, which is new or empty.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    requireEmpty();
    Path home = Path.of(System.getProperty("assay.home", "")).toAbsolutePath().normalize();
    for (String file : FILES) {
      write(folder.resolve(file), located(text(file), home));
    }
    System.out.printf("written to %s; %s there says how to go on%n", folder, README);
    return ExitCode.VALID;
  }

  private void requireEmpty() {
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> inside = Files.list(folder)) {
          if (inside.findAny().isPresent()) {
            throw new OutputException(folder + " is not empty", new IOException("not empty"));
          }
        }
      }
    } catch (IOException notListed) {
      throw OutputException.cannotWrite(folder, notListed);
    }
  }

  private static String text(String file) throws IOException {
    try (InputStream in = InitCommand.class.getResourceAsStream(SKELETON + file)) {
      if (in == null) {
        throw new IOException("the file " + file + " is missing in Assay's own jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The folder may be anywhere: what the example says of its place is said in full. */
  private static String located(String text, Path home) {
    String located = text;
    for (String relative : HOMES) {
      located = located.replace(relative, home.toString());
    }
    return located.replace("\njdk=\n", "\njdk='" + System.getProperty("java.home") + "'\n");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, text);
    } catch (IOException full) {
      throw OutputException.cannotWrite(file, full);
    }
  }
}
