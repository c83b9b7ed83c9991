package dev.assay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The object in a JSON file, without the fields that are not wanted: evidence and plans may be much
 * longer than all else, and hundreds of files are read for one list.
 */
final class LeanJson {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private final Map<String, Object> fields;

  private LeanJson(Map<String, Object> fields) {
    this.fields = fields;
  }

  /**
   * Reads a file.
   *
   * @param leftOut names of fields that are skipped, at any depth
   * @throws IOException when it cannot be read or is not one JSON object; says what is wrong
   */
  static LeanJson read(Path file, Set<String> leftOut) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException(file + ": not a JSON object");
      }
      return new LeanJson(object(parser, leftOut));
    } catch (JacksonException e) {
      throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** A text; empty when there is none. */
  String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** A whole number; 0 when there is none. */
  long number(String name) {
    return fields.get(name) instanceof Number number ? number.longValue() : 0;
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  /** The texts of a list; empty when there is none. */
  List<String> texts(String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** The object of that name; an empty one when there is none. */
  LeanJson inner(String name) {
    return of(fields.get(name));
  }

  /** The objects of a list; empty when there is none. */
  List<LeanJson> list(String name) {
    return fields.get(name) instanceof List<?> list
        ? list.stream().filter(Map.class::isInstance).map(LeanJson::of).toList()
        : List.of();
  }

  /** The texts of an object, by name. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    inner(name).fields.forEach((key, value) -> pairs.put(key, String.valueOf(value)));
    return pairs;
  }

  private static LeanJson of(@Nullable Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> fields.put(String.valueOf(key), inner));
    }
    return new LeanJson(fields);
  }

  private static Map<String, Object> object(JsonParser parser, Set<String> leftOut)
      throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (leftOut.contains(name)) {
        parser.skipChildren();
        continue;
      }
      Object value = value(parser, leftOut);
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  private static @Nullable Object value(JsonParser parser, Set<String> leftOut) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("the JSON text ends early");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, leftOut);
      case START_ARRAY -> array(parser, leftOut);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected " + token);
    };
  }

  private static List<Object> array(JsonParser parser, Set<String> leftOut) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object element = value(parser, leftOut);
      if (element != null) {
        elements.add(element);
      }
    }
    return elements;
  }
}
