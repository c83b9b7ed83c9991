package dev.assay.checker.linear;

import dev.assay.checker.verdict.KnownThen;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * For each operation of an impossible history the states that are possible right after it, over all
 * orders that were tried; and where the orders stop that come furthest.
 */
record StepStates<S, C>(DeadEnds<S, C> ends, List<Told<C>> operations) {
  private static final int SHOWN = 3;

  /** One for each operation; none where nothing was tried. */
  List<KnownThen> known() {
    if (ends.told().isEmpty()) {
      return List.of();
    }
    DeadEnds.Place<S> furthest = ends.told().getFirst();
    List<KnownThen> known = new ArrayList<>();
    for (int at = 0; at < operations.size(); at++) {
      Told<C> each = operations.get(at);
      if (!furthest.taken().contains(at)) {
        known.add(KnownThen.breaks(each.operation(), whyNot(at, furthest)));
      } else {
        Stream.ofNullable(KnownThen.after(each.operation(), after(at))).forEach(known::add);
      }
    }
    return known;
  }

  /** Why it cannot come next in the order that comes furthest. */
  private String whyNot(int at, DeadEnds.Place<S> furthest) {
    int first = ends.waitsFor(at, Set.copyOf(furthest.taken()));
    return first < 0
        ? "not possible in state " + ends.state(furthest)
        : "comes after " + operations.get(first).name() + ", which cannot come";
  }

  private String after(int at) {
    Set<String> states = new LinkedHashSet<>();
    for (DeadEnds.Move move : ends.moves()) {
      if (move.operation() == at) {
        states.add(ends.state(ends.places().get(move.to())));
      }
    }
    List<String> shown = states.stream().sorted().limit(SHOWN).toList();
    String more =
        states.size() > SHOWN ? " or one of %d more".formatted(states.size() - SHOWN) : "";
    return "state " + String.join(" or ", shown) + more;
  }
}
