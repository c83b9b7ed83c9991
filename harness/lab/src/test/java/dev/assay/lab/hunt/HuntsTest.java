package dev.assay.lab.hunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.run.RunSpec;
import dev.assay.nemesis.FaultKinds;
import dev.assay.server.bug.SeededBug;
import dev.assay.workloads.Workloads;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HuntsTest {
  private static final int LEAST_TWINS = 15;
  private static final int LEAST_BUGS = 30;

  static List<Quarry> quarries() {
    return Hunts.quarries();
  }

  /** A bug with no catcher fails the build. */
  @ParameterizedTest
  @EnumSource(SeededBug.class)
  void everyBugHasACatcherOrAReasonWhyNobodyCanSeeIt(SeededBug bug) {
    Hunt hunt = Hunts.of(bug);
    assertThat(hunt.isEquivalent() ? hunt.equivalent() : String.join(" ", hunt.declared()))
        .hasSizeGreaterThan(10);
    assertThat(hunt.where().isEmpty()).isEqualTo(hunt.isEquivalent());
    assertThat(hunt.declared()).allMatch(each -> each.matches("[a-z-]+: [a-z-]+"));
  }

  @Test
  void thereAreEnoughBugsAndTwinsAndEachHasItsOwnName() {
    assertThat(Hunts.quarries().stream().map(Quarry::name)).doesNotHaveDuplicates();
    assertThat(Hunts.all().stream().filter(hunt -> !hunt.isEquivalent()))
        .hasSizeGreaterThanOrEqualTo(LEAST_BUGS);
    assertThat(Twins.ALL).hasSizeGreaterThanOrEqualTo(LEAST_TWINS);
  }

  @ParameterizedTest
  @MethodSource("quarries")
  void workloadsFaultsAndSettingsAreThere(Quarry quarry) {
    assertThat(Workloads.names()).contains(quarry.scene().workload());
    assertThat(FaultKinds.known()).containsAll(quarry.scene().faults());
    assertThat(quarry.seeds()).isPositive();
    for (long seed = 0; seed < 5; seed++) {
      RunSpec spec = quarry.spec(seed);
      assertThat(spec.seed()).isEqualTo(seed);
      assertThat(spec.settings()).containsAllEntriesOf(quarry.scene().settings());
      assertThat(spec.nodes()).isIn(quarry.scene().nodes());
      assertThat(quarry.spec(seed)).isEqualTo(spec);
    }
  }

  @Test
  void namesAreFoundAsWordsAndAsConstants() {
    assertThat(Hunts.named(List.of("no-trunc", "NO_TRUNC")))
        .containsExactly(Hunts.of(SeededBug.NO_TRUNC));
    assertThat(Hunts.named(List.of())).isEqualTo(Hunts.quarries());
    assertThatThrownBy(() -> Hunts.named(List.of("no-such-bug")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-bug")
        .hasMessageContaining("no-trunc");
  }

  @Test
  void aBugIsSwitchedOnInItsOwnScenesOnlyAndATwinHasNone() {
    for (Quarry quarry : Hunts.quarries()) {
      Set<String> bugs = Set.of(quarry instanceof Hunt hunt ? hunt.bug().word() : "");
      assertThat(bugs).contains(quarry.spec(1).bug());
    }
  }
}
