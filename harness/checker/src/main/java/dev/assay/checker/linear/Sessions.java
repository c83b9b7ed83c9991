package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The order within sessions. An operation comes after those of its session that were completed when
 * it was invoked; a session that has several open at once leaves those in no order.
 */
final class Sessions<C> {
  /** The operation's session; without one, the process stands for it. */
  static String sessionOf(OperationRecord operation) {
    String session = operation.session();
    return session != null ? "session " + session : "process " + operation.invoke().actor();
  }

  private Map<String, List<ProblemBuilder.Item<C>>> bySession(List<ProblemBuilder.Item<C>> items) {
    Map<String, List<ProblemBuilder.Item<C>>> sessions = new LinkedHashMap<>();
    for (ProblemBuilder.Item<C> item : items) {
      sessions.computeIfAbsent(sessionOf(item.operation()), _ -> new ArrayList<>()).add(item);
    }
    return sessions;
  }

  /**
   * The same operations, but those that only observe begin as soon as the last operation of their
   * session before them could begin: they may be late, that is, stand further ahead in the order
   * than real time says, though not ahead of their own session.
   */
  List<ProblemBuilder.Item<C>> bringForward(
      List<ProblemBuilder.Item<C>> mandatory, Predicate<ProblemBuilder.Item<C>> observes) {
    List<ProblemBuilder.Item<C>> moved = new ArrayList<>();
    for (List<ProblemBuilder.Item<C>> session : bySession(mandatory).values()) {
      List<ProblemBuilder.Item<C>> completed = sortedByEnd(session);
      Map<OperationRecord, Integer> starts = new HashMap<>();
      int next = 0;
      int earliest = 0;
      for (ProblemBuilder.Item<C> item : session) {
        while (completed.get(next).end() < item.start()) {
          OperationRecord before = completed.get(next).operation();
          earliest = Math.max(earliest, starts.getOrDefault(before, 0));
          next++;
        }
        int start = observes.test(item) ? earliest : item.start();
        starts.put(item.operation(), start);
        moved.add(new ProblemBuilder.Item<>(item.operation(), item.call(), start, item.end()));
      }
    }
    return moved;
  }

  private List<ProblemBuilder.Item<C>> sortedByEnd(List<ProblemBuilder.Item<C>> items) {
    List<ProblemBuilder.Item<C>> sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparingInt(ProblemBuilder.Item::end));
    return sorted;
  }

  /** For each operation the mandatory ones of its session that come right before it. */
  int[][] before(List<ProblemBuilder.Item<C>> all, int mandatory) {
    int[][] before = new int[all.size()][];
    Map<String, List<Integer>> sessions = new LinkedHashMap<>();
    for (int at = 0; at < all.size(); at++) {
      sessions.computeIfAbsent(sessionOf(all.get(at).operation()), _ -> new ArrayList<>()).add(at);
    }
    for (List<Integer> session : sessions.values()) {
      session.sort(Comparator.comparingLong(at -> invoked(all, at)));
      List<Integer> completed = new ArrayList<>(session);
      completed.removeIf(at -> at >= mandatory);
      completed.sort(Comparator.comparingInt(at -> all.get(at).end()));
      chain(all, session, completed, before);
    }
    return before;
  }

  private void chain(
      List<ProblemBuilder.Item<C>> all,
      List<Integer> session,
      List<Integer> completed,
      int[][] before) {
    List<Integer> last = new ArrayList<>();
    int next = 0;
    for (int at : session) {
      long invoked = invoked(all, at);
      long lastInvoked = -1;
      while (next < completed.size() && all.get(completed.get(next)).end() < invoked) {
        last.add(completed.get(next));
        next++;
      }
      for (int each : last) {
        lastInvoked = Math.max(lastInvoked, invoked(all, each));
      }
      long covered = lastInvoked; // What ended before this comes before one that is listed.
      last.removeIf(each -> all.get(each).end() < covered);
      before[at] = last.stream().mapToInt(Integer::intValue).toArray();
      Arrays.sort(before[at]);
    }
  }

  private long invoked(List<ProblemBuilder.Item<C>> all, int at) {
    return all.get(at).operation().invoke().index();
  }
}
