package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a terminal gets that a file does not. */
final class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private StatusLine lines(boolean terminal) {
    return new StatusLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void onATerminalTheStatusIsWrittenOver() {
    StatusLine lines = lines(true);
    lines.show("1 s");
    lines.show("2 s \033[31m\n");
    lines.say("a line");
    lines.show("");
    lines.show("3 s");
    lines.show("");
    lines.say("the end");
    assertThat(written())
        .isEqualTo(
            "\r\033[K\033[?7l1 s\033[?7h"
                + "\r\033[K\033[?7l2 s \\u001b[31m\033[?7h"
                + "\r\033[Ka line\n"
                + "\r\033[K\033[?7l3 s\033[?7h"
                + "\r\033[K"
                + "the end\n");
  }

  @Test
  void whatASystemSaysSteersNoTerminal() {
    StatusLine lines = lines(false);
    lines.say("read \033[2J \u009b2J \u202egnihton \r\nvalid: all is well\n");
    assertThat(written())
        .isEqualTo("read \\u001b[2J \\u009b2J \\u202egnihton valid: all is well\n");
  }

  @Test
  void elsewhereEachIsALine() {
    StatusLine lines = lines(false);
    lines.show("1 s");
    lines.say("a line");
    lines.show("2 s");
    lines.show("");
    assertThat(written()).isEqualTo("1 s\na line\n2 s\n");
  }

  @Test
  void verdictsHaveColoursWhereTheyCanBeShown() {
    Screen screen = Screen.of(true, Map.of("TERM", "xterm"));
    assertThat(screen.coloured(Verdict.INVALID, "INVALID")).isEqualTo("\033[1;31mINVALID\033[0m");
    assertThat(screen.coloured(Verdict.VALID, "valid")).isEqualTo("\033[32mvalid\033[0m");
    assertThat(screen.coloured(Verdict.UNKNOWN, "unknown")).isEqualTo("\033[33munknown\033[0m");
  }

  @Test
  void theEnvironmentCanForbidThem() {
    assertThat(Screen.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1")))
        .isEqualTo(new Screen(true, false));
    assertThat(Screen.of(true, Map.of("TERM", "xterm", "NO_COLOR", "")))
        .isEqualTo(new Screen(true, true));
    assertThat(Screen.of(true, Map.of("TERM", "dumb"))).isEqualTo(new Screen(false, false));
    assertThat(Screen.of(true, Map.of())).isEqualTo(new Screen(false, false));
    assertThat(Screen.of(false, Map.of("TERM", "xterm"))).isEqualTo(new Screen(false, false));
  }
}
