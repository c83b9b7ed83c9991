package dev.assay.nemesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The words for faults on the command line: kinds, and groups of kinds. */
public final class FaultKinds {
  private static final String NONE = "none";
  private static final String MIXED = "mixed";
  private static final List<String> GROUPS =
      List.of(
          Track.NETWORK.word(),
          Track.PROCESS.word(),
          Track.RESOURCES.word(),
          Track.DISK.word(),
          Track.CLOCK.word(),
          MIXED,
          "all");

  /** The groups that {@code mixed} stands for. */
  private static final List<String> USUAL = List.of(Track.NETWORK.word(), Track.PROCESS.word());

  private FaultKinds() {}

  /**
   * All kinds that need a cluster to be able to do something, sorted; those that it is asked for by
   * name alone too.
   */
  public static List<String> of(String action) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.action().equals(action))
        .map(Kind::word)
        .sorted()
        .toList();
  }

  /** What a cluster must be able to do for these kinds. */
  public static Set<String> actions(Collection<String> kinds) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kinds.contains(kind.word()))
        .map(Kind::action)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Everything that some cluster may be able to do, sorted. */
  public static Set<String> actions() {
    return Arrays.stream(Kind.values())
        .map(Kind::action)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All words that can be given: kinds, groups, and {@code none}. */
  public static List<String> known() {
    List<String> words = new ArrayList<>(Kind.words());
    words.addAll(GROUPS);
    words.add(NONE);
    return List.copyOf(words);
  }

  /** The groups of which at least one kind is possible on a cluster. */
  public static List<String> groups(int nodes, Means means) {
    return GROUPS.stream()
        .filter(group ->
            Arrays.stream(Kind.values())
                .anyMatch(kind ->
                    inGroup(kind, group)
                        && kind.leastNodes() <= nodes
                        && means.lack(kind).isEmpty()))
        .toList();
  }

  /**
   * The kinds that words stand for, sorted, each once.
   *
   * @throws IllegalArgumentException if a word is not known; the message lists the known ones
   */
  public static List<String> expand(List<String> words) {
    return expand(
        words, Integer.MAX_VALUE, new TreeSet<>(List.of("cut", "delay", "reset", "kill", "pause")));
  }

  /**
   * The kinds that words stand for on a cluster, sorted, each once. A group stands for those of its
   * kinds that are possible there, and at least one must be; a kind that is named must be possible.
   * {@code mixed} are the kinds of network and processes, {@code all} are all that stand in groups.
   *
   * @param nodes how many nodes the cluster has
   * @param actions what the cluster can do
   * @throws IllegalArgumentException if a word is not known, or a kind is not possible
   */
  public static List<String> expand(List<String> words, int nodes, Set<String> actions) {
    return expand(words, nodes, new Means(actions, Map.of(), true, true));
  }

  /**
   * What can be done to a cluster.
   *
   * @param actions what it can do
   * @param lacking why it cannot do other things
   * @param peers whether the links between its nodes are within reach, and not those of clients
   *     alone
   * @param leader whether its nodes say which of them leads
   */
  public record Means(
      Set<String> actions, Map<String, String> lacking, boolean peers, boolean leader) {
    public Means {
      actions = new TreeSet<>(actions);
      lacking = new TreeMap<>(lacking);
    }

    /** Empty, or why a kind is not possible. */
    private String lack(Kind kind) {
      if (!actions.contains(kind.action())) {
        return lacking.getOrDefault(kind.action(), "nothing can do that to this cluster");
      }
      if (kind.cutsPeers() && !peers) {
        return "the links between the nodes are out of reach, and only those of clients are not";
      }
      return kind.hitsLeader() && !leader ? "the nodes do not say which of them leads" : "";
    }
  }

  /** As {@link #expand(List, int, Set)}. */
  public static List<String> expand(List<String> words, int nodes, Means means) {
    Predicate<Kind> possible = kind -> kind.leastNodes() <= nodes && means.lack(kind).isEmpty();
    Set<String> kinds = new TreeSet<>();
    for (String word : words) {
      if (GROUPS.contains(word)) {
        List<String> group =
            Arrays.stream(Kind.values())
                .filter(kind -> inGroup(kind, word) && possible.test(kind))
                .map(Kind::word)
                .toList();
        if (group.isEmpty()) {
          throw new IllegalArgumentException(
              "no fault of the group %s is possible here".formatted(word));
        }
        kinds.addAll(group);
      } else if (!word.equals(NONE)) {
        kinds.add(named(word, nodes, means).word());
      } else if (words.size() > 1) {
        throw new IllegalArgumentException("none stands alone, or not at all: " + words);
      }
    }
    return List.copyOf(kinds);
  }

  /**
   * The kinds of the groups among these words that are not possible on a cluster, sorted, and why
   * each is left out.
   */
  public static SortedMap<String, String> leftOut(List<String> words, int nodes, Means means) {
    SortedMap<String, String> kinds = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      String lack =
          kind.leastNodes() > nodes
              ? "it needs at least %d nodes".formatted(kind.leastNodes())
              : means.lack(kind);
      if (!lack.isEmpty() && words.stream().anyMatch(word -> inGroup(kind, word))) {
        kinds.put(kind.word(), lack);
      }
    }
    return kinds;
  }

  /** What {@link #leftOut} says, in short: {@code kind, kind: why}, a line for each reason. */
  public static List<String> lines(SortedMap<String, String> leftOut) {
    Map<String, List<String>> reasons = new TreeMap<>();
    leftOut.forEach((kind, why) -> reasons.computeIfAbsent(why, _ -> new ArrayList<>()).add(kind));
    return reasons.entrySet().stream()
        .map(reason -> String.join(", ", reason.getValue()) + ": " + reason.getKey())
        .toList();
  }

  private static Kind named(String word, int nodes, Means means) {
    Kind kind =
        Kind.of(word)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "unknown fault %s; known are %s".formatted(word, String.join(", ", known()))));
    if (kind.leastNodes() > nodes) {
      throw new IllegalArgumentException(
          "the fault %s needs at least %d nodes, and there are %d"
              .formatted(word, kind.leastNodes(), nodes));
    }
    String lack = means.lack(kind);
    if (!lack.isEmpty()) {
      throw new IllegalArgumentException(
          "the fault %s is not possible here: %s".formatted(word, lack));
    }
    return kind;
  }

  private static boolean inGroup(Kind kind, String group) {
    Optional<String> own = kind.group();
    return switch (group) {
      case MIXED -> own.filter(USUAL::contains).isPresent();
      case "all" -> own.isPresent();
      default -> own.filter(group::equals).isPresent();
    };
  }
}
