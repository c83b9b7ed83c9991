package dev.assay.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML. There is no way to write markup from a text: texts and attribute values are always
 * escaped, and characters that would not show are shown by their code.
 */
final class Html {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element. {@code attributes}: names and values in turn. */
  Html open(String tag, String... attributes) {
    start(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Closes the innermost open element. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Closes as many of them. */
  Html close(int elements) {
    for (int i = 0; i < elements; i++) {
      close();
    }
    return this;
  }

  Html text(String text) {
    escape(Wording.visible(text));
    return this;
  }

  /** An element with nothing but a text in it. */
  Html leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** A command as code, whose options are not broken at their hyphens. */
  Html command(String command, String... attributes) {
    open("code", attributes);
    String between = "";
    for (String word : command.split(" ", -1)) {
      text(between);
      if (word.startsWith("--")) {
        leaf("span", word, "class", "option");
      } else {
        text(word);
      }
      between = " ";
    }
    return close();
  }

  /** An element that has no content and no end, such as a field of a form. */
  Html single(String tag, String... attributes) {
    start(tag, attributes);
    return this;
  }

  /** Text that came from the system under test: set as code, and kept apart from its direction. */
  Html value(String text) {
    return leaf("bdi", text, "class", "value");
  }

  /** All that was written. */
  String finished() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(Wording.visible(attributes[i + 1]));
      out.append('"');
    }
    out.append('>');
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
