package dev.assay.checker.history;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line of JSON. Half a surrogate pair in a value is escaped, so that a string which a
 * server sent broken survives the way through UTF-8.
 */
final class JsonLine {
  private final StringBuilder out = new StringBuilder(160);

  @Override
  public String toString() {
    return out.toString();
  }

  JsonLine value(Object value) {
    switch (value) {
      case String text -> quote(text);
      case Long number -> out.append(number.longValue());
      case Boolean truth -> out.append(truth.booleanValue());
      case Double number when Double.isFinite(number) -> out.append(number.doubleValue());
      case Nil _ -> out.append("null");
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default ->
          throw new IllegalArgumentException(
              "a history cannot hold %s (%s)".formatted(value, value.getClass().getName()));
    }
    return this;
  }

  private void list(List<?> list) {
    out.append('[');
    String separator = "";
    for (Object element : list) {
      out.append(separator);
      value(nonNull(element));
      separator = ",";
    }
    out.append(']');
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> field : map.entrySet()) {
      out.append(separator);
      if (!(field.getKey() instanceof String name)) {
        throw new IllegalArgumentException("a map's keys are text: " + field.getKey());
      }
      quote(wellFormed(name));
      out.append(':');
      value(nonNull(field.getValue()));
      separator = ",";
    }
    out.append('}');
  }

  /** Readers refuse half a surrogate pair in a field's name, even escaped: it is replaced. */
  private static String wellFormed(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
  }

  private static Object nonNull(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("null inside a value is written as Nil.NIL");
    }
    return value;
  }

  private void quote(String text) {
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
          if (isControl(unit) || isHalfPair(text, at)) {
            escape(unit);
          } else {
            out.append(unit);
          }
        }
      }
    }
    out.append('"');
  }

  /** What steers a terminal, or turns the direction of the text around it. */
  private static boolean isControl(char unit) {
    return unit < ' '
        || (unit >= 0x7f && unit <= 0x9f)
        || Character.getType(unit) == Character.FORMAT
        || unit == 0x2028
        || unit == 0x2029;
  }

  private void escape(char unit) {
    String digits = Integer.toHexString(unit);
    out.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
  }

  private static boolean isHalfPair(String text, int at) {
    char unit = text.charAt(at);
    if (Character.isHighSurrogate(unit)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(unit)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
