package dev.assay.report;

import tools.jackson.databind.json.JsonMapper;

/** JSON that may stand inside a script element: nothing in it can end the element. */
final class InlineJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private InlineJson() {}

  static String of(Object data) {
    String json = JSON.writeValueAsString(data);
    StringBuilder safe = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '<' -> safe.append("\\u003c");
        case '>' -> safe.append("\\u003e");
        case '&' -> safe.append("\\u0026");
        case '\u2028' -> safe.append("\\u2028");
        case '\u2029' -> safe.append("\\u2029");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
