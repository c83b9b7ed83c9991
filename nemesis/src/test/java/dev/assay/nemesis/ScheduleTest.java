package dev.assay.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final List<String> MIXED = FaultKinds.expand(List.of("mixed"));
  private static final List<String> THREE = List.of("n1", "n2", "n3");
  private static final List<String> FIVE = List.of("n1", "n2", "n3", "n4", "n5");
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final int SEEDS = 200;

  private static List<PlannedFault> draw(List<String> kinds, Duration limit, long seed) {
    return Schedule.draw(kinds, THREE, limit, new Seed(seed));
  }

  private static Kind kind(PlannedFault fault) {
    return Kind.of(fault.kind()).orElseThrow();
  }

  @Test
  void sameSeedGivesTheSamePlanAndAnotherSeedAnother() {
    assertThat(draw(MIXED, HALF_A_MINUTE, 1)).isEqualTo(draw(MIXED, HALF_A_MINUTE, 1));
    assertThat(draw(MIXED, HALF_A_MINUTE, 1)).isNotEqualTo(draw(MIXED, HALF_A_MINUTE, 2));
  }

  @Test
  void theOrderInWhichKindsAreNamedDoesNotMatter() {
    List<String> reversed = new ArrayList<>(MIXED).reversed();
    assertThat(draw(reversed, HALF_A_MINUTE, 1)).isEqualTo(draw(MIXED, HALF_A_MINUTE, 1));
  }

  @Test
  void everyKindBeginsInTheFirstThirdAndALossOfTheLeaderFirst() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<PlannedFault> plan = draw(MIXED, HALF_A_MINUTE, seed);
      Set<String> early = new HashSet<>();
      plan.stream()
          .filter(fault -> fault.atNanos() < HALF_A_MINUTE.toNanos() / 3)
          .forEach(fault -> early.add(fault.kind()));
      assertThat(early).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(MIXED);
      assertThat(kind(plan.getFirst()).hitsLeader()).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void halfAMinuteOfMixedFaultsIsManyFaultsOfManyKinds() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<PlannedFault> plan = draw(MIXED, HALF_A_MINUTE, seed);
      assertThat(plan.size()).as("seed %d", seed).isBetween(8, 40);
      assertThat(plan.stream().map(PlannedFault::kind).distinct().count())
          .isGreaterThanOrEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 10, 30, 120, 1800})
  void idsFollowTheTimesAndEveryFaultEndsBeforeTheLimit(long seconds) {
    Duration limit = Duration.ofSeconds(seconds);
    for (long seed = 0; seed < SEEDS / 4; seed++) {
      long before = -1;
      List<PlannedFault> plan = draw(MIXED, limit, seed);
      for (int i = 0; i < plan.size(); i++) {
        PlannedFault fault = plan.get(i);
        assertThat(fault.id()).isEqualTo(i);
        assertThat(fault.atNanos()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
        assertThat(fault.durationNanos()).as("seed %d, %s", seed, fault).isPositive();
        assertThat(fault.atNanos() + fault.durationNanos())
            .as("seed %d, %s", seed, fault)
            .isLessThan(limit.toNanos());
        before = fault.atNanos();
      }
    }
  }

  @Test
  void faultsOfOneTrackDoNotOverlap() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Map<Track, PlannedFault> last = new HashMap<>();
      for (PlannedFault fault : draw(MIXED, HALF_A_MINUTE, seed)) {
        PlannedFault before = last.put(kind(fault).track(), fault);
        if (before != null) {
          assertThat(fault.atNanos())
              .as("seed %d: %s and %s", seed, before, fault)
              .isGreaterThan(before.atNanos() + before.durationNanos());
        }
      }
    }
  }

  @Test
  void processesOfOneNodeAMinorityAMajorityAndAllAreHitMostlyOfAMinority() {
    for (Kind kind : List.of(Kind.KILL, Kind.RESTART, Kind.STOP, Kind.PAUSE)) {
      Map<Integer, Integer> sizes = new TreeMap<>();
      for (long seed = 0; seed < SEEDS; seed++) {
        for (PlannedFault fault :
            Schedule.draw(List.of(kind.word()), FIVE, Duration.ofMinutes(2), new Seed(seed))) {
          int size = Targets.resolve(fault, kind, FIVE, true, "n1").nodes().size();
          sizes.merge(size, 1, Integer::sum);
        }
      }
      assertThat(sizes.keySet()).as(kind.word()).containsExactly(1, 2, 3, 5);
      int few = sizes.getOrDefault(1, 0) + sizes.getOrDefault(2, 0);
      assertThat(few)
          .as(kind.word())
          .isGreaterThan(2 * (sizes.getOrDefault(3, 0) + sizes.getOrDefault(5, 0)));
    }
  }

  @Test
  void restartsAndStopsAreAtTimesTheLeaders() {
    for (Kind kind : List.of(Kind.RESTART, Kind.STOP)) {
      long leaders = 0;
      long all = 0;
      for (long seed = 0; seed < SEEDS; seed++) {
        List<PlannedFault> plan = draw(List.of(kind.word()), Duration.ofMinutes(2), seed);
        all += plan.size();
        leaders +=
            plan.stream()
                .filter(fault -> fault.parameters().containsKey(Parameters.LEADER))
                .count();
      }
      assertThat(leaders).as(kind.word()).isBetween(all / 8, all / 2);
    }
  }

  @Test
  void nodesAreUpgradedOnce() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (List<String> words : List.of(List.of("upgrade"), List.of("upgrade", "kill"))) {
        List<PlannedFault> plan = draw(words, Duration.ofMinutes(2), seed);
        assertThat(plan).as("seed %d", seed).filteredOn("kind", "upgrade").hasSize(1);
      }
    }
  }

  @Test
  void oneKindAloneIsDrawnAgainAndAgain() {
    for (String word : MIXED) {
      List<PlannedFault> plan = draw(List.of(word), HALF_A_MINUTE, 5);
      assertThat(plan.size()).as(word).isGreaterThanOrEqualTo(4);
      assertThat(plan).allMatch(fault -> fault.kind().equals(word));
    }
  }

  @Test
  void noKindGivesAnEmptyPlanAndNonsenseIsRefused() {
    assertThat(draw(List.of(), HALF_A_MINUTE, 1)).isEmpty();
    assertThatThrownBy(() -> draw(MIXED, Duration.ZERO, 1)).hasMessageContaining("no plan");
    assertThatThrownBy(() -> draw(List.of("quake"), HALF_A_MINUTE, 1))
        .hasMessageContaining("unknown kind of fault: quake");
  }
}
