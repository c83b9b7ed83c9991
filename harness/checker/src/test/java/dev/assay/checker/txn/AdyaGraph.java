package dev.assay.checker.txn;

import dev.assay.checker.history.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The serialization graph of committed transactions, given the order of the versions. */
final class AdyaGraph {
  /** What a cycle may have: besides ww and the order that counts, wr, one rw, several, any. */
  static final int READS = 1;

  static final int ONE_ANTI_DEPENDENCY = 2;
  static final int NONE_ADJACENT = 3;
  static final int ALL = 4;

  private final List<AdyaTransaction> transactions;
  private final boolean lists;
  private final int committed;
  private final Map<String, List<Long>> orders;
  private final boolean[][] ww;
  private final boolean[][] wr;
  private final boolean[][] rw;
  private boolean fractured;
  private boolean dirty;

  /** Which order of transactions counts beside what they depend on. */
  enum Order {
    NONE,
    PROCESS,
    REAL_TIME
  }

  AdyaGraph(
      List<AdyaTransaction> transactions,
      boolean lists,
      int committed,
      Map<String, List<Long>> orders) {
    int count = transactions.size();
    this.transactions = transactions;
    this.lists = lists;
    this.committed = committed;
    this.orders = orders;
    this.ww = new boolean[count][count];
    this.wr = new boolean[count][count];
    this.rw = new boolean[count][count];
    orders.keySet().forEach(this::writes);
    for (int txn = 0; txn < count; txn++) {
      if (in(txn)) {
        reads(txn);
      }
    }
  }

  private boolean in(int txn) {
    return (committed & 1 << txn) != 0;
  }

  /** Who wrote a value; negative if nobody did. */
  private int writer(String key, long value) {
    int writer = -1;
    for (int txn = 0; txn < transactions.size(); txn++) {
      if (transactions.get(txn).writes(key, value)) {
        writer = txn;
      }
    }
    return writer;
  }

  /** The writers of the versions of a key, in their order, of those that are committed. */
  private List<Integer> writers(String key) {
    return orders.getOrDefault(key, List.of()).stream()
        .map(value -> writer(key, value))
        .filter(this::in)
        .toList();
  }

  private void writes(String key) {
    List<Integer> writers = writers(key);
    for (int at = 1; at < writers.size(); at++) {
      ww[writers.get(at - 1)][writers.get(at)] = true;
    }
  }

  /** What a step shows of others' writes; null if it is no first read of its key. */
  private @Nullable List<Long> foreign(int txn, int at) {
    AdyaTransaction transaction = transactions.get(txn);
    AdyaTransaction.Step read = transaction.steps().get(at);
    List<Long> shown = read.shown();
    for (AdyaTransaction.Step before : transaction.steps().subList(0, at)) {
      if (before.key().equals(read.key()) && (!lists || !before.write())) {
        return null;
      }
    }
    if (shown == null) {
      return null;
    }
    List<Long> foreign = new ArrayList<>(shown);
    while (lists && !foreign.isEmpty() && transaction.writes(read.key(), foreign.getLast())) {
      foreign.removeLast();
    }
    return foreign;
  }

  /** The place of the version that a read shows; -1 for that at first, -2 for none. */
  private int place(String key, List<Long> foreign) {
    return foreign.isEmpty()
        ? -1
        : orders.getOrDefault(key, List.of()).contains(foreign.getLast())
            ? orders.getOrDefault(key, List.of()).indexOf(foreign.getLast())
            : -2;
  }

  private void reads(int txn) {
    for (int at = 0; at < transactions.get(txn).steps().size(); at++) {
      AdyaTransaction.Step read = transactions.get(txn).steps().get(at);
      dirty |= isDirty(read, txn);
      List<Long> foreign = foreign(txn, at);
      if (foreign == null) {
        continue;
      }
      int place = place(read.key(), foreign);
      if (place == -2) {
        continue;
      }
      List<Long> order = orders.getOrDefault(read.key(), List.of());
      if (place >= 0 && in(writer(read.key(), order.get(place)))) {
        wr[writer(read.key(), order.get(place))][txn] = true;
        fractured |= missesSome(txn, writer(read.key(), order.get(place)));
      }
      for (int later = place + 1; later < order.size(); later++) {
        int writer = writer(read.key(), order.get(later));
        if (in(writer)) {
          rw[txn][writer] = true;
          break;
        }
      }
    }
  }

  private boolean missesSome(int txn, int writer) {
    for (int at = 0; at < transactions.get(txn).steps().size(); at++) {
      AdyaTransaction.Step read = transactions.get(txn).steps().get(at);
      List<Long> foreign = foreign(txn, at);
      List<Long> order = orders.getOrDefault(read.key(), List.of());
      int place = foreign == null ? order.size() : place(read.key(), foreign);
      boolean own =
          place >= 0 && place < order.size() && writer(read.key(), order.get(place)) == writer;
      for (int later = place + 1;
          place > -2 && !own && writer != txn && later < order.size();
          later++) {
        if (writer(read.key(), order.get(later)) == writer) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a read shows what failed, or what was there in the middle of a transaction. */
  private boolean isDirty(AdyaTransaction.Step read, int txn) {
    List<Long> shown = read.shown() == null ? List.of() : read.shown();
    for (int at = 0; at < shown.size(); at++) {
      int writer = writer(read.key(), shown.get(at));
      if (writer == txn || writer < 0) {
        continue;
      }
      AdyaTransaction transaction = transactions.get(writer);
      AdyaTransaction.Step write = new AdyaTransaction.Step(read.key(), true, shown.get(at), null);
      boolean last = at == shown.size() - 1;
      if (!in(writer) || (last && !transaction.isLastWrite(write))) {
        return true;
      }
    }
    return false;
  }

  boolean dirty() {
    return dirty;
  }

  boolean fractured() {
    return fractured;
  }

  /** Whether a read shows what nobody wrote. */
  boolean phantoms() {
    return transactions.stream()
        .flatMap(each -> each.steps().stream())
        .filter(step -> step.shown() != null)
        .anyMatch(step ->
            Objects.requireNonNull(step.shown()).stream()
                .anyMatch(value -> writer(step.key(), value) < 0));
  }

  /** Whether a transaction disagrees with what it did or saw before. */
  boolean disagrees() {
    for (AdyaTransaction each : transactions) {
      if (each.outcome() == EntryType.OK) {
        for (int at = 0; at < each.steps().size(); at++) {
          if (each.steps().get(at).shown() != null && disagrees(each.steps(), at)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean disagrees(List<AdyaTransaction.Step> steps, int at) {
    List<Long> expected = new ArrayList<>();
    boolean whole = false;
    for (AdyaTransaction.Step before : steps.subList(0, at)) {
      if (before.key().equals(steps.get(at).key())) {
        if (!lists || !before.write()) {
          expected.clear();
          whole = true;
        }
        expected.addAll(
            before.write() ? List.of(before.value()) : Objects.requireNonNull(before.shown()));
      }
    }
    List<Long> shown = Objects.requireNonNull(steps.get(at).shown());
    for (AdyaTransaction.Step later : steps.subList(at, steps.size())) {
      if (later.write()
          && later.key().equals(steps.get(at).key())
          && shown.contains(later.value())) {
        return true;
      }
    }
    return whole
        ? !shown.equals(expected)
        : shown.size() < expected.size()
            || !shown.subList(shown.size() - expected.size(), shown.size()).equals(expected);
  }

  /** Whether there is a cycle of ww edges and the order, and what else it may have. */
  boolean cycle(Order order, int may) {
    for (int start = 0; start < transactions.size(); start++) {
      if (in(start) && walk(order, may, start, start, 1 << start, new ArrayList<>())) {
        return true;
      }
    }
    return false;
  }

  private boolean walk(
      Order order, int may, int start, int at, int passed, List<Boolean> antiDependencies) {
    for (int next = start; next < transactions.size(); next++) {
      boolean depends =
          ww[at][next] || (may >= READS && wr[at][next]) || (in(next) && before(order, at, next));
      boolean anti = may > READS && rw[at][next];
      if (next == at || (!depends && !anti)) {
        continue;
      }
      antiDependencies.add(!depends);
      if (next == start
          ? counts(may, antiDependencies)
          : (passed & 1 << next) == 0
              && walk(order, may, start, next, passed | 1 << next, antiDependencies)) {
        return true;
      }
      antiDependencies.removeLast();
    }
    return false;
  }

  private static boolean counts(int may, List<Boolean> antiDependencies) {
    if (may == ONE_ANTI_DEPENDENCY) {
      return antiDependencies.stream().filter(anti -> anti).count() <= 1;
    }
    for (int at = 0; may == NONE_ADJACENT && at < antiDependencies.size(); at++) {
      int next = (at + 1) % antiDependencies.size();
      if (next != at && antiDependencies.get(at) && antiDependencies.get(next)) {
        return false;
      }
    }
    return true;
  }

  private boolean before(Order order, int first, int second) {
    AdyaTransaction one = transactions.get(first);
    AdyaTransaction other = transactions.get(second);
    return order != Order.NONE
        && one.end() < other.begin()
        && (order == Order.REAL_TIME || one.process().equals(other.process()));
  }
}
