package dev.assay.cli;

import dev.assay.report.TerminalText;
import java.io.PrintStream;

/**
 * Lines for a person, and below them, on a terminal, one that is written over again and again.
 * Elsewhere each is a line. For several threads.
 */
final class StatusLine {
  private static final String ERASE = "\r\033[K";

  /** What does not fit is cut off at the margin, instead of going on in a line of its own. */
  private static final String CUT = "\033[?7l";

  private static final String WRAP = "\033[?7h";

  private final PrintStream out;
  private final boolean terminal;
  private boolean shown;

  /** Writes to that stream, which is a terminal or not. */
  StatusLine(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  boolean terminal() {
    return terminal;
  }

  /** A line that stays. */
  synchronized void say(String line) {
    out.println(erased() + TerminalText.line(line));
    out.flush();
    shown = false;
  }

  /** How it goes now; empty when there is no more to say. */
  synchronized void show(String line) {
    if (!terminal) {
      if (!line.isEmpty()) {
        out.println(TerminalText.line(line));
      }
    } else if (line.isEmpty()) {
      out.print(erased());
      shown = false;
    } else {
      out.print(ERASE + CUT + TerminalText.line(line) + WRAP);
      shown = true;
    }
    out.flush();
  }

  private String erased() {
    return shown ? ERASE : "";
  }
}
