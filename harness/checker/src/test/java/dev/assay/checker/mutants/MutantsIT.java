package dev.assay.checker.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each listed bug makes the test fail that is named for it, and without a bug none fails. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MutantsIT {
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "assay", "checker");
  private static final String OUTPUT = "out.txt";
  private static final int PASSED = 0;
  private static final int FAILED = 1;
  private static final long LIMIT_SECONDS = 50;

  @TempDir Path folder;

  static List<Mutant> mutants() throws IOException {
    return Mutant.all();
  }

  static Stream<String> tests() throws IOException {
    return Mutant.all().stream().map(Mutant::test).distinct();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aBugIsFound(Mutant mutant) throws IOException, InterruptedException {
    Path source = folder.resolve(Path.of(mutant.file()).getFileName());
    Files.writeString(source, mutant.planted(SOURCES));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> words =
        List.of("-proc:none", "-nowarn", "-cp", classPath(), "-d", classes.toString());
    List<String> all = new ArrayList<>(words);
    all.add(source.toString());
    int compiled =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, all.toArray(String[]::new));
    assertThat(compiled).as("javac").isEqualTo(PASSED);

    int exit = run(mutant.test(), classes + File.pathSeparator + classPath());
    assertThat(exit).as(said()).isEqualTo(FAILED);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void withoutABugNoTestFails(String test) throws IOException, InterruptedException {
    int exit = run(test, classPath());
    assertThat(exit).as(said()).isEqualTo(PASSED);
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve(OUTPUT));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** The exit code of the tests in a virtual machine of their own. */
  private int run(String test, String classPath) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                classPath,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--fail-if-no-tests",
                "--details=summary",
                "--select-class=dev.assay.checker." + test)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(OUTPUT).toFile())
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(test + " does not end; it says " + said());
    }
    return process.exitValue();
  }
}
