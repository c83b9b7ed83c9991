package dev.assay.core.runner;

import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what plugins report (any kind of number, any object) into the values of a history. */
final class HistoryValues {
  private HistoryValues() {}

  static Object of(@Nullable Object value) {
    return switch (value) {
      case null -> Nil.NIL;
      case Boolean flag -> flag;
      case Long number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case Float number -> finite(number.doubleValue());
      case Double number -> finite(number);
      case Nil nil -> nil;
      case Map<?, ?> map -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> fields.put(String.valueOf(name), of(field)));
        yield fields;
      }
      case Iterable<?> elements -> {
        List<Object> list = new ArrayList<>();
        elements.forEach(element -> list.add(of(element)));
        yield list;
      }
      default -> value.toString();
    };
  }

  /** JSON has no infinity and no NaN. */
  private static Object finite(double number) {
    return Double.isFinite(number) ? (Object) number : Double.toString(number);
  }
}
