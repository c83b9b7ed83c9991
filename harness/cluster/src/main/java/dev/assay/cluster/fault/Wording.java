package dev.assay.cluster.fault;

import dev.assay.core.fault.FaultAction.Link;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Evidence in words and figures. */
public final class Wording {
  private static final double NANOS_PER_MILLI = 1e6;

  private Wording() {}

  /** {@code n1 to n2, n3; n2 to n1}. */
  public static String links(Collection<Link> links) {
    Map<String, TreeSet<String>> targets =
        links.stream()
            .collect(
                Collectors.groupingBy(
                    Link::from,
                    TreeMap::new,
                    Collectors.mapping(Link::to, Collectors.toCollection(TreeSet::new))));
    return targets.entrySet().stream()
        .map(e -> e.getKey() + " to " + String.join(", ", e.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** What the links that were left alone did meanwhile. */
  static String control(List<Trials.Result> control) {
    if (control.isEmpty()) {
      return "; every link is cut, so there is none to compare with";
    }
    List<Link> dead =
        control.stream().filter(result -> !result.arrived()).map(r -> r.trial().link()).toList();
    if (!dead.isEmpty()) {
      return ", but neither from " + links(dead) + ", which are not cut";
    }
    Trials.Result first = control.getFirst();
    return ", while %s to %s took %s"
        .formatted(first.trial().link().from(), first.trial().link().to(), millis(first.nanos()));
  }

  /** {@code (at most 0.4 ms)}, or nothing. */
  static String slowest(List<Trials.Result> results) {
    return results.stream()
        .filter(Trials.Result::arrived)
        .max(Comparator.comparingLong(Trials.Result::nanos))
        .map(result -> " (at most " + millis(result.nanos()) + ")")
        .orElse("");
  }

  /** What was measured before and after, link by link. */
  static String times(
      List<Link> links, List<Trials.Result> before, List<Trials.Result> after, String now) {
    if (links.isEmpty()) {
      return "every one of these links is cut by another fault: nothing to measure";
    }
    return "%s took at most %s before, and at least %s %s"
        .formatted(
            links(links),
            millis(before.stream().mapToLong(Trials.Result::nanos).max().orElse(-1)),
            millis(after.stream().mapToLong(Trials.Result::nanos).min().orElse(-1)),
            now);
  }

  /** For each trial the milliseconds, or that nothing arrived. */
  static Map<String, Object> matrix(List<Trials.Result> results) {
    Map<String, Object> matrix = new TreeMap<>();
    for (Trials.Result result : results) {
      Link link = result.trial().link();
      matrix.put(
          link.from() + "->" + link.to() + " " + result.trial().route().port(),
          result.arrived() ? result.nanos() / NANOS_PER_MILLI : "nothing");
    }
    return matrix;
  }

  private static String millis(long nanos) {
    return nanos < 0 ? "for ever" : String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
  }
}
