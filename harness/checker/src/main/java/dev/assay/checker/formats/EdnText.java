package dev.assay.checker.formats;

import dev.assay.checker.history.Nil;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes the values of a history's entry as EDN, so that they come back as they were. */
final class EdnText {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z*!_?$%&=<>][A-Za-z0-9*!_?$%&=<>.+-]*");
  private static final Set<String> STEPS = Set.of("append", "r", "w");

  private final StringBuilder out;

  EdnText(StringBuilder out) {
    this.out = out;
  }

  /** A keyword where the word can be one, else a string. */
  void word(String word) {
    if (NAME.matcher(word).matches()) {
      out.append(':').append(word);
    } else {
      quote(word);
    }
  }

  /** The steps of a transaction, with keywords for what they do; any other value as it is. */
  void steps(Object value) {
    if (!(value instanceof List<?> steps) || !steps.stream().allMatch(EdnText::isStep)) {
      value(value);
      return;
    }
    out.append('[');
    String separator = "";
    for (Object step : steps) {
      out.append(separator);
      step((List<?>) step);
      separator = " ";
    }
    out.append(']');
  }

  private static boolean isStep(Object value) {
    return value instanceof List<?> step
        && !step.isEmpty()
        && step.getFirst() instanceof String name
        && STEPS.contains(name);
  }

  private void step(List<?> step) {
    out.append('[');
    for (int at = 0; at < step.size(); at++) {
      if (at == 0) {
        word(String.valueOf(step.getFirst()));
      } else {
        out.append(' ');
        value(step.get(at));
      }
    }
    out.append(']');
  }

  void value(Object value) {
    switch (value) {
      case Nil _ -> out.append("nil");
      case Boolean truth -> out.append(truth.booleanValue());
      case Long number -> out.append(number.longValue());
      case Double number -> out.append(number.doubleValue());
      case String text -> quote(text);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> throw new IllegalArgumentException("a history cannot hold " + value);
    }
  }

  private void list(List<?> list) {
    out.append('[');
    String separator = "";
    for (Object element : list) {
      out.append(separator);
      value(element);
      separator = " ";
    }
    out.append(']');
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> field : map.entrySet()) {
      out.append(separator);
      quote((String) field.getKey());
      out.append(' ');
      value(field.getValue());
      separator = ", ";
    }
    out.append('}');
  }

  void quote(String text) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      switch (unit) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (unit < ' ' || unit == 0x7f || Character.isSurrogate(unit)) {
            escape(unit);
          } else {
            out.append(unit);
          }
        }
      }
    }
    out.append('"');
  }

  private void escape(char unit) {
    String digits = Integer.toHexString(unit);
    out.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
  }
}
