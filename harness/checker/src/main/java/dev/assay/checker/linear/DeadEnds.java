package dev.assay.checker.linear;

import dev.assay.checker.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tries every order of a few operations and says where each one stops. */
final class DeadEnds<S, C> {
  private static final int MOST_OPERATIONS = 20;
  private static final int MOST_PLACES = 5_000;
  private static final int MOST_SENTENCES = 6;

  private record Place<S>(List<Integer> taken, S state) {}

  private record Configuration<S>(Set<Integer> taken, S state) {}

  private final Model<S, C> model;
  private final Order order;
  private final List<Told<C>> operations;
  private final Set<Configuration<S>> known = new HashSet<>();
  private final List<Place<S>> ends = new ArrayList<>();

  DeadEnds(Model<S, C> model, Order order, List<Told<C>> operations) {
    this.model = model;
    this.order = order;
    this.operations = operations;
  }

  /** One sentence for each way to begin an order, those that come furthest first. */
  List<String> sentences() {
    if (operations.size() > MOST_OPERATIONS) {
      return List.of();
    }
    explore(new Place<>(List.of(), model.initial()));
    ends.sort(Comparator.comparingInt((Place<S> end) -> -end.taken().size()));
    List<String> sentences =
        new ArrayList<>(ends.stream().limit(MOST_SENTENCES).map(this::sentence).toList());
    if (ends.size() > MOST_SENTENCES) {
      sentences.add("(%d other beginnings stop earlier.)".formatted(ends.size() - MOST_SENTENCES));
    }
    return sentences;
  }

  private void explore(Place<S> place) {
    Configuration<S> configuration =
        new Configuration<>(new HashSet<>(place.taken()), place.state());
    if (known.size() >= MOST_PLACES || !known.add(configuration)) {
      return;
    }
    boolean end = true;
    for (int next : mayFollow(configuration.taken())) {
      S after = model.step(place.state(), operations.get(next).call());
      if (after != null) {
        end = false;
        List<Integer> taken = new ArrayList<>(place.taken());
        taken.add(next);
        explore(new Place<>(taken, after));
      }
    }
    if (end) {
      ends.add(place);
    }
  }

  private List<Integer> mayFollow(Set<Integer> taken) {
    List<Integer> candidates = new ArrayList<>();
    for (int at = 0; at < operations.size(); at++) {
      if (!taken.contains(at) && nothingWaitsBefore(at, taken)) {
        candidates.add(at);
      }
    }
    return candidates;
  }

  private boolean nothingWaitsBefore(int at, Set<Integer> taken) {
    Told<C> operation = operations.get(at);
    for (int other = 0; other < operations.size(); other++) {
      if (!taken.contains(other) && mustPrecede(operations.get(other), operation)) {
        return false;
      }
    }
    return true;
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
    String state = model.describeState(end.state());
    return taken.isEmpty()
        ? "At first the state is %s, and %s cannot be the first."
            .formatted(state, String.join(" or ", blocked))
        : "In the order %s the state is then %s, and %s cannot come next."
            .formatted(String.join(", ", taken), state, String.join(" or ", blocked));
  }
}
