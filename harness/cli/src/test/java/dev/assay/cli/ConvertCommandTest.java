package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories go from one format to another, through the command line. */
final class ConvertCommandTest {
  private static final String HISTORY =
      """
      {"index":0,"time":5,"type":"event","process":"nemesis","f":"run","value":{"nodes":["n1"]}}
      {"index":1,"time":6,"type":"invoke","process":0,"f":"write","op":0,"key":"k","value":1}
      {"index":2,"type":"ok","process":0,"f":"write","op":0,"key":"k","value":1,"session":"9"}
      """;

  @TempDir private Path folder;
  private Path history = Path.of("");

  @BeforeEach
  void write() throws IOException {
    history = Files.writeString(folder.resolve("history.jsonl"), HISTORY);
  }

  private int convert(Path in, Path out, String... options) {
    return Main.execute(
        Stream.concat(Stream.of("convert", in.toString(), out.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void thereAndBackNothingIsLost() throws IOException {
    for (String name : List.of("h.edn", "h.bin", "h.json", "h.edn.gz", "h.bin.gz")) {
      Path other = folder.resolve(name);
      Path back = folder.resolve(name + ".jsonl");
      assertThat(convert(history, other)).as(name).isEqualTo(ExitCode.VALID);
      assertThat(convert(other, back)).as(name).isEqualTo(ExitCode.VALID);
      assertThat(back).hasContent(HISTORY);
      assertThat(Main.execute("check", "--model", "register", other.toString()))
          .isEqualTo(ExitCode.VALID);
    }
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenAskedTo() throws IOException {
    Path out = Files.writeString(folder.resolve("out"), "mine");
    assertThat(convert(history, out, "--to", "edn")).isEqualTo(ExitCode.NO_OUTPUT);
    assertThat(out).hasContent("mine");
    assertThat(convert(history, out, "--to", "edn", "--force")).isEqualTo(ExitCode.VALID);
    assertThat(Files.readString(out)).startsWith("{:index 0, :time 5, :type :info");
    assertThat(convert(history, history, "--force")).isEqualTo(ExitCode.VALID);
    assertThat(history).hasContent(HISTORY);
  }

  @Test
  void nothingHalfIsLeft() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jsonl"), HISTORY + "{}\n");
    assertThat(convert(broken, folder.resolve("new.bin"))).isEqualTo(ExitCode.NO_INPUT);
    assertThat(convert(folder.resolve("none"), folder.resolve("new.bin")))
        .isEqualTo(ExitCode.NO_INPUT);
    assertThat(convert(history, folder.resolve("none/new.bin"))).isEqualTo(ExitCode.NO_OUTPUT);
    assertThat(convert(folder, folder.resolve("new.bin"))).isEqualTo(ExitCode.NO_INPUT);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(history, broken);
    }
  }

  @Test
  void unknownFormatsAreWrongUsage() {
    Path out = folder.resolve("out.xyz");
    assertThat(convert(history, out)).isEqualTo(ExitCode.USAGE);
    assertThat(convert(history, out, "--to", "jepsen-log")).isEqualTo(ExitCode.USAGE);
    assertThat(convert(history, out, "--to", "edn", "--from", "xml")).isEqualTo(ExitCode.USAGE);
    assertThat(Main.execute("convert", history.toString())).isEqualTo(ExitCode.USAGE);
  }
}
