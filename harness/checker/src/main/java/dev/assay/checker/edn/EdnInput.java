package dev.assay.checker.edn;

import java.io.IOException;
import java.io.Reader;

/** Characters with one to look at, and the number of the line. */
final class EdnInput {
  static final int END = -1;

  private static final boolean[] ENDS_TOKEN = new boolean[128];

  static {
    for (int unit = 0; unit < ENDS_TOKEN.length; unit++) {
      ENDS_TOKEN[unit] = Character.isWhitespace(unit) || ",;\"()[]{}".indexOf(unit) >= 0;
    }
  }

  private final Reader in;
  private final char[] buffer = new char[8192];
  private int at;
  private int end;
  private long line = 1;

  EdnInput(Reader in) {
    this.in = in;
  }

  int peek() throws IOException {
    if (at == end) {
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      at = 0;
    }
    return at == end ? END : buffer[at];
  }

  int next() throws IOException {
    int unit = peek();
    if (unit != END) {
      at++;
      line += unit == '\n' ? 1 : 0;
    }
    return unit;
  }

  long line() {
    return line;
  }

  /** Skips blanks, commas and comments. */
  void skipBlanks() throws IOException {
    while (true) {
      int unit = peek();
      if (unit == ';') {
        while (unit != END && unit != '\n') {
          unit = next();
        }
      } else if (unit == ',' || (unit != END && Character.isWhitespace(unit))) {
        next();
      } else {
        return;
      }
    }
  }

  /** The characters up to the next blank, delimiter or end. */
  String token() throws IOException {
    int from = at;
    while (at < end && !endsToken(buffer[at])) {
      at++;
    }
    if (at < end) {
      return new String(buffer, from, at - from);
    }
    StringBuilder token = new StringBuilder().append(buffer, from, at - from);
    for (int unit = peek(); unit != END && !endsToken(unit); unit = peek()) {
      token.append((char) unit);
      at++;
    }
    return token.toString();
  }

  private static boolean endsToken(int unit) {
    return unit < ENDS_TOKEN.length ? ENDS_TOKEN[unit] : Character.isWhitespace(unit);
  }

  EdnException broken(String what) {
    return new EdnException("line %d: %s".formatted(line, what));
  }
}
