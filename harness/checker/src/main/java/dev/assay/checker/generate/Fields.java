package dev.assay.checker.generate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that are maps, whose fields stay in their order, so that a seed repeats the lines. */
final class Fields {
  private Fields() {}

  static Map<String, Object> of(String name, Object value) {
    return Map.of(name, value);
  }

  static Map<String, Object> of(String one, Object first, String other, Object second) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(one, first);
    fields.put(other, second);
    return Collections.unmodifiableMap(fields);
  }

  static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return Collections.unmodifiableMap(more);
  }

  /** Those of a request's value. */
  static Map<String, Object> all(Request request) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (request.value() instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> all.put(String.valueOf(name), value));
    }
    return all;
  }

  /** A number of a request's value. */
  static long number(Request request, String name) {
    if (request.value() instanceof Map<?, ?> fields && fields.get(name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("no number %s: %s".formatted(name, request));
  }
}
