package dev.assay.lab.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import dev.assay.server.bug.SeededBug;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HuntRunnerTest {
  private static final long BASE = 1_000;
  private static final Scene SCENE = Scene.of("set", "kill");
  private static final Hunt BUG = Hunt.of(SeededBug.NO_TRUNC, 50, SCENE, Classes.LOST);
  private static final Hunt MASKED =
      Hunt.equivalent(SeededBug.HOLE_ACCEPTED, 20, SCENE, "something makes up for it");
  private static final Twin TWIN = new Twin("twin", "odd", "looks odd", "all", SCENE, 20, true);

  private final List<Long> lookedAt = Collections.synchronizedList(new ArrayList<>());

  @Test
  void theFirstSeedThatIsInvalidIsTheCatch() throws InterruptedException {
    Pursuit end =
        hunted(BUG, spec -> sighting(spec, from(spec, 17) ? Classes.LOST : "")).getFirst();
    assertThat(end.ending(BUG)).isEqualTo(Ending.CAUGHT);
    assertThat(end.runs()).isEqualTo(18);
    assertThat(end.caught()).isNotNull();
    assertThat(lookedAt).contains(BASE + 17).doesNotContain(BASE + 40);
  }

  @Test
  void aBugThatNoSeedOfItsBudgetShowsIsMissed() throws InterruptedException {
    Pursuit end = hunted(BUG, spec -> sighting(spec, "")).getFirst();
    assertThat(end.ending(BUG)).isEqualTo(Ending.MISSED);
    assertThat(end.runs()).isEqualTo(50);
    assertThat(lookedAt).hasSize(50).doesNotContain(BASE + 50);
  }

  @Test
  void theLastSeedOfTheBudgetCounts() throws InterruptedException {
    Pursuit end =
        hunted(BUG, spec -> sighting(spec, from(spec, 49) ? Classes.LOST : "")).getFirst();
    assertThat(end.ending(BUG)).isEqualTo(Ending.CAUGHT);
    assertThat(end.runs()).isEqualTo(50);
  }

  @Test
  void aCatchInAClassThatIsNotDeclaredIsNone() throws InterruptedException {
    Pursuit end =
        hunted(BUG, spec -> sighting(spec, withBug(spec) ? "recovers: late" : "")).getFirst();
    assertThat(end.ending(BUG)).isEqualTo(Ending.OTHER_CLASS);
  }

  @Test
  void aRunThatIsInvalidWithTheBugOffTooProvesNothing() throws InterruptedException {
    Pursuit end = hunted(BUG, spec -> sighting(spec, Classes.LOST)).getFirst();
    assertThat(end.ending(BUG)).isEqualTo(Ending.NOT_CLEAN);
  }

  @Test
  void aBugThatIsDeclaredAsEquivalentMustNotShow() throws InterruptedException {
    assertThat(hunted(MASKED, spec -> sighting(spec, "")).getFirst().ending(MASKED))
        .isEqualTo(Ending.EQUIVALENT);
    assertThat(
            hunted(MASKED, spec -> sighting(spec, from(spec, 19) ? Classes.LOST : ""))
                .getFirst()
                .ending(MASKED))
        .isEqualTo(Ending.NOT_EQUIVALENT);
  }

  @Test
  void aTwinMustNotBeFlaggedNorLeftUnknownTooOften() throws InterruptedException {
    assertThat(hunted(TWIN, spec -> sighting(spec, "")).getFirst().ending(TWIN))
        .isEqualTo(Ending.CLEAN);
    assertThat(
            hunted(TWIN, spec -> sighting(spec, spec.seed() == BASE + 19 ? Classes.LOST : ""))
                .getFirst()
                .ending(TWIN))
        .isEqualTo(Ending.FLAGGED);
    assertThat(hunted(TWIN, spec -> unknown(spec, 5)).getFirst().ending(TWIN))
        .isEqualTo(Ending.CLEAN);
    assertThat(hunted(TWIN, spec -> unknown(spec, 6)).getFirst().ending(TWIN))
        .isEqualTo(Ending.IDLE);
  }

  @Test
  void aRunThatThrowsIsNamedWithItsSeed() throws InterruptedException {
    Pursuit end =
        hunted(
                BUG,
                spec -> {
                  throw new IllegalStateException("no end");
                })
            .getFirst();
    assertThat(end.ending(BUG)).isEqualTo(Ending.BROKEN);
    assertThat(end.fault()).contains("seed 100").contains("no end");
  }

  @Test
  void whatTimeDoesNotAllowIsNotDone() throws InterruptedException {
    AtomicLong clock = new AtomicLong();
    HuntRunner runner =
        new HuntRunner(
            new HuntRunner.Order(List.of(BUG), List.of(BASE), 10),
            spec -> sighting(spec, ""),
            clock::incrementAndGet,
            (_, _) -> {});
    Pursuit end = runner.run().getFirst().pursuits().getFirst();
    assertThat(end.ending(BUG)).isEqualTo(Ending.NOT_DONE);
    assertThat(end.runs()).isLessThan(11);
  }

  @Test
  void aBugMayEscapeFromOneBaseSeedInTwentyAndNotFromTwo() {
    assertThat(new Score(BUG, pursuits(19, 1)).ending()).isEqualTo(Ending.CAUGHT);
    assertThat(new Score(BUG, pursuits(19, 1)).rate()).isEqualTo(0.95);
    assertThat(new Score(BUG, pursuits(18, 2)).ending()).isEqualTo(Ending.MISSED);
    assertThat(new Score(BUG, pursuits(2, 1)).ending()).isEqualTo(Ending.MISSED);
    assertThat(new Score(BUG, List.of()).ending()).isEqualTo(Ending.NOT_DONE);
  }

  @Test
  void theSameSeedGivesTheSameBaseSeedsAndFewerAreTheFirstOfMore() {
    List<Long> three = HuntRunner.Order.from(List.of(BUG), 7, 3, 1).bases();
    assertThat(HuntRunner.Order.from(List.of(BUG), 7, 3, 1).bases()).isEqualTo(three);
    assertThat(HuntRunner.Order.from(List.of(BUG), 7, 2, 1).bases()).isEqualTo(three.subList(0, 2));
    assertThat(HuntRunner.Order.from(List.of(BUG), 8, 3, 1).bases()).isNotEqualTo(three);
    assertThat(three).doesNotHaveDuplicates().allMatch(base -> base >= 0);
  }

  private List<Pursuit> hunted(Quarry quarry, Function<RunSpec, Sighting> look)
      throws InterruptedException {
    lookedAt.clear();
    HuntRunner runner =
        new HuntRunner(
            new HuntRunner.Order(List.of(quarry), List.of(BASE), Long.MAX_VALUE / 2),
            spec -> {
              lookedAt.add(spec.seed());
              return look.apply(spec);
            },
            () -> 0,
            (_, _) -> {});
    List<Score> scores = runner.run();
    assertThat(scores).hasSize(1);
    return scores.getFirst().pursuits();
  }

  private static List<Pursuit> pursuits(int caught, int missed) {
    List<Pursuit> all = new ArrayList<>();
    Sighting seen = sighting(BUG.spec(1), Classes.LOST);
    Sighting clean = sighting(BUG.spec(1), "");
    for (int i = 0; i < caught; i++) {
      all.add(new Pursuit(i, 1, 0, "", seen, clean, true, "", 1, 1));
    }
    for (int i = 0; i < missed; i++) {
      all.add(new Pursuit(i, 50, 0, "", null, null, true, "", 1, 1));
    }
    return all;
  }

  /** With the bug on, invalid from this seed on. */
  private static boolean from(RunSpec spec, int index) {
    return withBug(spec) && spec.seed() >= BASE + index;
  }

  private static boolean withBug(RunSpec spec) {
    return !spec.bug().isEmpty();
  }

  private static Sighting sighting(RunSpec spec, String anomaly) {
    return anomaly.isEmpty()
        ? new Sighting(spec, Verdict.VALID, List.of(), "all is well")
        : new Sighting(spec, Verdict.INVALID, List.of(anomaly), "something is wrong");
  }

  private static Sighting unknown(RunSpec spec, int first) {
    Verdict verdict = spec.seed() < BASE + first ? Verdict.UNKNOWN : Verdict.VALID;
    return new Sighting(spec, verdict, List.of(), "nobody knows");
  }
}
