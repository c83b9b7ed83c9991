package dev.assay.checker.exercise;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Judging;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Guarantee {@code progress}: a majority that is alive and connected serves, whatever is wrong with
 * the rest. It is judged by the faults of the kind {@code core}: a minority is dead, everything
 * else is healed. Within the field {@code deadlineMillis} of the fault, counted from the line that
 * proves it to be in effect, some operation must end {@code ok} that was invoked after that line,
 * on a node that is not among those that the fault has killed (its field {@code nodes}; a session
 * that has moved is asked where it is now); else the anomaly is {@code no-progress}. For example,
 * with a deadline of 5 s:
 *
 * <pre>
 *    10.0 s  n3 is proven dead
 *    10.1 s  process 1 invokes a write on n1, with unknown outcome at 14 s
 *    10.2 s  process 2 invokes a read on n2, which fails at 15.1 s
 *    17.0 s  n3 is started again                       no-progress: n1 and n2 did not serve
 * </pre>
 *
 * <p>A fault is not judged when nothing was served, and yet nobody can blame the core: it did not
 * last as long as the deadline, another fault was active meanwhile, nobody asked the core for
 * anything in the first half of the time, or the history ends before it is over. When all faults
 * are like that, the result is unknown; it is valid when none was asked for.
 */
public final class ProgressChecker implements Checker {
  private static final String NAME = "progress";
  private static final long NANOS_PER_MILLI = 1_000_000;

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    return Judging.of(NAME, () -> judge(history));
  }

  /** What one fault says. */
  private sealed interface Said {
    record Served(long millis) implements Said {}

    record Nothing(String why) implements Said {}

    record Stuck(Guarantee guarantee) implements Said {}
  }

  private static Guarantee judge(List<Entry> history) {
    List<FaultLife> faults = FaultLife.all(history);
    List<FaultLife> cores = faults.stream().filter(FaultLife::isCore).toList();
    if (cores.isEmpty() && !FaultTally.kindsAskedFor(history).contains(FaultLife.CORE)) {
      return Guarantee.valid(
          NAME,
          "No fault left a healthy majority alone, so there was nothing to look at.",
          Map.of());
    }
    List<OperationRecord> operations = Operations.ofClients(history);
    Whereabouts whereabouts = Whereabouts.of(history);
    long slowest = -1;
    long judged = 0;
    String why = "no such fault was begun";
    for (FaultLife core : cores) {
      List<OperationRecord> onCore =
          operations.stream().filter(operation -> onCore(operation, core, whereabouts)).toList();
      switch (say(core, faults, onCore, history.getLast())) {
        case Said.Stuck(Guarantee guarantee) -> {
          return guarantee;
        }
        case Said.Nothing(String reason) -> why = reason;
        case Said.Served(long millis) -> {
          judged++;
          slowest = Math.max(slowest, millis);
        }
      }
    }
    if (judged == 0) {
      return Guarantee.unknown(
          NAME,
          "Of %d faults that left a healthy majority alone none can be judged: %s."
              .formatted(cores.size(), why));
    }
    return Guarantee.valid(
        NAME,
        "A healthy majority alone served within %d ms (%d of %d such faults were judged)."
            .formatted(slowest, judged, cores.size()),
        Map.of("millis", slowest, "judged", judged, "faults", (long) cores.size()));
  }

  private static Said say(
      FaultLife core, List<FaultLife> all, List<OperationRecord> operations, Entry last) {
    Entry proven = core.proven();
    if (proven == null || core.deadlineMillis() < 0 || proven.time() < 0) {
      return new Said.Nothing(
          proven == null
              ? "it was never proven"
              : "the history does not say by when it must serve");
    }
    long deadline = proven.time() + core.deadlineMillis() * NANOS_PER_MILLI;
    List<OperationRecord> asked =
        operations.stream()
            .filter(operation -> operation.invoke().index() > proven.index())
            .filter(operation -> operation.invoke().time() <= deadline)
            .toList();
    Optional<Entry> first =
        asked.stream()
            .map(OperationRecord::completion)
            .filter(end -> end != null && end.type() == EntryType.OK && end.time() <= deadline)
            .findFirst();
    if (first.isPresent()) {
      return new Said.Served((first.get().time() - proven.time()) / NANOS_PER_MILLI);
    }
    String excuse = excuse(core, all, asked, last, proven, deadline);
    return excuse.isEmpty() ? new Said.Stuck(stuck(core, proven, asked)) : new Said.Nothing(excuse);
  }

  private static boolean onCore(
      OperationRecord operation, FaultLife core, Whereabouts whereabouts) {
    String node = whereabouts.node(operation.invoke());
    return node != null && !core.dead().contains(node);
  }

  private static String excuse(
      FaultLife core,
      List<FaultLife> all,
      List<OperationRecord> asked,
      Entry last,
      Entry proven,
      long deadline) {
    Entry ending = core.ending();
    if (ending != null && ending.time() < deadline) {
      return "it lasted only %d ms, and %d ms were given"
          .formatted((ending.time() - proven.time()) / NANOS_PER_MILLI, core.deadlineMillis());
    }
    if (last.time() < deadline) {
      return "the history ends before its time was over";
    }
    for (FaultLife other : all) {
      if (!other.equals(core) && other.activeBetween(proven, deadline)) {
        return "the fault %s was active meanwhile".formatted(other.kind());
      }
    }
    long half = (proven.time() + deadline) / 2;
    return asked.stream().anyMatch(operation -> operation.invoke().time() <= half)
        ? ""
        : "nobody asked the majority for anything in time";
  }

  private static Guarantee stuck(FaultLife core, Entry proven, List<OperationRecord> asked) {
    String dead = String.join(", ", core.dead().stream().sorted().toList());
    OperationRecord first = asked.getFirst();
    List<Entry> evidence = new ArrayList<>(List.of(proven));
    evidence.addAll(Finding.lines(first));
    return Guarantee.invalid(
        NAME,
        "no-progress",
        ("With %s dead and all else healed, none of %d operations on the other nodes succeeded"
                + " within %d ms.")
            .formatted(dead, asked.size(), core.deadlineMillis()),
        List.of(
            "Let %s be dead and all else healed, proven at %s.".formatted(dead, proven.moment()),
            "Then let %s ask for %s at %s, and %d more operations follow on living nodes."
                .formatted(
                    Words.who(first), first.invoke().f(), Words.begin(first), asked.size() - 1),
            "However, within %d ms none of them succeeded.".formatted(core.deadlineMillis())),
        evidence);
  }
}
