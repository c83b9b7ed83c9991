package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All of a run follows from its description: the same one gives the same trace, history and
 * verdicts, in one process and in another one with other hash codes, another order of {@code
 * Map.of} (which is salted in every process), and another locale, time zone and character set.
 */
class DeterminismTest {
  private static final long DEADLINE_SECONDS = 300;

  /** Arabic digits for numbers, Turkish letters for words. */
  private static final List<String> OTHERWISE =
      List.of(
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:hashCode=2",
          "-XX:+UseSerialGC",
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.language.format=ar",
          "-Duser.country.format=EG",
          "-Duser.timezone=Asia/Kathmandu",
          "-Dfile.encoding=COMPAT");

  @TempDir private Path folder;

  @Test
  void aRunIsTheSameTwiceInOneProcess() {
    List<RunSpec> runs = Fingerprint.runs();
    List<String> once = runs.stream().map(Fingerprint::of).toList();
    for (int i = runs.size() - 1; i >= 0; i--) {
      RunSpec spec = runs.get(i);
      if (!Fingerprint.of(spec).equals(once.get(i))) {
        tell(spec, Reconcile.text(spec));
      }
    }
  }

  @Test
  void aRunIsTheSameInAnotherProcess() throws IOException, InterruptedException {
    List<String> there = inAnotherProcess(List.of());
    List<RunSpec> runs = Fingerprint.runs();
    assertThat(there).hasSameSizeAs(runs);
    for (int i = 0; i < runs.size(); i++) {
      if (!Fingerprint.of(runs.get(i)).equals(there.get(i))) {
        Path text = folder.resolve("trace.txt");
        inAnotherProcess(List.of(Integer.toString(i), text.toString()));
        tell(runs.get(i), Files.readAllLines(text));
      }
    }
  }

  private static void tell(RunSpec spec, List<String> there) {
    throw new AssertionError(
        spec
            + " is not the same again: "
            + Reconcile.firstDifference(Reconcile.text(spec), there)
                .orElse("its verdicts differ, or it differs only now and then"));
  }

  private List<String> inAnotherProcess(List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OTHERWISE);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Fingerprint.class.getName());
    command.addAll(arguments);
    Path out = folder.resolve("out.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as("it has ended").isTrue();
      List<String> lines = Files.readAllLines(out, StandardCharsets.ISO_8859_1);
      assertThat(process.exitValue()).as(lines.toString()).isZero();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }
}
