package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reports of made-up runs, one for each verdict. */
final class Samples {
  static final String HOSTILE =
      "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028\u202egnihton\u0000'\"&";

  private Samples() {}

  static ReportInput valid(int operations) {
    return input(
        SyntheticRun.history(1, operations),
        Verdict.VALID,
        "Every operation on 5 registers fits one order, 7 of 8 faults were proven to be in effect,"
            + " and the cluster served again 250 ms after healing.",
        held());
  }

  static ReportInput unknown(int operations) {
    List<Guarantee> guarantees = new ArrayList<>(held());
    String reason =
        "The fault kind “reset” was asked for once and never proven to be in effect, so the run"
            + " says nothing about it.";
    guarantees.set(3, Guarantee.unknown("exercised", reason));
    return input(SyntheticRun.history(2, operations), Verdict.UNKNOWN, reason, guarantees);
  }

  /** A history in which a read returns a value that was overwritten before it was sent. */
  static ReportInput invalid(int operations) {
    List<Entry> history = SyntheticRun.history(3, operations);
    List<Entry> evidence = new ArrayList<>();
    List<Entry> all = new ArrayList<>();
    List<Entry> inserted = staleRead();
    int next = 0;
    for (Entry line : history) {
      while (next < inserted.size() && inserted.get(next).time() <= line.time()) {
        Entry added = Lines.at(all.size(), inserted.get(next++));
        all.add(added);
        evidence.add(added);
      }
      all.add(Lines.at(all.size(), line));
    }
    List<Guarantee> guarantees = new ArrayList<>(held());
    guarantees.set(
        0,
        Guarantee.invalid(
                "linearizable",
                "stale read",
                "Client 4 read x = 3 although x = 4 had been acknowledged 61 ms before it asked.",
                List.of(
                    "Client 2 wrote x = 3, and the write was acknowledged at 16.412 s.",
                    "Client 7 wrote x = 4; it began after that and was acknowledged at 16.471 s.",
                    "Client 9 tried to set x from 4 to 1; nobody knows whether it took effect.",
                    "Client 4 asked for x at 16.532 s, after all that, and was told 3.",
                    "However x is ordered: 3 was overwritten before the read began, and no"
                        + " operation can have written 3 again."),
                evidence)
            .knowing(
                List.of(
                    KnownThen.after(evidence.get(1), "x is 3"),
                    KnownThen.after(evidence.get(3), "x is 4"),
                    KnownThen.breaks(evidence.get(6), "x cannot be 3"))));
    String reason = "Client 4 read x = 3 from n1 although x = 4 had been acknowledged before.";
    return input(all, Verdict.INVALID, reason, guarantees);
  }

  /** A client was told twice of one change: the evidence is events. */
  static ReportInput toldTwice() {
    Actor client = new Actor.Client(1);
    List<Entry> history =
        new Lines()
            .invoke(0, 0, "write", 1, 5L)
            .complete(20, EntryType.OK, 0, "write", 1, 5L)
            .event(900, client, "changed", Map.of("version", 1L))
            .event(2_000, client, "changed", Map.of("version", 1L))
            .event(2_500, new Actor.Node("n1"), "died", Map.of("provoked", false))
            .invoke(4_000, 1, "read", 2, null)
            .complete(4_100, EntryType.OK, 1, "read", 2, 5L)
            .history();
    List<Entry> evidence = List.of(history.get(1), history.get(2), history.get(3), history.get(4));
    String reason = "Process 1 was told twice of one change.";
    return input(
        history,
        Verdict.INVALID,
        reason,
        List.of(Guarantee.invalid("watches", "twice", reason, List.of(reason), evidence)));
  }

  private static List<Entry> staleRead() {
    return new Lines()
        .invoke(16_402, 2, "write", 900_001, 3L)
        .complete(16_412, EntryType.OK, 2, "write", 900_001, 3L)
        .invoke(16_440, 7, "write", 900_002, 4L)
        .complete(16_471, EntryType.OK, 7, "write", 900_002, 4L)
        .invoke(16_480, 9, "cas", 900_003, List.of(4L, 1L))
        .invoke(16_532, 4, "read", 900_004, null)
        .complete(16_549, EntryType.OK, 4, "read", 900_004, 3L)
        .add(17_080, EntryType.INFO, new Actor.Client(9), "cas", 900_003, null, "timeout")
        .history();
  }

  /** Everywhere a text that would do harm if it were taken for markup. */
  static ReportInput hostile() {
    String bad = HOSTILE;
    List<Entry> history =
        new Lines()
            .event(0, new Actor.Node(bad), "leader", Map.of("epoch", bad))
            .event(1, new Actor.Node(bad), "died", Map.of("provoked", false, "detail", bad))
            .event(2, new Actor.Node(bad), bad, Map.of(bad, bad))
            .nemesis(3, EntryType.INVOKE, bad, 1, Map.of("fault", 0L, "phase", "begin"))
            .nemesis(4, EntryType.INFO, bad, 1, Map.of("fault", 0L, "proof", bad, "proven", true))
            .invoke(5, 0, bad, 2, bad)
            .complete(6, EntryType.OK, 0, bad, 2, List.of(bad, Map.of(bad, bad)))
            .invoke(7, 1, "read", 3, null)
            .add(8, EntryType.INFO, new Actor.Client(1), "read", 3, null, bad)
            .history();
    Guarantee broken =
        Guarantee.invalid(bad, bad, bad, List.of(bad), history)
            .knowing(List.of(KnownThen.breaks(history.getLast(), bad)));
    RunSpec spec =
        new RunSpec(bad, bad, 3, bad, List.of(bad), 2, 0, 1000, -7, bad, Map.of(bad, bad));
    return new ReportInput(
        spec, history, Verdict.INVALID, bad, List.of(broken), bad, Map.of(bad, bad));
  }

  /** The same, with faults that were asked for and were not possible. */
  static ReportInput lacking(ReportInput input, Map<String, String> unavailable) {
    return new ReportInput(
        input.spec(),
        input.history(),
        input.verdict(),
        input.reason(),
        input.guarantees(),
        input.repeatCommand(),
        input.versions(),
        unavailable,
        input.logs(),
        input.messages());
  }

  /** The same, with what stood in the logs and what nodes told each other. */
  static ReportInput with(ReportInput input, List<LogExcerpt> logs, List<NodeMessage> messages) {
    return new ReportInput(
        input.spec(),
        input.history(),
        input.verdict(),
        input.reason(),
        input.guarantees(),
        input.repeatCommand(),
        input.versions(),
        input.unavailable(),
        logs,
        messages);
  }

  private static List<Guarantee> held() {
    return List.of(
        Guarantee.valid(
            "linearizable",
            "Each of 5 registers has an order of its operations that explains every answer.",
            Map.of("keys", 5L, "states", 48_211L, "millis", 312L)),
        Guarantee.valid("durable", "All acknowledged writes were read at the end.", Map.of()),
        Guarantee.valid(
            "recovers", "Served again 250 ms after healing; 10 s were declared.", Map.of()),
        Guarantee.valid(
            "exercised", "Every operation kind succeeded, every fault kind was proven.", Map.of()));
  }

  private static ReportInput input(
      List<Entry> history, Verdict verdict, String reason, List<Guarantee> guarantees) {
    List<String> faults =
        List.of("delay", "kill", "kill-leader", "partition", "partition-leader", "pause", "reset");
    RunSpec spec =
        new RunSpec(
            "reference",
            "process",
            3,
            "register",
            faults,
            SyntheticRun.CLIENTS,
            0,
            30_000,
            4_815_162_342L,
            "",
            Map.of("tickTime", "200", "electionTimeout", "600"));
    return new ReportInput(
        spec,
        history,
        verdict,
        reason,
        guarantees,
        "./assay run --workload register --faults mixed --time-limit 30s --seed 4815162342",
        Map.of("assay", "0.1.0", "java", "25.0.1", "reference", "0.1.0"));
  }
}
