package dev.assay.checker.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads values of JSON as a history holds them. */
public final class JsonValues {
  private JsonValues() {}

  /**
   * The value whose first token is the current one, of the kinds that an entry may hold.
   *
   * @throws HistoryException if a number has more than 64 bits, or a field stands twice
   */
  public static Object read(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new HistoryException("the JSON text ends early");
    }
    return switch (token) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> readInteger(parser);
      case VALUE_NUMBER_FLOAT -> readDouble(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Nil.NIL;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new HistoryException("unexpected " + token);
    };
  }

  private static Object readInteger(JsonParser parser) {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new HistoryException(
          "the number %s has more than 64 bits".formatted(parser.getString()));
    }
    return parser.getLongValue();
  }

  private static Object readDouble(JsonParser parser) {
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw new HistoryException("the number %s is out of range".formatted(parser.getString()));
    }
    return number;
  }

  private static List<Object> readArray(JsonParser parser) {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(read(parser));
    }
    return elements;
  }

  private static Map<String, Object> readObject(JsonParser parser) {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      @Nullable Object before = fields.put(name, read(parser));
      if (before != null) {
        throw new HistoryException("the field %s stands twice".formatted(name));
      }
    }
    return fields;
  }
}
