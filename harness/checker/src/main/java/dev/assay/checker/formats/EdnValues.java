package dev.assay.checker.formats;

import dev.assay.checker.edn.Edn;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.Nil;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns values of EDN into values that a history's entry may hold. */
final class EdnValues {
  /** Whole numbers first, then texts, then all else: what is equal stands in the same place. */
  private static final Comparator<Object> ORDER =
      Comparator.comparingInt(
              (Object each) -> each instanceof Long ? 0 : each instanceof String ? 1 : 2)
          .thenComparingLong(each -> each instanceof Long number ? number : 0)
          .thenComparing(each ->
              each instanceof String text
                  ? text
                  : each instanceof Long ? "" : EntryJson.valueText(ordered(each)));

  private EdnValues() {}

  /**
   * Keywords, symbols, ratios and numbers beyond 64 bits become text; sets become lists, in an
   * order that does not depend on the one in the file; a map whose keys are names or whole numbers
   * becomes a map with their texts as keys, another one a list of pairs in such an order; a tagged
   * literal a map of tag and value.
   */
  static Object value(Object edn) {
    return switch (edn) {
      case Edn.Keyword keyword -> keyword.toString();
      case Edn.Symbol symbol -> symbol.toString();
      case Edn.Ratio ratio -> ratio.toString();
      case Edn.Tagged(String tag, Object value) -> tagged(tag, value);
      case List<?> list -> list.stream().map(element -> value((Object) element)).toList();
      case Set<?> set ->
          set.stream().map(element -> value((Object) element)).sorted(ORDER).toList();
      case Map<?, ?> map -> map(map);
      case BigInteger number -> number.toString();
      case BigDecimal number -> number.toString();
      case Double number when !Double.isFinite(number) -> number.toString();
      default -> edn;
    };
  }

  private static Object tagged(String tag, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("tag", tag);
    map.put("value", value(value));
    return map;
  }

  private static Object map(Map<?, ?> map) {
    boolean named =
        map.keySet().stream().allMatch(key -> key instanceof String || key instanceof Edn.Keyword);
    if (!named && !map.keySet().stream().allMatch(key -> key instanceof Long)) {
      List<Object> pairs = new ArrayList<>();
      map.forEach((key, value) -> pairs.add(List.of(value((Object) key), value((Object) value))));
      pairs.sort(ORDER);
      return List.copyOf(pairs);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach((key, value) -> fields.put(String.valueOf(key), value((Object) value)));
    return fields;
  }

  /** The same value, with the fields of maps in the order of their names. */
  private static Object ordered(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(each -> ordered((Object) each)).toList();
      case Map<?, ?> map -> {
        Map<String, Object> fields = new TreeMap<>();
        map.forEach((key, each) -> fields.put(String.valueOf(key), ordered((Object) each)));
        yield fields;
      }
      default -> value;
    };
  }

  /** The value as text; Java's null for nil and for nothing. */
  static @Nullable String text(@Nullable Object edn) {
    if (edn == null || edn == Nil.NIL) {
      return null;
    }
    return value(edn) instanceof String text ? text : EntryJson.valueText(value(edn));
  }
}
