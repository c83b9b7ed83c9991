package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A check that leads nowhere ends in time and within its memory, and says how far it came. */
@EnabledOnOs(OS.LINUX)
class HopelessCheckIT {
  private static final long MOST_SECONDS = 25;
  private static final long MOST_MEGABYTES = 700;
  private static final String PEAK = "VmHWM:";

  /** How the launcher starts a check. */
  private static final List<String> HEAP = List.of("-Xmx2g", "-Xmn128m");

  private static final String[] HISTORY = {
    "generate",
    "cas-register",
    "h.jsonl",
    "--operations",
    "2000",
    "--clients",
    "30",
    "--indeterminate",
    "60",
    "--values",
    "3",
    "--plant",
    "lost-write",
    "--seed",
    "1"
  };

  @Test
  void itEndsInTimeAndWithinItsMemoryAndSaysHowFarItCame(@TempDir Path folder)
      throws IOException, InterruptedException {
    assertThat(AssayProcess.run(folder, HISTORY).exitCode()).isZero();
    String[] check = {
      "check", "--model", "cas-register", "h.jsonl", "--memory", "512m", "--timeout", "20s"
    };
    long begun = System.nanoTime();
    Process process = AssayProcess.begin(folder, HEAP, check);
    long peak = 0;
    try {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, peakKilobytes(process));
        assertThat(seconds(begun)).as("seconds").isLessThanOrEqualTo(MOST_SECONDS);
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(seconds(begun)).as("seconds").isLessThanOrEqualTo(MOST_SECONDS);
    assertThat(peak / 1024).as("megabytes").isBetween(32L, MOST_MEGABYTES);
    assertThat(process.exitValue()).isEqualTo(ExitCode.UNKNOWN);
    assertThat(Files.readString(folder.resolve("stdout")))
        .containsPattern("unknown \\(2003 operations")
        .containsPattern("the (time|memory) was (used )?up after \\d+ configurations")
        .containsPattern("the furthest attempt explained \\d+ of \\d+ operations");
  }

  @Test
  void theLauncherGivesACheckThatMuch() throws IOException {
    assertThat(Files.readString(SourceTree.ofProject().root().resolve("assay")))
        .contains("check) assay \"$(allowed \"$@\")\" 128m \"$@\" ;;", "before=\"\" heap=2");
  }

  private static long seconds(long begun) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
  }

  /** The most memory that was resident at a time; 0 if the process is gone. */
  private static long peakKilobytes(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    List<String> lines = new ArrayList<>();
    try {
      lines.addAll(Files.readAllLines(status));
    } catch (IOException gone) {
      if (process.isAlive()) {
        throw gone;
      }
    }
    return lines.stream()
        .filter(line -> line.startsWith(PEAK))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
