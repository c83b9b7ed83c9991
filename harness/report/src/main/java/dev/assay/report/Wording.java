package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How things are said on the page. */
final class Wording {
  private static final int VALUE_LENGTH = 200;

  private Wording() {}

  /** The text with every character that would not show, or would reorder others, as its code. */
  static String visible(String text) {
    int i = 0;
    while (i < text.length() && shows(text, i)) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, i);
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (shows(text, i)) {
        shown.append(c);
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return shown.toString();
  }

  private static boolean shows(String text, int at) {
    char c = text.charAt(at);
    if ((c >= ' ' && c < 0x7f) || c == '\n' || c == '\t') {
      return true;
    }
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** A value of the history, cut off when it is long. */
  static String value(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return shortened(text.toString(), VALUE_LENGTH);
  }

  static String shortened(String text, int length) {
    return text.length() <= length
        ? text
        : text.substring(0, length) + "… (" + count(text.length()) + " characters)";
  }

  /** The beginning of a text, where there is little room. */
  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  /** The text in lines of at most so many characters, broken between words where there are any. */
  static List<String> lines(String text, int length) {
    List<String> lines = new ArrayList<>();
    String left = visible(text).replaceAll("\\s+", " ").strip();
    while (left.length() > length) {
      int at = left.lastIndexOf(' ', length);
      int end = at > 0 ? at : length;
      if (Character.isHighSurrogate(left.charAt(end - 1))) {
        end++;
      }
      lines.add(left.substring(0, end));
      left = left.substring(end).strip();
    }
    lines.add(left);
    return lines;
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    if (text.length() > 100_000) {
      return;
    }
    switch (value) {
      case null -> {}
      case List<?> list -> {
        text.append('[');
        String separator = "";
        for (Object element : list) {
          text.append(separator);
          append(text, element);
          separator = ", ";
        }
        text.append(']');
      }
      case Map<?, ?> map -> {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> field : map.entrySet()) {
          text.append(separator).append(field.getKey()).append(": ");
          append(text, field.getValue());
          separator = ", ";
        }
        text.append('}');
      }
      default -> text.append(value);
    }
  }

  /** A moment of the run: {@code 12.304 s}. */
  static String at(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }

  /** A length of time in the unit that suits it: {@code 840 µs}, {@code 3.2 ms}, {@code 4.9 s}. */
  static String lasting(long nanos) {
    if (nanos < 1_000_000) {
      return (nanos + 500) / 1000 + " µs";
    }
    if (nanos < 1_000_000_000) {
      double millis = nanos / 1e6;
      return String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%.0f ms", millis);
    }
    return String.format(Locale.ROOT, nanos < 100_000_000_000L ? "%.1f s" : "%.0f s", nanos / 1e9);
  }

  /** A number with its thousands apart: {@code 18,204}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 fault}, {@code 8 faults}. */
  static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** Who a line belongs to. */
  static String actor(Actor actor) {
    return switch (actor) {
      case Actor.Client(int number) -> "process " + number;
      case Actor.Nemesis() -> "nemesis";
      case Actor.Node(String name) -> name;
    };
  }

  /** What an operation asked for: {@code write x 3}. */
  static String asked(Entry invocation) {
    StringBuilder text = new StringBuilder(invocation.f());
    if (invocation.key() != null) {
      text.append(' ').append(shortened(invocation.key(), VALUE_LENGTH));
    }
    if (invocation.value() != null) {
      text.append(' ').append(value(invocation.value()));
    }
    return text.toString();
  }

  /**
   * What an operation answered: {@code 3} for a read; empty when it says no more than ok. Of a map
   * what was not asked like that.
   */
  static String answered(Operation operation) {
    Entry completion = operation.completion();
    if (completion == null) {
      return "";
    }
    if (completion.error() != null) {
      return shortened(completion.error(), VALUE_LENGTH);
    }
    Object asked = operation.invocation().value();
    Object result = completion.value();
    if (result instanceof Map<?, ?> fields && asked instanceof Map<?, ?> known) {
      Map<Object, Object> said = new LinkedHashMap<>(fields);
      said.entrySet().removeAll(known.entrySet());
      return said.isEmpty() ? "" : value(said);
    }
    return result == null || result.equals(asked) ? "" : value(result);
  }

  /** The verdict as a word that opens a sentence. */
  static String title(Verdict verdict) {
    return switch (verdict) {
      case VALID -> "Valid";
      case INVALID -> "Invalid";
      case UNKNOWN -> "Unknown";
    };
  }

  /** The verdict as a mark, so that it does not hang on colour. */
  static String mark(Verdict verdict) {
    return switch (verdict) {
      case VALID -> "✓";
      case INVALID -> "✕";
      case UNKNOWN -> "?";
    };
  }
}
