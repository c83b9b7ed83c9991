package dev.assay.checker.linear;

import dev.assay.checker.model.Model;
import dev.assay.checker.verdict.FailureGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tries every order of a few operations and says where each one stops. */
final class DeadEnds<S, C> {
  private static final int MOST_OPERATIONS = 20;
  private static final int MOST_PLACES = 5_000;
  private static final int MOST_SENTENCES = 6;
  private static final int UNEXPLORED = -1;

  /** A way to begin an order, and the state that it leads to. */
  record Place<S>(List<Integer> taken, S state) {}

  private record Configuration<S>(Set<Integer> taken, S state) {}

  /** An operation that leads from one configuration to another, by their numbers. */
  record Move(int from, int to, int operation) {}

  private final Model<S, C> model;
  private final Order order;
  private final List<Told<C>> operations;
  private final Map<Configuration<S>, Integer> known = new HashMap<>();
  private final List<Place<S>> places = new ArrayList<>();
  private final List<Move> moves = new ArrayList<>();
  private final List<Place<S>> ends = new ArrayList<>();

  private DeadEnds(Model<S, C> model, Order order, List<Told<C>> operations) {
    this.model = model;
    this.order = order;
    this.operations = operations;
  }

  /** Of these operations; nothing is tried when they are many. */
  static <S, C> DeadEnds<S, C> of(Model<S, C> model, Order order, List<Told<C>> operations) {
    DeadEnds<S, C> found = new DeadEnds<>(model, order, operations);
    if (operations.size() <= MOST_OPERATIONS) {
      found.explore(new Place<>(List.of(), model.initial()));
      found.ends.sort(Comparator.comparingInt((Place<S> end) -> -end.taken().size()));
    }
    return found;
  }

  /** One sentence for each way to begin an order, those that come furthest first. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>(told().stream().map(this::sentence).toList());
    if (ends.size() > MOST_SENTENCES) {
      sentences.add("(%d other beginnings stop earlier.)".formatted(ends.size() - MOST_SENTENCES));
    }
    return sentences;
  }

  /** The same with all configurations on the way. */
  FailureGraph graph(String title) {
    return new DeadEndGraph<>(this, operations).draw(title);
  }

  /** Those that come furthest. */
  List<Place<S>> told() {
    return ends.subList(0, Math.min(MOST_SENTENCES, ends.size()));
  }

  /** One way to each configuration, by its number. */
  List<Place<S>> places() {
    return places;
  }

  List<Move> moves() {
    return moves;
  }

  boolean isEnd(Place<S> place) {
    return ends.contains(place);
  }

  String state(Place<S> place) {
    return model.describeState(place.state());
  }

  /** The number of the configuration; negative for one that was left out. */
  private int explore(Place<S> place) {
    Configuration<S> configuration =
        new Configuration<>(new HashSet<>(place.taken()), place.state());
    Integer before = known.get(configuration);
    if (before != null) {
      return before;
    }
    if (known.size() >= MOST_PLACES) {
      return UNEXPLORED;
    }
    int number = known.size();
    known.put(configuration, number);
    places.add(place);
    boolean end = true;
    for (int next : mayFollow(configuration.taken())) {
      S after = model.step(place.state(), operations.get(next).call());
      if (after != null) {
        end = false;
        List<Integer> taken = new ArrayList<>(place.taken());
        taken.add(next);
        int to = explore(new Place<>(taken, after));
        if (to != UNEXPLORED) {
          moves.add(new Move(number, to, next));
        }
      }
    }
    if (end) {
      ends.add(place);
    }
    return number;
  }

  private List<Integer> mayFollow(Set<Integer> taken) {
    List<Integer> candidates = new ArrayList<>();
    for (int at = 0; at < operations.size(); at++) {
      if (!taken.contains(at) && waitsFor(at, taken) < 0) {
        candidates.add(at);
      }
    }
    return candidates;
  }

  /** An operation that is missing and must come before; negative if there is none. */
  int waitsFor(int at, Set<Integer> taken) {
    Told<C> operation = operations.get(at);
    for (int other = 0; other < operations.size(); other++) {
      if (!taken.contains(other) && mustPrecede(operations.get(other), operation)) {
        return other;
      }
    }
    return -1;
  }

  private boolean mustPrecede(Told<C> first, Told<C> second) {
    return first.before(second)
        && (order == Order.REAL_TIME
            || !model.readOnly(second.call())
            || Sessions.sessionOf(first.operation())
                .equals(Sessions.sessionOf(second.operation())));
  }

  private String sentence(Place<S> end) {
    List<String> blocked =
        mayFollow(new HashSet<>(end.taken())).stream()
            .map(operations::get)
            .map(told -> "%s (%s)".formatted(told.name(), told.words()))
            .toList();
    List<String> taken = end.taken().stream().map(at -> operations.get(at).name()).toList();
    String state = state(end);
    return taken.isEmpty()
        ? "At first the state is %s, and %s cannot be the first."
            .formatted(state, String.join(" or ", blocked))
        : "In the order %s the state is then %s, and %s cannot come next."
            .formatted(String.join(", ", taken), state, String.join(" or ", blocked));
  }
}
