package dev.assay.checker.stream;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code durable} of sets, each under its key, whose elements are added once: as the
 * checker of whole histories says it, but that a missing element is told when it is missed, before
 * anybody knows whether it comes back. An element that is added twice makes the answer "unknown".
 */
public final class StreamingSet implements StreamingChecker {
  private static final String NAME = "durable";
  private static final List<String> ANOMALIES =
      List.of("missing", "resurrected", "phantom", "duplicated");

  private final long mostBytes;
  private final OpenOperations operations = new OpenOperations();
  private final Map<String, SetStream> sets = new LinkedHashMap<>();
  private final Set<String> nodes = new TreeSet<>();
  private final Findings findings = new Findings(NAME, ANOMALIES);
  private @Nullable String doubt;
  private long finalPhaseIndex = Long.MAX_VALUE;
  private long reads;
  private long bytes;

  /**
   * Begins.
   *
   * @param mostBytes about how much may be remembered; beyond that the answer is "unknown"
   */
  public StreamingSet(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public void accept(Entry entry) {
    OperationRecord done = operations.accept(entry);
    if (entry.type() == EntryType.EVENT) {
      event(entry);
      return;
    }
    if (doubt != null || !(entry.actor() instanceof Actor.Client)) {
      return;
    }
    try {
      step(entry, done);
    } catch (HistoryException e) {
      doubt = "The history cannot be judged: %s".formatted(e.getMessage());
      sets.clear();
    }
  }

  private void event(Entry entry) {
    if (entry.f().equals(Events.RUN)) {
      nodes.addAll(Events.texts(Events.fields(entry), "nodes"));
    } else if (entry.f().equals(Events.PHASE)
        && Events.FINAL.equals(entry.value())
        && finalPhaseIndex == Long.MAX_VALUE) {
      finalPhaseIndex = entry.index();
    }
  }

  private void step(Entry entry, @Nullable OperationRecord done) {
    Entry invoke = done == null ? entry : done.invoke();
    String key = invoke.key() == null ? "" : invoke.key();
    SetStream set = sets.get(key);
    if (set == null) {
      set = SetStream.durable(key);
      sets.put(key, set);
      bytes += set.openState().bytes();
    }
    if (entry.node() != null) {
      nodes.add(entry.node());
    }
    long before = set.openState().bytes();
    if (done == null) {
      if (!set.begin(invoke)) {
        throw new HistoryException(
            "index %d: element %s%s is added a second time, and streaming needs unique elements"
                .formatted(
                    invoke.index(), EntryJson.valueText(SetStream.element(invoke)), Words.of(key)));
      }
    } else {
      end(set, done);
      Violation violation = set.violation();
      if (violation != null) {
        findings.note(violation.anomaly(), violation::finding);
      }
    }
    bytes += set.openState().bytes() - before;
    if (bytes > mostBytes) {
      throw new HistoryException(
          "index %d: what may still matter needs more than %d MB"
              .formatted(entry.index(), mostBytes >> 20));
    }
  }

  private void end(SetStream set, OperationRecord done) {
    if (done.invoke().f().equals("add")) {
      set.added(done, SetStream.element(done.invoke()));
    } else if (done.outcome() == EntryType.OK) {
      reads++;
      set.read(done, Values.list(Values.completion(done)), done.invoke().index() > finalPhaseIndex);
    } else {
      set.failedRead(done);
    }
  }

  @Override
  public Optional<Guarantee> violation() {
    return findings.none() ? Optional.empty() : Optional.of(findings.invalid(details()));
  }

  @Override
  public Guarantee finish() {
    return findings.conclude(
        details(),
        doubt == null ? gaps() : Optional.of(doubt),
        "All %d acknowledged elements are in the final reads of every node."
            .formatted(acknowledged()));
  }

  private Optional<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (SetStream set : sets.values()) {
      if (set.finalNodes().isEmpty()) {
        gaps.add("no node was read in a final phase");
        continue;
      }
      for (String node : nodes) {
        if (!set.finalNodes().contains(node)) {
          gaps.add("node %s was never read in the final phase".formatted(node));
        }
      }
    }
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    String text = String.join("; ", gaps);
    return Optional.of(Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".");
  }

  private long acknowledged() {
    return sets.values().stream().mapToLong(SetStream::acknowledged).sum();
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new TreeMap<>();
    details.put("acknowledged", acknowledged());
    details.put("reads", reads);
    return details;
  }

  @Override
  public OpenState openState() {
    OpenState state = OpenState.NOTHING;
    for (SetStream set : sets.values()) {
      state = state.plus(set.openState());
    }
    return state.plus(new OpenState(operations.open(), 0, 0, 0));
  }
}
