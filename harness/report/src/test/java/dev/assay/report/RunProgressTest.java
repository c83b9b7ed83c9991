package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.EntryType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunProgressTest {
  @Test
  void tellsRateLatencyFaultsLeaderAndOpenOperationsOfTheLastSeconds() {
    RunProgress progress = new RunProgress();
    new Lines()
        .event(0, new Actor.Node("n2"), "leader", Map.of("epoch", 1L))
        .invoke(100, 0, "read", 1, null)
        .complete(900, EntryType.OK, 0, "read", 1, 3L)
        .invoke(9_000, 0, "read", 2, null)
        .complete(9_010, EntryType.OK, 0, "read", 2, 3L)
        .nemesis(9_100, EntryType.INVOKE, "kill", 3, Map.of("fault", 0L, "phase", "begin"))
        .nemesis(9_200, EntryType.INFO, "kill", 3, Map.of("fault", 0L, "applied", true))
        .invoke(9_500, 1, "write", 4, 1L)
        .complete(10_000, EntryType.FAIL, 2, "write", 5, 1L)
        .history()
        .forEach(progress::seen);
    RunProgress.Now now = progress.now();
    assertThat(now.ok()).isEqualTo(2);
    assertThat(now.fail()).isEqualTo(1);
    assertThat(now.rate()).isEqualTo(0.2);
    assertThat(now.p50()).isEqualTo(10_000);
    assertThat(now.open()).isEqualTo(1);
    assertThat(now.oldestOpen()).isEqualTo(500_000);
    assertThat(now.leader()).isEqualTo("n2");
    assertThat(now.faults()).containsExactly("kill");
  }

  @Test
  void aDeadNodeIsNotTheLeader() {
    RunProgress progress = new RunProgress();
    Lines lines =
        new Lines()
            .event(0, new Actor.Node("n2"), "leader", Map.of("epoch", 1L))
            .event(10, new Actor.Node("n1"), "died", Map.of("provoked", true));
    lines.history().forEach(progress::seen);
    assertThat(progress.now().leader()).isEqualTo("n2");
    lines.event(20, new Actor.Node("n2"), "died", Map.of("provoked", true));
    progress.seen(lines.history().getLast());
    assertThat(progress.now().leader()).isEmpty();
  }

  @Test
  void drawsItsCourseFromTheBegin() {
    Course course = new Course();
    course.ok(100_000_000);
    course.faults(600_000_000, true);
    course.other(1_100_000_000);
    course.faults(1_600_000_000, false);
    course.ok(2_400_000_000L);
    assertThat(course.shape())
        .isEqualTo(
            new Course.Shape(
                0.5, List.of(1L, 0L, 0L, 0L, 1L), List.of(0L, 0L, 1L, 0L, 0L), List.of(1, 2, 3)));
  }

  @Test
  void twoStretchesBecomeOneWhenThereAreTooMany() {
    Course course = new Course();
    for (int second = 0; second < 100_000; second++) {
      course.faults(second * 1_000_000_000L, second % 10_000 < 1_000);
      course.ok(second * 1_000_000_000L);
    }
    Course.Shape shape = course.shape();
    assertThat(shape.seconds()).isEqualTo(512);
    assertThat(shape.ok()).hasSize(196).startsWith(512L, 512L).endsWith(100_000L - 195 * 512);
    assertThat(shape.faults()).startsWith(0, 1, 19, 20, 21, 39);
  }
}
