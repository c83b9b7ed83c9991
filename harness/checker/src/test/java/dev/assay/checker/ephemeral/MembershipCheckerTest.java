package dev.assay.checker.ephemeral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.history.Recording;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is different where the nodes are members of groups. */
class MembershipCheckerTest {
  private static final long SEED = 20_261_205;

  /** A member that stays, and one that leaves; both are looked for. */
  private static final String GOOD =
      """
      8 e event  session - {'state':'connected','session':'e','timeoutMillis':2000}
      8 e invoke join    g 1
      8 e ok     join    g 1
      9 f invoke join    g 2
      9 f ok     join    g 2
      9 f invoke leave   -
      9 - ok     leave   -
      8 e invoke members g
      8 e ok     members g [1]
      8 e invoke join    h 3
      8 e ok     join    h 3
      """;

  private static final String QUITS =
      """
      8 e invoke quit g 1
      8 e %s     quit g 1
      """;

  private static final String SHOWS =
      """
      8 e invoke members %s
      8 e ok     members %s %s
      8 e invoke members g
      8 e fail   members g
      8 e invoke join    h 4
      8 e ok     join    h 4
      """;

  private static Guarantee judge(String table) {
    return judge(HistoryTable.of(table));
  }

  private static Guarantee judge(List<Entry> history) {
    return EphemeralChecker.ofMembers().check(history, Limits.DEFAULT).getFirst();
  }

  private static void expect(String anomaly, String table) {
    Guarantee guarantee = judge(GOOD + table);
    assertThat(guarantee.name()).isEqualTo("membership");
    assertThat(guarantee.anomaly()).as(guarantee.reason()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    assertThat(guarantee.verdict()).isEqualTo(anomaly.isEmpty() ? Verdict.VALID : Verdict.INVALID);
  }

  @Test
  void aGroupShowsItsOwnMembersAndNoOthers() {
    expect("", "");
    expect("", SHOWS.formatted("g", "g", "[1]"));
    expect("", SHOWS.formatted("h", "h", "[3]"));
    expect("vanished", SHOWS.formatted("g", "g", "[3]"));
    expect("vanished", SHOWS.formatted("h", "h", "[]"));
  }

  @Test
  void whoHasQuitIsShownNoMoreThoughItsSessionLives() {
    expect("", QUITS.formatted("ok") + SHOWS.formatted("g", "g", "[]"));
    expect("survives", QUITS.formatted("ok") + SHOWS.formatted("g", "g", "[1]"));
    Guarantee guarantee = judge(GOOD + QUITS.formatted("ok") + SHOWS.formatted("g", "g", "[1]"));
    assertThat(guarantee.reason())
        .isEqualTo(
            "Member 1 is in the list by process 8 from 13.0 ms to 14.0 ms, though it had been taken"
                + " away before.");
    assertThat(guarantee.story().getFirst()).startsWith("Let session e join as member 1");
  }

  @Test
  void whoMayHaveQuitIsShownOrNot() {
    for (String shown : new String[] {"[]", "[1]"}) {
      expect("", QUITS.formatted("info") + SHOWS.formatted("g", "g", shown));
    }
    expect("vanished", QUITS.formatted("fail") + SHOWS.formatted("g", "g", "[]"));
    String under =
        """
        7 d invoke members g
        8 e invoke quit g 1
        7 d ok     members g %s
        8 e ok     quit g 1
        8 e invoke join h 4
        8 e ok     join h 4
        """;
    expect("", under.formatted("[]"));
    expect("", under.formatted("[1]"));
  }

  @Test
  void whoLeavesIsShownInNoGroup() {
    String leaves =
        """
        8 e invoke leave -
        8 - ok     leave -
        7 d invoke members h
        7 d ok     members h %s
        """;
    expect("", leaves.formatted("[]"));
    expect("survives", leaves.formatted("[3]"));
  }

  @Test
  void whatGroupsDoNotKnowIsUnknown() {
    assertThat(judge(GOOD + "1 a invoke own g 9").reason())
        .contains("members know die, join, leave, members, quit, not own");
  }

  /** The same history in other words. */
  private static List<Entry> translated(List<Entry> history) {
    List<Entry> translated = new ArrayList<>();
    for (Entry entry : history) {
      String f =
          switch (entry.f()) {
            case "own" -> "join";
            case "list", "touch" -> "members";
            default -> entry.f();
          };
      translated.add(entry.withF(f));
    }
    return translated;
  }

  @Test
  void membersAreJudgedAsNodesAre() {
    int invalid = 0;
    for (long seed = SEED; seed < SEED + 2_000; seed++) {
      Random random = new Random(seed);
      List<Entry> history = new ArrayList<>(EphemeralModel.history(seed, 5 + (int) (seed % 40)));
      history.removeIf(entry -> entry.f().equals("touch"));
      List<Entry> changed = EphemeralModel.spoiled(Recording.renumbered(history), random);
      Guarantee asNodes = new EphemeralChecker().check(changed, Limits.DEFAULT).getFirst();
      Guarantee asMembers = judge(translated(changed));
      assertThat(asMembers.verdict()).as("seed %d", seed).isEqualTo(asNodes.verdict());
      assertThat(asMembers.details()).as("seed %d", seed).isEqualTo(asNodes.details());
      invalid += asNodes.verdict() == Verdict.INVALID ? 1 : 0;
    }
    assertThat(invalid).as("invalid histories").isGreaterThan(300);
  }
}
