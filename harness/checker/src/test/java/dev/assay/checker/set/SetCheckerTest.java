package dev.assay.checker.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of a set. */
class SetCheckerTest {
  private final List<Entry> entries = new ArrayList<>();

  private void line(
      EntryType type, Actor actor, String f, @Nullable Object value, @Nullable String node) {
    long index = entries.size();
    entries.add(
        Entry.line(index, type, actor, f, value).withTime(index * 1_000_000).withNode(node));
  }

  private SetCheckerTest add(long element, EntryType outcome) {
    line(EntryType.INVOKE, new Actor.Client(1), "add", element, "n1");
    line(outcome, new Actor.Client(1), "add", element, "n1");
    return this;
  }

  private SetCheckerTest read(String node, Long... elements) {
    line(EntryType.INVOKE, new Actor.Client(2), "read", null, node);
    line(EntryType.OK, new Actor.Client(2), "read", List.of((Object[]) elements), node);
    return this;
  }

  private SetCheckerTest event(String f, Object value) {
    line(EntryType.EVENT, new Actor.Nemesis(), f, value, null);
    return this;
  }

  private SetCheckerTest finalPhase() {
    return event("phase", "final");
  }

  private Guarantee judge() {
    return new SetChecker().check(entries, Limits.DEFAULT).getFirst();
  }

  private void expect(String anomaly, String... words) {
    Guarantee guarantee = judge();
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
    assertThat(guarantee.verdict()).isEqualTo(Verdict.INVALID);
    for (String word : words) {
      assertThat(guarantee.reason()).contains(word);
    }
    assertThat(guarantee.evidence()).isNotEmpty();
    assertThat(guarantee.story()).isNotEmpty();
  }

  @Test
  void isValidWhenEveryNodeShowsAll() {
    add(1, EntryType.OK).add(2, EntryType.INFO).add(3, EntryType.FAIL).read("n1", 1L);
    finalPhase().read("n1", 2L, 1L).read("n2", 1L);
    assertThat(judge().verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judge().anomaly()).isEqualTo("lost"); // Element 2 was seen before.
    entries.clear();
    add(1, EntryType.OK).add(2, EntryType.INFO).add(3, EntryType.FAIL).read("n1", 1L);
    finalPhase().read("n1", 2L, 1L).read("n2", 1L, 2L);
    assertThat(judge().verdict()).isEqualTo(Verdict.VALID);
    assertThat(judge().details()).containsEntry("acknowledged", 1L).containsEntry("reads", 3L);
  }

  @Test
  void whatWasSeenBeforeItWasAddedAgainComesFromTheAddThatFailed() {
    add(1, EntryType.FAIL).read("n1", 1L).add(1, EntryType.OK);
    finalPhase().read("n1", 1L);
    expect("resurrected", "Element 1, whose add had failed, is shown by");
  }

  @Test
  void anAcknowledgedElementThatOneNodeDoesNotShowIsLost() {
    add(1, EntryType.OK).add(2, EntryType.OK);
    finalPhase().read("n1", 1L, 2L).read("n2", 1L);
    expect("lost", "Element 2", "acknowledged", "on n2");
    assertThat(judge().story().toString()).contains("Let process 1 on n1 add element 2 at 2.0 ms");
  }

  @Test
  void anElementThatNobodyAcknowledgedMayBeMissing() {
    add(1, EntryType.INFO).add(2, EntryType.FAIL);
    finalPhase().read("n1");
    assertThat(judge().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void anElementThatIsMissingAndComesBackIsStale() {
    add(1, EntryType.OK).read("n1").read("n1", 1L);
    finalPhase().read("n1", 1L);
    expect("stale", "Element 1", "comes back");
  }

  @Test
  void anElementThatIsMissingBesideOthersAndComesBackIsStale() {
    add(1, EntryType.OK);
    add(2, EntryType.OK);
    read("n1", 2L).read("n1", 1L, 2L);
    finalPhase().read("n1", 1L, 2L);
    expect("stale", "Element 1", "comes back");
  }

  @Test
  void aReadThatBeganBeforeTheAcknowledgementNeedNotShowIt() {
    line(EntryType.INVOKE, new Actor.Client(2), "read", null, "n1");
    add(1, EntryType.OK);
    line(EntryType.OK, new Actor.Client(2), "read", List.of(), "n1");
    finalPhase().read("n1", 1L);
    assertThat(judge().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void anElementThatComesTwiceIsDuplicated() {
    add(1, EntryType.OK);
    finalPhase().read("n1", 1L, 1L);
    expect("duplicated", "Element 1 comes twice");
  }

  @Test
  void anElementThatNobodyAddedIsAPhantom() {
    add(1, EntryType.OK);
    finalPhase().read("n1", 1L, 7L);
    expect("phantom", "Element 7", "nobody had added it");
  }

  @Test
  void anElementReadBeforeItsAddBeganIsAPhantom() {
    read("n1", 1L).add(1, EntryType.OK);
    finalPhase().read("n1", 1L);
    expect("phantom");
  }

  @Test
  void anElementWhoseAddFailedMustNotAppear() {
    add(1, EntryType.FAIL);
    finalPhase().read("n1", 1L);
    expect("resurrected", "whose add had failed");
  }

  @Test
  void theWorstIsToldFirstAndAllAreCounted() {
    add(1, EntryType.OK).add(2, EntryType.OK).add(3, EntryType.OK);
    finalPhase().read("n1", 3L, 3L, 9L);
    expect("lost", "and 1 more like it");
    assertThat(judge().details())
        .containsAllEntriesOf(Map.of("lost", 2L, "duplicated", 1L, "phantom", 1L));
  }

  @Test
  void withoutFinalReadsOfEveryNodeItIsUnknown() {
    add(1, EntryType.OK).read("n1", 1L);
    assertThat(judge().verdict()).isEqualTo(Verdict.UNKNOWN);
    finalPhase();
    assertThat(judge().reason()).contains("No node was read in a final phase");
    read("n1", 1L);
    assertThat(judge().verdict()).isEqualTo(Verdict.VALID);
    entries.clear();
    event("run", Map.of("nodes", List.of("n1", "n2"))).add(1, EntryType.OK);
    finalPhase().read("n1", 1L);
    assertThat(judge().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge().reason()).contains("Node n2 was never read");
  }

  @Test
  void aLossThatIsSeenBeforeTheHistoryEndsEarlyStaysInvalid() {
    add(1, EntryType.OK).read("n1");
    expect("lost");
  }

  @Test
  void refusesWhatIsNoSet() {
    line(EntryType.INVOKE, new Actor.Client(1), "remove", 1L, "n1");
    assertThat(judge().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge().reason()).contains("index 0: a set knows add and read, not remove");
    entries.clear();
    line(EntryType.INVOKE, new Actor.Client(1), "read", null, "n1");
    line(EntryType.OK, new Actor.Client(1), "read", 1L, "n1");
    assertThat(judge().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judge().reason()).contains("index 1");
  }

  @Test
  void givesUpWhenTheMemoryIsUsedUpAndSaysHowFarItCame() {
    for (long element = 0; element < 10; element++) {
      add(element, EntryType.OK);
    }
    read("n1", 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    finalPhase().read("n1", 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(judge().verdict()).isEqualTo(Verdict.VALID);
    Guarantee guarantee = new SetChecker().check(entries, new Limits(60_000, 3_000)).getFirst();
    assertThat(guarantee.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(guarantee.reason())
        .isEqualTo("Not all reads were compared: the memory was used up after 1 of 2 reads.");
  }
}
