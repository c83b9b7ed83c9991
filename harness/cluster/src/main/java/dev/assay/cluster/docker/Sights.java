package dev.assay.cluster.docker;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What was seen of links, in words and figures. */
final class Sights {
  private static final double NANOS_PER_MILLI = 1e6;

  private Sights() {}

  /** What the links that were left alone did meanwhile. */
  static String control(List<Sight> control) {
    if (control.isEmpty()) {
      return "; there is no link between running nodes to compare with";
    }
    return control.stream()
        .filter(sight -> !sight.arrived())
        .findFirst()
        .map(dead -> ", but neither from " + words(dead) + ", which is not cut")
        .orElseGet(() ->
            ", while %s took %s"
                .formatted(words(control.getFirst()), millis(control.getFirst().nanos())));
  }

  private static String words(Sight sight) {
    return sight.link().from() + " to " + sight.link().to();
  }

  /** Each of these, or what was seen of its link earlier when that was shorter. */
  static List<Sight> shortest(List<Sight> now, List<Sight> earlier) {
    return now.stream()
        .map(sight ->
            earlier.stream()
                .filter(other -> other.link().equals(sight.link()) && other.arrived())
                .filter(other -> !sight.arrived() || other.nanos() < sight.nanos())
                .findFirst()
                .orElse(sight))
        .toList();
  }

  /** {@code (at most 0.4 ms)}, or nothing. */
  static String slowest(Collection<Sight> seen) {
    return seen.stream()
        .filter(Sight::arrived)
        .max(Comparator.comparingLong(Sight::nanos))
        .map(sight -> " (at most " + millis(sight.nanos()) + ")")
        .orElse("");
  }

  /** For each link the milliseconds, or that nothing arrived. */
  static Map<String, Object> matrix(Collection<Sight> some, Collection<Sight> others) {
    Map<String, Object> matrix = new TreeMap<>();
    Stream.concat(some.stream(), others.stream())
        .forEach(sight ->
            matrix.put(
                sight.link().from() + "->" + sight.link().to(),
                sight.arrived() ? sight.nanos() / NANOS_PER_MILLI : "nothing"));
    return matrix;
  }

  static String millis(long nanos) {
    return nanos < 0 ? "for ever" : String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
  }
}
