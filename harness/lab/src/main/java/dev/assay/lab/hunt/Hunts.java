package dev.assay.lab.hunt;

import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue: how each seeded bug is hunted, and the twins in which nothing is wrong. */
public final class Hunts {
  private static final Map<SeededBug, Hunt> HUNTS = hunts();

  private Hunts() {}

  private static Map<SeededBug, Hunt> hunts() {
    Map<SeededBug, Hunt> all = new EnumMap<>(SeededBug.class);
    Stream.of(
            DurabilityHunts.ALL, HistoryHunts.ALL, OrderHunts.ALL, SessionHunts.ALL, StateHunts.ALL)
        .flatMap(List::stream)
        .forEach(hunt -> {
          if (all.put(hunt.bug(), hunt) != null) {
            throw new IllegalStateException(hunt.name() + " is declared twice");
          }
        });
    return all;
  }

  /** Every hunt, in the order of the bugs. */
  public static List<Hunt> all() {
    return List.copyOf(HUNTS.values());
  }

  /**
   * The hunt that is declared for a bug.
   *
   * @throws IllegalArgumentException if none is
   */
  public static Hunt of(SeededBug bug) {
    Hunt hunt = HUNTS.get(bug);
    if (hunt == null) {
      throw new IllegalArgumentException("no hunt is declared for the bug " + bug.word());
    }
    return hunt;
  }

  /** All that can be hunted: the bugs, then the twins. */
  public static List<Quarry> quarries() {
    List<Quarry> all = new ArrayList<>(all());
    all.addAll(Twins.ALL);
    return all;
  }

  /**
   * What goes by these names; all when there are none.
   *
   * @throws IllegalArgumentException for a name that is not there; the message lists those that are
   */
  public static List<Quarry> named(List<String> names) {
    List<Quarry> all = quarries();
    if (names.isEmpty()) {
      return all;
    }
    List<Quarry> chosen = new ArrayList<>();
    for (String name : names) {
      String word = name.toLowerCase(Locale.ROOT).replace('_', '-');
      chosen.add(
          all.stream()
              .filter(quarry -> quarry.name().equals(word))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "neither a seeded bug nor a benign twin: '%s'; there are: %s"
                          .formatted(name, words(all)))));
    }
    return chosen.stream().distinct().toList();
  }

  private static String words(List<Quarry> all) {
    return all.stream().map(Quarry::name).collect(Collectors.joining(", "));
  }
}
