package dev.assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.fault.PlannedFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSpecJsonTest {
  private static final RunDescription RUN =
      new RunDescription(
          new RunSpec(
              "reference",
              "process",
              5,
              "register",
              List.of("kill", "partition"),
              20,
              12.5,
              30_000,
              Long.MIN_VALUE,
              "lost-write",
              Map.of("broadcast", "zab")),
          List.of("mixed"),
          "2026-03-04T05:06:07Z",
          Map.of("assay", "0.1.0"),
          List.of(
              new PlannedFault(
                  0,
                  "partition",
                  1_234_567_890_123L,
                  99,
                  Map.of("order", List.of("n2", "n1"), "size", 1L, "inbound", true, "x", 0.5))),
          Map.of("clock-jump", "it needs \"root\""));

  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("run.json");
    RunSpecJson.write(file, RUN);
    assertThat(RunSpecJson.read(file)).isEqualTo(RUN);
  }

  @Test
  void keepsWhatTheUserBroughtAlong() {
    RunSpec spec = RUN.spec();
    RunSpec.Own own = new RunSpec.Own(List.of("[::1]:2181", "b:1"), "sh client.sh", "own.jar");
    RunSpec mine =
        new RunSpec("own", "endpoints", 2, "register", List.of(), 3, 0, 100, 7, "", Map.of(), own);
    RunDescription run =
        new RunDescription(mine, List.of("none"), RUN.started(), Map.of(), List.of());
    assertThat(RunSpecJson.parse(RunSpecJson.toText(run))).isEqualTo(run);
    assertThat(spec.own()).isEqualTo(RunSpec.Own.NONE);
    assertThat(RunSpecJson.toText(RUN)).doesNotContain("endpoints", "client", "plugin");
  }

  @Test
  void readsARunOfTheTimeWhenItDidNotSayWhatWasNotAvailable() {
    String text = RunSpecJson.toText(RUN).replace("\"faultsUnavailable\"", "\"other\"");
    assertThat(RunSpecJson.parse(text).unavailable()).isEmpty();
  }

  @Test
  void ignoresFieldsThatItDoesNotKnow() {
    String text = RunSpecJson.toText(RUN).replaceFirst("\\{", "{\"later\": [1, {\"a\": null}],");
    assertThat(RunSpecJson.parse(text)).isEqualTo(RUN);
  }

  @Test
  void saysWhatIsWrong() {
    String text = RunSpecJson.toText(RUN);
    assertThatThrownBy(() -> RunSpecJson.parse("{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not JSON");
    assertThatThrownBy(() -> RunSpecJson.parse("[]")).hasMessage("not a JSON object");
    assertThatThrownBy(() -> RunSpecJson.parse(text.replace("\"seed\"", "\"sead\"")))
        .hasMessage("the field seed is missing");
    assertThatThrownBy(
            () -> RunSpecJson.parse(text.replaceFirst("\"nodes\" : 5", "\"nodes\":\"5\"")))
        .hasMessageContaining("nodes is no integer");
  }

  @Test
  void saysThatItCannotBeWritten() {
    Path file = folder.resolve("absent").resolve("run.json");
    assertThatThrownBy(() -> RunSpecJson.write(file, RUN))
        .isInstanceOf(OutputException.class)
        .hasMessage("cannot write " + file + ": its folder does not exist");
  }
}
