package dev.assay.plugin;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client program says of an operation.
 *
 * @param hasValue whether it said a value; {@code null} is one
 * @param error why it was not done, or is not known to be; empty when it said nothing
 */
record Completion(long id, Type type, boolean hasValue, @Nullable Long value, String error) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int SHOWN = 200;

  enum Type {
    OK,
    FAIL,
    INFO
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no completion; says what it is, after "wrote"
   */
  static Completion parse(String line) {
    JsonNode json;
    try {
      json = MAPPER.readTree(line);
    } catch (JacksonException _) {
      throw new IllegalArgumentException("what is no JSON: " + shown(line));
    }
    JsonNode id = json.path("id");
    JsonNode value = json.path("value");
    boolean number = value.isIntegralNumber() && value.canConvertToLong();
    if (!json.isObject()
        || !id.isIntegralNumber()
        || !id.canConvertToLong()
        || !(value.isMissingNode() || value.isNull() || number || value.isArray())) {
      throw new IllegalArgumentException("what is no completion: " + shown(line));
    }
    return new Completion(
        id.longValue(),
        type(json.path("type").asString(""), line),
        value.isNull() || number,
        number ? value.longValue() : null,
        shown(json.path("error").asString("")));
  }

  private static Type type(String word, String line) {
    for (Type type : Type.values()) {
      if (word.equals(type.name().toLowerCase(Locale.ROOT))) {
        return type;
      }
    }
    throw new IllegalArgumentException("what is no completion: " + shown(line));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
