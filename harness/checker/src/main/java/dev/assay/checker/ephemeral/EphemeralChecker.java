package dev.assay.checker.ephemeral;

import dev.assay.checker.Checker;
import dev.assay.checker.LimitReached;
import dev.assay.checker.Limits;
import dev.assay.checker.Meter;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code ephemerals}: an ephemeral node is there as long as its session lives and no
 * longer, and a session that gives signs of life does not expire. What the operations hold, and
 * what each class of anomaly means, stands in the description of this package.
 *
 * <p>Time grows with the length of the history and of its lists, memory with the number of nodes.
 */
public final class EphemeralChecker implements Checker {
  private static final double EARLY = 0.7;

  /** About what a node costs, and an operation. */
  private static final long NODE_BYTES = 300;

  private static final long OPERATION_BYTES = 100;

  private final Terms terms;

  private EphemeralChecker(Terms terms) {
    this.terms = terms;
  }

  /** Of ephemeral nodes. */
  public EphemeralChecker() {
    this(Terms.NODES);
  }

  /**
   * Guarantee {@code membership}, of groups whose members are ephemeral nodes: {@code join} is
   * {@code own}, {@code members} is {@code list}, each under the group's key, and {@code quit}
   * takes a member away while its session goes on.
   */
  public static EphemeralChecker ofMembers() {
    return new EphemeralChecker(Terms.MEMBERS);
  }

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(terms.guarantee(), () -> new Walk(history, terms, limits).judge());
  }

  /** One check. */
  private static final class Walk {
    private final List<Entry> history;
    private final Meter meter;
    private final Terms terms;
    private final EphemeralFindings findings;
    private final Lives lives;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<OperationRecord> lists = new ArrayList<>();
    private final FinalPhase end;
    private long held;
    private long gone;
    private long expiries;

    private Walk(List<Entry> history, Terms terms, Limits limits) {
      this.history = history;
      this.terms = terms;
      this.findings = new EphemeralFindings(terms);
      this.lives = new Lives(terms);
      this.meter = Meter.start(limits, history.stream().filter(this::isList).count(), "lists");
      this.end = FinalPhase.of(history, lives);
    }

    private boolean isList(Entry entry) {
      return entry.type() == EntryType.OK && entry.f().equals(terms.list());
    }

    private Guarantee judge() {
      try {
        List<OperationRecord> operations = Operations.ofClients(history);
        history.forEach(lives::line);
        operations.forEach(this::collect);
        watchExpiries(operations);
        lookThroughLists();
      } catch (LimitReached e) {
        return findings.none()
            ? Guarantee.unknown(terms.guarantee(), "Not decided: %s.".formatted(e.getMessage()))
            : findings.invalid(details());
      }
      if (!findings.none()) {
        return findings.invalid(details());
      }
      gone = nodes.values().stream().filter(this::lookedForAfterItsEnd).count();
      if (held == 0 || gone == 0) {
        return Guarantee.unknown(terms.guarantee(), vacuous());
      }
      return Guarantee.valid(
          terms.guarantee(),
          ("Each of the %d lists shows the nodes of living sessions, and none of those that had"
                  + " ended (%d nodes of %d sessions).")
              .formatted(lists.size(), nodes.size(), lives.count()),
          details());
    }

    private String vacuous() {
      return "No list was made while %s, so that nothing was exercised (%d nodes, %d lists)."
          .formatted(
              held == 0
                  ? "a session that owned a node was known to live"
                  : "a session that had owned a node was known to have ended",
              nodes.size(),
              lists.size());
    }

    private void collect(OperationRecord operation) {
      Entry invoke = operation.invoke();
      if (!terms.known().contains(invoke.f())) {
        throw new HistoryException(
            "index %d: %ss know %s, not %s"
                .formatted(
                    invoke.index(),
                    terms.noun(),
                    String.join(", ", new TreeSet<>(terms.known())),
                    invoke.f()));
      }
      meter.hold(OPERATION_BYTES);
      lives.operation(operation);
      if (invoke.f().equals(terms.own())) {
        own(operation);
      } else if (invoke.f().equals(terms.drop()) && operation.outcome() != EntryType.FAIL) {
        nodes.computeIfPresent(
            String.valueOf(invoke.value()), (_, node) -> node.dropped(operation));
      } else if (invoke.f().equals(terms.list()) && operation.outcome() == EntryType.OK) {
        lists.add(operation);
      }
    }

    private void own(OperationRecord operation) {
      Object id = operation.invoke().value();
      if (id == null) {
        throw new HistoryException(
            "index %d: %s has no id".formatted(operation.invoke().index(), terms.own()));
      }
      meter.hold(NODE_BYTES);
      Node node = new Node(String.valueOf(id), operation, null);
      Node before = nodes.put(node.id(), node);
      if (before != null) {
        throw new HistoryException(
            "index %d: the id %s was used before".formatted(operation.invoke().index(), id));
      }
    }

    /** In the order of the lines, so that a session's last sign before each expiry is known. */
    private void watchExpiries(List<OperationRecord> operations) {
      Map<Long, OperationRecord> owns = new HashMap<>();
      for (OperationRecord operation : operations) {
        if (operation.invoke().f().equals(terms.own()) && operation.outcome() == EntryType.OK) {
          owns.put(operation.returnIndex(), operation);
        }
      }
      Map<String, OperationRecord> last = new HashMap<>();
      for (Entry entry : history) {
        OperationRecord own = owns.get(entry.index());
        String session = own == null ? null : own.session();
        if (own != null && session != null) {
          last.put(session, own);
        }
        if (Lives.isSession(entry, "expired")) {
          expired(entry, last);
        }
      }
    }

    private void expired(Entry event, Map<String, OperationRecord> last) {
      String session = Lives.named(event);
      OperationRecord own = session == null ? null : last.get(session);
      if (own == null || session == null || own.invoke().time() < 0) {
        return;
      }
      SessionLife life = lives.of(session);
      double passedMillis = (event.time() - own.invoke().time()) / 1e6;
      if (life.timeoutMillis() >= 0) {
        expiries++;
        if (passedMillis < EARLY * life.timeoutMillis()) {
          findings.expiredEarly(life, own, event);
        }
      }
    }

    /**
     * Keeps the nodes that a list may have to show: they are taken up when their acknowledgement
     * has come, and dropped when their session shows no sign of life any more.
     */
    private void lookThroughLists() {
      ArrayDeque<Node> waiting = new ArrayDeque<>();
      nodes.values().stream()
          .filter(node -> node.acknowledged() && node.session() != null)
          .sorted(Comparator.comparingLong(node -> node.own().returnIndex()))
          .forEach(waiting::add);
      List<Node> due = new ArrayList<>();
      for (OperationRecord list : lists) {
        long begun = list.invoke().index();
        while (!waiting.isEmpty() && waiting.getFirst().own().returnIndex() < begun) {
          due.add(waiting.removeFirst());
        }
        due.removeIf(node -> !life(node).livedAfter(begun));
        Set<String> shown = shown(list);
        lookForVanished(list, due, shown);
        lookForSurvivors(list, shown);
        meter.step();
      }
    }

    private void lookForVanished(OperationRecord list, List<Node> due, Set<String> shown) {
      for (Node node : due) {
        SessionLife life = life(node);
        OperationRecord sign = life.lastSign();
        if (sign != null
            && life.livedAfter(list.returnIndex())
            && node.belongsTo(list)
            && node.untouchedAt(list.returnIndex())) {
          held++;
          if (!shown.contains(node.id())) {
            findings.vanished(node, list, sign);
          }
        }
      }
    }

    private SessionLife life(Node node) {
      String session = node.session();
      if (session == null) {
        throw new IllegalArgumentException("nobody knows the session of node " + node.id());
      }
      return lives.of(session);
    }

    private static Set<String> shown(OperationRecord list) {
      Entry completion = list.completion();
      if (completion != null && completion.value() instanceof List<?> ids) {
        Set<String> shown = new LinkedHashSet<>();
        ids.forEach(id -> shown.add(String.valueOf(id)));
        return shown;
      }
      throw new HistoryException(
          "index %d: the value of a list is a list".formatted(list.returnIndex()));
    }

    private void lookForSurvivors(OperationRecord list, Set<String> shown) {
      for (String id : shown) {
        Node node = nodes.get(id);
        if (node == null || !node.belongsTo(list)) {
          continue;
        }
        OperationRecord drop = droppedBefore(node, list);
        OperationRecord left = leftBefore(node, list);
        Entry expired = expiredBefore(node, list);
        if (drop != null) {
          findings.survivesDropping(node, drop, list);
        } else if (left != null) {
          findings.survivesLeaving(node, left, list);
        } else if (expired != null) {
          findings.survivesExpiry(node, expired, list);
        } else {
          end.judge(node, list, findings);
        }
      }
    }

    private static @Nullable OperationRecord droppedBefore(Node node, OperationRecord list) {
      OperationRecord drop = node.drop();
      boolean gone =
          drop != null
              && node.acknowledged()
              && drop.outcome() == EntryType.OK
              && drop.returnIndex() < list.invoke().index();
      return gone ? drop : null;
    }

    private @Nullable OperationRecord leftBefore(Node node, OperationRecord list) {
      String session = node.session();
      OperationRecord left = session == null ? null : lives.of(session).left();
      return left != null && left.returnIndex() < list.invoke().index() ? left : null;
    }

    private @Nullable Entry expiredBefore(Node node, OperationRecord list) {
      String session = node.session();
      Entry expired = session == null ? null : lives.of(session).expired();
      return expired != null && expired.index() < list.invoke().index() ? expired : null;
    }

    private boolean lookedForAfterItsEnd(Node node) {
      if (lists.isEmpty()) {
        return false;
      }
      OperationRecord last = lists.getLast();
      return node.acknowledged() && (leftBefore(node, last) != null || end.reached(node, last));
    }

    private Map<String, Object> details() {
      Map<String, Object> details = new TreeMap<>();
      details.put("nodes", (long) nodes.size());
      details.put("lists", (long) lists.size());
      details.put("sessions", (long) lives.count());
      details.put("sessionsLeft", lives.left());
      details.put("expiriesTimed", expiries);
      details.put("hadToBeThere", held);
      details.put("hadToBeGone", gone);
      return details;
    }
  }
}
