package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.judge.OperationTally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A history with what belongs together put together.
 *
 * @param operations what clients did, in the order of their invocations
 * @param faults what the nemesis did, in the order of their beginnings
 * @param events what nobody asked for and does not belong to a client
 * @param clientEvents how many events belong to clients (watches, sessions)
 * @param end the time of the last line, in nanoseconds since the run began
 */
record RunHistory(
    List<Operation> operations,
    List<FaultEpisode> faults,
    List<Entry> events,
    long clientEvents,
    long end) {

  static RunHistory of(List<Entry> history) {
    Pairing clients = new Pairing();
    Pairing nemesis = new Pairing();
    List<Entry> events = new ArrayList<>();
    long clientEvents = 0;
    long end = 0;
    for (Entry entry : history) {
      end = Math.max(end, entry.time());
      boolean client = entry.actor() instanceof Actor.Client;
      if (entry.type() != EntryType.EVENT) {
        (client ? clients : nemesis).add(entry);
      } else if (client) {
        clientEvents++;
      } else {
        events.add(entry);
      }
    }
    List<FaultEpisode> faults = episodes(nemesis.operations());
    return new RunHistory(clients.operations(), faults, events, clientEvents, end);
  }

  /** Puts each invocation and its completion together. */
  static List<Operation> paired(List<Entry> lines) {
    Pairing pairing = new Pairing();
    lines.forEach(pairing::add);
    return pairing.operations();
  }

  /**
   * The operations counted by kind, outcome, and what they saw of faults.
   *
   * @param lines of this history
   */
  List<OperationTally> tallies(List<Entry> lines) {
    return OperationTally.of(
        lines,
        operations.stream()
            .map(each -> new OperationRecord(each.invocation(), each.completion()))
            .toList());
  }

  boolean interrupted() {
    return events.stream().anyMatch(event -> event.f().equals("interrupted"));
  }

  private static List<FaultEpisode> episodes(List<Operation> nemesis) {
    Map<Object, FaultEpisode> byFault = new LinkedHashMap<>();
    for (Operation operation : nemesis) {
      Entry first = operation.invocation();
      Object id = FaultEpisode.field(first, "fault");
      Object key = id == null ? "line " + first.index() : id;
      FaultEpisode known = byFault.get(key);
      if (known == null) {
        long number = id instanceof Number given ? given.longValue() : byFault.size();
        byFault.put(key, new FaultEpisode(number, first.f(), operation, null));
      } else {
        byFault.put(key, new FaultEpisode(known.id(), known.kind(), known.begin(), operation));
      }
    }
    return List.copyOf(byFault.values());
  }

  /** Matches by the operation's id, and by the actor where the recorder gave no id. */
  private static final class Pairing {
    private final List<Entry> invocations = new ArrayList<>();
    private final List<@Nullable Entry> completions = new ArrayList<>();
    private final Map<Object, Integer> open = new HashMap<>();

    void add(Entry entry) {
      Object key = entry.op() >= 0 ? entry.op() : entry.actor();
      Integer begun = entry.type().completes() ? open.remove(key) : null;
      if (begun != null) {
        completions.set(begun, entry);
        return;
      }
      if (entry.type() == EntryType.INVOKE) {
        open.put(key, invocations.size());
      }
      invocations.add(entry);
      completions.add(entry.type().completes() ? entry : null);
    }

    List<Operation> operations() {
      List<Operation> operations = new ArrayList<>(invocations.size());
      for (int i = 0; i < invocations.size(); i++) {
        operations.add(new Operation(invocations.get(i), completions.get(i)));
      }
      return operations;
    }
  }
}
