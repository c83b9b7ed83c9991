package dev.assay.checker.formats;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntrySource;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.JsonValues;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A history as elle-cli reads it: Jepsen's operations in JSON, as one array or as objects one after
 * the other. Words may have the colon of a keyword; indexes and times may be missing.
 */
final class ElleJsonReader implements EntrySource {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final JsonParser parser;
  private final LooseEntries entries = new LooseEntries();
  private final boolean guessed;
  private boolean inArray;

  /** Begins to read; a format that was only guessed is told in a notice. */
  ElleJsonReader(InputStream in, boolean guessed) {
    this.guessed = guessed;
    this.parser = FACTORY.createParser(ObjectReadContext.empty(), in);
  }

  @Override
  public @Nullable Entry next() {
    try {
      return read();
    } catch (JacksonException e) {
      throw broken("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public List<String> notices() {
    return guessed
        ? List.of("read as elle-cli's JSON, since it does not begin as our own format")
        : List.of();
  }

  private @Nullable Entry read() {
    JsonToken token = parser.nextToken();
    while (token == (inArray ? JsonToken.END_ARRAY : JsonToken.START_ARRAY)) {
      inArray = !inArray;
      token = parser.nextToken();
    }
    if (token == null) {
      return null;
    }
    try {
      if (JsonValues.read(parser) instanceof Map<?, ?> map) {
        return entries.entry(name -> field(map, name));
      }
    } catch (HistoryException e) {
      throw broken(String.valueOf(e.getMessage()), e);
    }
    throw broken("expected an object", null);
  }

  private static @Nullable Object field(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return switch (name) {
      case "value" -> value instanceof List<?> steps ? bareSteps(steps) : value;
      case "process" ->
          value instanceof String text && NUMBER.matcher(text).matches()
              ? Long.valueOf(text)
              : bare(value);
      case "type", "f" -> bare(value);
      default -> value;
    };
  }

  /** The steps of a transaction, with their first words as bare words. */
  private static List<?> bareSteps(List<?> steps) {
    return steps.stream().map(ElleJsonReader::bareStep).toList();
  }

  private static Object bareStep(Object step) {
    if (!(step instanceof List<?> words)
        || words.isEmpty()
        || !(words.getFirst() instanceof String first)
        || !first.startsWith(":")) {
      return step;
    }
    List<Object> bare = new ArrayList<>(words);
    bare.set(0, first.substring(1));
    return bare;
  }

  private static @Nullable Object bare(@Nullable Object value) {
    return value instanceof String word && word.startsWith(":") ? word.substring(1) : value;
  }

  private HistoryException broken(String what, @Nullable Exception cause) {
    String message = "line %d: %s".formatted(parser.currentLocation().getLineNr(), what);
    return cause == null ? new HistoryException(message) : new HistoryException(message, cause);
  }
}
