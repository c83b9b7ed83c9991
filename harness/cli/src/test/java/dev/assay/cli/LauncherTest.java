package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a JDK and a Maven that only note that they were called. */
class LauncherTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A run of it goes on until somebody opens the pipe {@code end} to write. */
  private static final String JAVA =
      """
      #!/bin/sh
      echo "$*" >> "$HERE/java"
      case "$*" in
        *rehearsal*) exit 0 ;;
        *"Main run"*)
          touch "$HERE/running-$$"
          cat "$HERE/end" ;;
      esac
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >> "$HERE/builds"
      [ -e "$HERE/broken" ] && exit 1
      mkdir -p target/dist/lib
      """;

  @TempDir private Path folder;
  private Path home = Path.of("");
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void aProjectToLaunch() throws IOException, InterruptedException {
    home = Files.createDirectory(folder.resolve("project"));
    Path launcher = SourceTree.ofProject().root().resolve("assay");
    script(home.resolve("assay"), Files.readString(launcher));
    for (String module :
        List.of("reference-server", "harness", "nemesis", "workloads", "examples")) {
      Files.createDirectory(home.resolve(module));
    }
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    script(folder.resolve("jdk/bin/java"), JAVA);
    script(folder.resolve("jdk/bin/javac"), "#!/bin/sh\n");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    script(folder.resolve("bin/mvn"), MAVEN);
    Process pipe = new ProcessBuilder("mkfifo", folder.resolve("end").toString()).start();
    assertThat(exit(pipe)).isZero();
  }

  @AfterEach
  void nothingGoesOn() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void buildsWhatIsMissingOrOlderThanTheSources() throws IOException, InterruptedException {
    assertThat(exit(launch("check"))).isZero();
    assertThat(exit(launch("check"))).isZero();
    assertThat(builds()).isEqualTo(1);
    changeSource();
    assertThat(exit(launch("check"))).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void saysThatABuildFailedAndBuildsAgainTheNextTime() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("broken"));
    assertThat(exit(launch("check"))).isEqualTo(70);
    assertThat(messages()).contains("assay: the build failed");
    Files.delete(folder.resolve("broken"));
    assertThat(exit(launch("check"))).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aCheckGetsTheHeapThatItIsAllowed() throws IOException, InterruptedException {
    assertThat(exit(launch("check", "--memory", "8g", "h.jsonl"))).isZero();
    assertThat(exit(launch("check", "--memory=3g", "h.jsonl"))).isZero();
    assertThat(exit(launch("check", "--memory", "512m", "h.jsonl"))).isZero();
    assertThat(Files.readAllLines(folder.resolve("java")))
        .filteredOn(line -> line.contains("check"))
        .map(line -> line.substring(line.indexOf("-Xmx"), line.indexOf(" -Xmn")))
        .containsExactly("-Xmx8g", "-Xmx3g", "-Xmx2g");
  }

  @Test
  void nothingIsBuiltUnderARun() throws IOException, InterruptedException {
    Process first = launch("run");
    await("the first run goes on", () -> running() == 1);
    Process second = launch("run");
    await("runs do not wait for each other", () -> running() == 2);
    changeSource();
    Process third = launch("check");
    await("a build waits", () -> messages().contains("assay: waiting for"));
    assertThat(builds()).isEqualTo(1);
    Files.writeString(folder.resolve("end"), "");
    assertThat(List.of(exit(first), exit(second), exit(third))).containsOnly(0);
    assertThat(builds()).isEqualTo(2);
  }

  private void changeSource() throws IOException {
    Path source = Files.createDirectories(home.resolve("harness/core/src/main"));
    Files.writeString(source.resolve("Changed.java"), "");
  }

  private Process launch(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(home.resolve("assay").toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("HERE", folder.toString());
    builder.environment().merge("PATH", "/usr/bin", (old, _) -> folder.resolve("bin") + ":" + old);
    Path log = folder.resolve("log-" + started.size());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    return process;
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void await(String what, BooleanSupplier state) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!state.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      assertThat(started.getFirst().waitFor(10, TimeUnit.MILLISECONDS)).as(what).isFalse();
    }
  }

  private int builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  private int running() {
    return list("running-").size();
  }

  private String messages() {
    StringBuilder text = new StringBuilder();
    list("log-").forEach(log -> text.append(content(log)));
    return text.toString();
  }

  private List<String> list(String prefix) {
    String @Nullable [] names = folder.toFile().list((_, name) -> name.startsWith(prefix));
    return names == null ? List.of() : List.of(names);
  }

  private String content(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
