package dev.assay.checker.txn;

import static dev.assay.checker.txn.AnomalyKind.DUPLICATE_ELEMENTS;
import static dev.assay.checker.txn.AnomalyKind.FRACTURED_READ;
import static dev.assay.checker.txn.AnomalyKind.G0;
import static dev.assay.checker.txn.AnomalyKind.G0_PROCESS;
import static dev.assay.checker.txn.AnomalyKind.G0_REALTIME;
import static dev.assay.checker.txn.AnomalyKind.G1A;
import static dev.assay.checker.txn.AnomalyKind.G1B;
import static dev.assay.checker.txn.AnomalyKind.G1C;
import static dev.assay.checker.txn.AnomalyKind.G1C_PROCESS;
import static dev.assay.checker.txn.AnomalyKind.G1C_REALTIME;
import static dev.assay.checker.txn.AnomalyKind.G2_ITEM;
import static dev.assay.checker.txn.AnomalyKind.G2_ITEM_PROCESS;
import static dev.assay.checker.txn.AnomalyKind.G2_ITEM_REALTIME;
import static dev.assay.checker.txn.AnomalyKind.G_NONADJACENT;
import static dev.assay.checker.txn.AnomalyKind.G_NONADJACENT_PROCESS;
import static dev.assay.checker.txn.AnomalyKind.G_NONADJACENT_REALTIME;
import static dev.assay.checker.txn.AnomalyKind.G_SINGLE;
import static dev.assay.checker.txn.AnomalyKind.G_SINGLE_PROCESS;
import static dev.assay.checker.txn.AnomalyKind.G_SINGLE_REALTIME;
import static dev.assay.checker.txn.AnomalyKind.INCOMPATIBLE_ORDER;
import static dev.assay.checker.txn.AnomalyKind.INTERNAL;
import static dev.assay.checker.txn.AnomalyKind.LOST_UPDATE;
import static dev.assay.checker.txn.AnomalyKind.PHANTOM_READ;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Consistency models of transactions, each with the anomalies that it rules out besides those of
 * the weaker models that it includes (Adya 1999; Cerone, Bernardi and Gotsman, CONCUR 2015; read
 * atomic as of Bailis et al., SIGMOD 2014). A model that is not here is not judged.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lists and sets are filled once and never changed.
public enum Consistency {
  READ_UNCOMMITTED(
      "read-uncommitted",
      List.of(),
      EnumSet.of(G0, PHANTOM_READ, DUPLICATE_ELEMENTS, INCOMPATIBLE_ORDER)),
  READ_COMMITTED("read-committed", List.of(READ_UNCOMMITTED), EnumSet.of(G1A, G1B, G1C)),
  READ_ATOMIC("read-atomic", List.of(READ_COMMITTED), EnumSet.of(INTERNAL, FRACTURED_READ)),
  CONSISTENT_VIEW("consistent-view", List.of(READ_ATOMIC), EnumSet.of(G_SINGLE)),
  SNAPSHOT_ISOLATION(
      "snapshot-isolation", List.of(CONSISTENT_VIEW), EnumSet.of(G_NONADJACENT, LOST_UPDATE)),
  REPEATABLE_READ(
      "repeatable-read",
      List.of(READ_COMMITTED),
      EnumSet.of(FRACTURED_READ, G_SINGLE, G_NONADJACENT, G2_ITEM, LOST_UPDATE)),
  SERIALIZABLE("serializable", List.of(SNAPSHOT_ISOLATION, REPEATABLE_READ), EnumSet.of(G2_ITEM)),
  STRONG_SESSION_READ_UNCOMMITTED(
      "strong-session-read-uncommitted", List.of(READ_UNCOMMITTED), EnumSet.of(G0_PROCESS)),
  STRONG_SESSION_READ_COMMITTED(
      "strong-session-read-committed",
      List.of(READ_COMMITTED, STRONG_SESSION_READ_UNCOMMITTED),
      EnumSet.of(G1C_PROCESS)),
  STRONG_SESSION_CONSISTENT_VIEW(
      "strong-session-consistent-view",
      List.of(CONSISTENT_VIEW, STRONG_SESSION_READ_COMMITTED),
      EnumSet.of(G_SINGLE_PROCESS)),
  STRONG_SESSION_SNAPSHOT_ISOLATION(
      "strong-session-snapshot-isolation",
      List.of(SNAPSHOT_ISOLATION, STRONG_SESSION_CONSISTENT_VIEW),
      EnumSet.of(G_NONADJACENT_PROCESS)),
  STRONG_SESSION_SERIALIZABLE(
      "strong-session-serializable",
      List.of(SERIALIZABLE, STRONG_SESSION_SNAPSHOT_ISOLATION),
      EnumSet.of(G2_ITEM_PROCESS)),
  STRONG_READ_UNCOMMITTED(
      "strong-read-uncommitted", List.of(STRONG_SESSION_READ_UNCOMMITTED), EnumSet.of(G0_REALTIME)),
  STRONG_READ_COMMITTED(
      "strong-read-committed",
      List.of(STRONG_SESSION_READ_COMMITTED, STRONG_READ_UNCOMMITTED),
      EnumSet.of(G1C_REALTIME)),
  STRONG_SNAPSHOT_ISOLATION(
      "strong-snapshot-isolation",
      List.of(STRONG_SESSION_SNAPSHOT_ISOLATION, STRONG_READ_COMMITTED),
      EnumSet.of(G_SINGLE_REALTIME, G_NONADJACENT_REALTIME)),
  STRICT_SERIALIZABLE(
      "strict-serializable",
      List.of(STRONG_SESSION_SERIALIZABLE, STRONG_SNAPSHOT_ISOLATION),
      EnumSet.of(G2_ITEM_REALTIME));

  private final String word;
  private final List<Consistency> weaker;
  private final Set<AnomalyKind> forbidden;

  Consistency(String word, List<Consistency> weaker, Set<AnomalyKind> own) {
    this.word = word;
    this.weaker = weaker;
    this.forbidden = EnumSet.copyOf(own);
    weaker.forEach(each -> forbidden.addAll(each.forbidden));
  }

  /** The name used on the command line. */
  public String word() {
    return word;
  }

  /** The model of this name; empty if there is none. Other names of the field are known too. */
  public static Optional<Consistency> of(String name) {
    String canonical =
        switch (name) {
          case "strong-serializable", "strict-1SR", "strong-1SR" -> "strict-serializable";
          case "PL-1" -> "read-uncommitted";
          case "PL-2" -> "read-committed";
          case "PL-2+" -> "consistent-view";
          case "PL-2.99" -> "repeatable-read";
          case "PL-3", "1SR" -> "serializable";
          case "PL-SI" -> "snapshot-isolation";
          default -> name;
        };
    for (Consistency each : values()) {
      if (each.word.equals(canonical)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** All names, for messages. */
  public static List<String> names() {
    return List.of(values()).stream().map(Consistency::word).toList();
  }

  boolean forbids(AnomalyKind kind) {
    return forbidden.contains(kind);
  }

  /** The strongest order that a cycle may count. */
  AnomalyKind.Level level() {
    return reaches(AnomalyKind.Level.REALTIME)
        ? AnomalyKind.Level.REALTIME
        : reaches(AnomalyKind.Level.PROCESS) ? AnomalyKind.Level.PROCESS : AnomalyKind.Level.PLAIN;
  }

  /** The types of edges that lead from what was before to what came later in every order. */
  int certain() {
    return DependencyGraph.WW
        | (forbids(G1C) ? DependencyGraph.WR : 0)
        | (forbids(FRACTURED_READ) ? DependencyGraph.WW_FRACTURED : 0)
        | (forbids(G_SINGLE_REALTIME) ? DependencyGraph.WW_REALTIME : 0)
        | DependencyGraph.PROCESS
        | DependencyGraph.REALTIME;
  }

  /** Whether a cycle may count the order of this level. */
  boolean reaches(AnomalyKind.Level level) {
    return switch (level) {
      case PLAIN -> true;
      case PROCESS -> forbidden.contains(G0_PROCESS);
      case REALTIME -> forbidden.contains(G0_REALTIME);
    };
  }

  /** Whether every model of this strength is one in which transactions have an order. */
  boolean ordered() {
    return forbidden.contains(G2_ITEM) && forbidden.contains(INTERNAL);
  }

  private boolean includes(Consistency other) {
    return this == other || weaker.stream().anyMatch(each -> each.includes(other));
  }

  /** The weakest of these models: none of them includes another. */
  static List<Consistency> weakest(List<Consistency> models) {
    List<Consistency> weakest = new ArrayList<>();
    for (Consistency each : models) {
      if (models.stream().noneMatch(other -> other != each && each.includes(other))) {
        weakest.add(each);
      }
    }
    return weakest;
  }

  /** All models that one of these anomalies breaks. */
  static List<Consistency> broken(Collection<AnomalyKind> anomalies) {
    return List.of(values()).stream()
        .filter(each -> anomalies.stream().anyMatch(each::forbids))
        .toList();
  }
}
