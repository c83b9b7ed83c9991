package dev.assay.report;

/** Texts that came from files or from a system, for a terminal, which they must not steer. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * The text on one line, with every character as its code that would not show, would reorder
   * others or would be obeyed: controls and escapes, marks of direction, half surrogates.
   */
  public static String line(String text) {
    return Wording.visible(text.stripTrailing().replaceAll("\\s*\\R\\s*", " ").replace('\t', ' '));
  }
}
