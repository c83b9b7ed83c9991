package dev.assay.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.Seed;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Plans of every kind that there is, for a cluster that can be looked into. */
class PlanOfAllKindsTest {
  private static final List<String> FIVE = List.of("n1", "n2", "n3", "n4", "n5");
  private static final List<String> MOMENTS = List.of("acked", "led", "renamed");
  private static final List<String> ALL =
      Arrays.stream(Kind.values())
          .filter(kind -> kind.group().isPresent())
          .map(Kind::word)
          .toList();
  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final int SEEDS = 200;

  private static List<PlannedFault> draw(long seed) {
    return Schedule.draw(ALL, FIVE, HALF_A_MINUTE, new Seed(seed), MOMENTS);
  }

  private static Kind kind(PlannedFault fault) {
    return Kind.of(fault.kind()).orElseThrow();
  }

  private static boolean triggered(PlannedFault fault) {
    return fault.parameters().containsKey("trigger");
  }

  @Test
  void everyKindBeginsInTheFirstThirdAndItsFirstFaultWaitsForNothing() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Set<String> early = new HashSet<>();
      for (PlannedFault fault : draw(seed)) {
        if (fault.atNanos() < HALF_A_MINUTE.toNanos() / 3 && early.add(fault.kind())) {
          assertThat(triggered(fault)).as("seed %d: %s", seed, fault).isFalse();
        }
      }
      assertThat(early).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(ALL);
    }
  }

  @Test
  void faultsOfOneTrackDoNotOverlapAndNoneLastsBeyondTheLimit() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Map<Track, Long> ends = new HashMap<>();
      for (PlannedFault fault : draw(seed)) {
        long before = ends.getOrDefault(kind(fault).track(), -1L);
        assertThat(fault.atNanos()).as("seed %d: %s", seed, fault).isGreaterThan(before);
        // One that waits may begin when it should have ended.
        long lasts = (triggered(fault) ? 2 : 1) * fault.durationNanos();
        long end = fault.atNanos() + lasts;
        assertThat(end).as("seed %d: %s", seed, fault).isLessThan(HALF_A_MINUTE.toNanos());
        ends.put(kind(fault).track(), end);
      }
    }
  }

  @Test
  void someFaultsOfSomeKindsWaitForMomentsAndBeginToWhenTheOneBeforeHasEnded() {
    TreeMap<String, Integer> kinds = new TreeMap<>();
    TreeSet<String> moments = new TreeSet<>();
    int plain = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Map<Track, Long> ends = new HashMap<>();
      for (PlannedFault fault : draw(seed)) {
        if (triggered(fault)) {
          assertThat(fault.parameters()).containsKeys("triggerDelayMicros", "hits");
          assertThat((long) fault.parameters().getOrDefault("triggerDelayMicros", -1L))
              .isBetween(0L, 5_000L);
          assertThat(fault.atNanos() - ends.getOrDefault(kind(fault).track(), 0L))
              .as("seed %d: %s", seed, fault)
              .isLessThan(2_000_000);
          kinds.merge(fault.kind(), 1, Integer::sum);
          moments.add(String.valueOf(fault.parameters().get("trigger")));
        } else {
          plain += kind(fault).mayBeTriggered() ? 1 : 0;
        }
        long lasts = (triggered(fault) ? 2 : 1) * fault.durationNanos();
        ends.put(kind(fault).track(), fault.atNanos() + lasts);
      }
    }
    assertThat(kinds)
        .containsOnlyKeys("kill", "partition-one", "partition-oneway", "pause", "power-loss");
    assertThat(moments).containsExactlyElementsOf(MOMENTS);
    assertThat(plain).isGreaterThan(SEEDS * 5);
  }

  @Test
  void whereNothingCanBeLookedIntoNothingWaits() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(Schedule.draw(ALL, FIVE, HALF_A_MINUTE, new Seed(seed)))
          .noneMatch(PlanOfAllKindsTest::triggered);
    }
  }

  @Test
  void atMostOneNodeIsDamagedAndOnlyOfProcessesAndPowerAMajorityIsTaken() {
    Set<Kind> many =
        Set.of(
            Kind.KILL,
            Kind.RESTART,
            Kind.STOP,
            Kind.PAUSE,
            Kind.KILL_ALL,
            Kind.POWER_LOSS,
            Kind.DISK_SLOW);
    for (long seed = 0; seed < SEEDS; seed++) {
      for (PlannedFault fault : draw(seed)) {
        Kind kind = kind(fault);
        int hit = Targets.resolve(fault, kind, FIVE, true, "n1").nodes().size();
        if (kind == Kind.BIT_FLIP || kind == Kind.TRUNCATE || kind == Kind.DISK_ERROR) {
          assertThat(hit).isEqualTo(1);
        } else if ((kind.track() == Track.PROCESS || kind.track() == Track.DISK)
            && !many.contains(kind)
            && !kind.rolls()) {
          assertThat(hit).as("seed %d: %s", seed, fault).isBetween(1, 2);
        }
      }
    }
  }

  @Test
  void whatIsDrawnIsWithinItsBoundsAndReachesThem() {
    TreeMap<String, Long> least = new TreeMap<>();
    TreeMap<String, Long> most = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      for (long seed = 0; seed < 500; seed++) {
        Parameters.draw(kind, FIVE, new Seed(seed).random())
            .forEach((name, value) -> {
              if (value instanceof Long number) {
                least.merge(kind.word() + " " + name, number, Math::min);
                most.merge(kind.word() + " " + name, number, Math::max);
              }
            });
      }
    }
    assertThat(least)
        .containsEntry("power-loss size", 1L)
        .containsEntry("power-loss early", 1L)
        .containsEntry("disk-slow size", 1L)
        .containsEntry("core size", 2L)
        .containsEntry("bit-flip bit", 0L);
    assertThat(most)
        .containsEntry("power-loss size", 5L)
        .containsEntry("power-loss early", 4L)
        .containsEntry("disk-slow size", 5L)
        .containsEntry("core size", 2L)
        .containsEntry("bit-flip bit", 7L);
    assertThat(least.getOrDefault("clock-jump offsetMillis", 0L))
        .isBetween(-3_600_000L, -1_800_000L);
    assertThat(most.getOrDefault("clock-jump offsetMillis", 0L)).isBetween(1_800_000L, 3_600_000L);
    assertThat(least.getOrDefault("clock-drift ratePermille", 0L)).isBetween(900L, 910L);
    assertThat(most.getOrDefault("clock-drift ratePermille", 0L)).isBetween(1_090L, 1_100L);
    assertThat(least.getOrDefault("partition flapMillis", 0L)).isBetween(200L, 220L);
    assertThat(most).doesNotContainKey("isolate-clients flapMillis");
  }

  @Test
  void theCoreComesLastAndAloneAndSaysWithinWhatTime() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<PlannedFault> plan =
          Schedule.draw(
              List.of("core", "kill", "partition", "power-loss"),
              FIVE,
              Duration.ofSeconds(45),
              new Seed(seed),
              MOMENTS);
      PlannedFault core = plan.getLast();
      assertThat(core.kind()).isEqualTo("core");
      assertThat(core.id()).isEqualTo(plan.size() - 1);
      for (PlannedFault fault : plan.subList(0, plan.size() - 1)) {
        assertThat(fault.kind()).isNotEqualTo("core");
        long lasts = (triggered(fault) ? 2 : 1) * fault.durationNanos();
        assertThat(fault.atNanos() + lasts).isLessThan(core.atNanos());
      }
      assertThat(Targets.resolve(core, Kind.CORE, FIVE, true, "").nodes()).hasSize(2);
      long deadline = (long) core.parameters().getOrDefault("deadlineMillis", 0L);
      assertThat(core.durationNanos()).isGreaterThan(deadline * 1_000_000);
      assertThat(core.atNanos() + core.durationNanos()).isLessThan(45_000_000_000L);
    }
  }

  @Test
  void theCoreAloneIsAPlanToo() {
    List<PlannedFault> plan =
        Schedule.draw(List.of("core"), FIVE, Duration.ofSeconds(5), new Seed(1));
    assertThat(plan).singleElement().matches(fault -> fault.kind().equals("core"));
  }

  @Test
  void aCoreThatIsPlannedByHandMustLastLongEnoughToShowProgress() {
    Seed seed = new Seed(3);
    PlannedFault core =
        Schedule.core(
            7, FIVE, Duration.ofSeconds(31), Duration.ofSeconds(11), Duration.ofSeconds(10), seed);
    assertThat(core.id()).isEqualTo(7);
    assertThat(core.parameters())
        .containsEntry("deadlineMillis", 10_000L)
        .containsEntry("size", 2L);
    assertThatThrownBy(() ->
            Schedule.core(
                7, FIVE, Duration.ZERO, Duration.ofSeconds(9), Duration.ofSeconds(10), seed))
        .hasMessage("a core for PT9S, and PT10S to show");
  }
}
