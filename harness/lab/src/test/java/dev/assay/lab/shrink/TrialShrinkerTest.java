package dev.assay.lab.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TrialShrinkerTest {
  private static final long SECOND = 1_000_000_000;
  private final List<Form> tried = new ArrayList<>();

  private static PlannedFault fault(int id, String kind, int atSeconds) {
    return new PlannedFault(id, kind, atSeconds * SECOND, 2 * SECOND, Map.of("size", 1L));
  }

  private static Form original() {
    RunSpec spec =
        new RunSpec("reference", "process", 3, "set", List.of(), 10, 0, 30_000, 7, "", Map.of());
    return new Form(
        spec,
        List.of(
            fault(0, "kill", 2),
            fault(1, "pause", 6),
            fault(2, "delay", 10),
            fault(3, "reset", 15),
            fault(4, "partition", 20),
            fault(5, "restart", 26)));
  }

  private static boolean has(Form form, String kind) {
    return form.plan().stream().anyMatch(fault -> fault.kind().equals(kind));
  }

  /** A system that fails under some condition, and answers 100 operations a second at most. */
  private TrialShrinker.Trial trial(Predicate<Form> fails, long shownMillis) {
    return form -> {
      tried.add(form);
      double rate = form.spec().rate() == 0 ? 100 : Math.min(100, form.spec().rate());
      long operations = (long) (rate * form.spec().timeLimitMillis() / 1_000);
      return fails.test(form)
          ? new TrialShrinker.Tried(true, operations, shownMillis)
          : TrialShrinker.Tried.ELSE;
    };
  }

  private TrialShrinker.Shrunk shrink(Predicate<Form> fails, long shownMillis)
      throws IOException, InterruptedException {
    return TrialShrinker.shrink(original(), trial(fails, shownMillis), 2, () -> false);
  }

  @Test
  void oneFaultAndOneClientAreLeftAndNoMoreTimeThanTheyTake()
      throws IOException, InterruptedException {
    TrialShrinker.Shrunk shrunk = shrink(form -> has(form, "reset"), 0);
    Form small = shrunk.smallest();
    assertThat(shrunk.repeated()).isTrue();
    assertThat(shrunk.runs()).isEqualTo(tried.size());
    assertThat(tried.getFirst()).isEqualTo(original());
    assertThat(small.plan()).containsExactly(fault(3, "reset", 1));
    assertThat(small.spec().faults()).containsExactly("reset");
    assertThat(small.spec().concurrency()).isEqualTo(1);
    assertThat(small.spec().timeLimitMillis()).isEqualTo(4_000);
    assertThat(small.spec().rate()).isEqualTo(1);
  }

  @Test
  void whatIsNeededStays() throws IOException, InterruptedException {
    Form small =
        shrink(
                form ->
                    has(form, "kill")
                        && has(form, "partition")
                        && form.spec().concurrency() >= 4
                        && (form.spec().rate() == 0 || form.spec().rate() >= 20),
                0)
            .smallest();
    assertThat(small.plan()).extracting(PlannedFault::kind).containsExactly("kill", "partition");
    assertThat(small.spec().concurrency()).isEqualTo(4);
    assertThat(small.spec().rate()).isEqualTo(33);
    assertThat(small.lastFaultMillis()).isLessThan(small.spec().timeLimitMillis());
  }

  @Test
  void aRunThatNeedsNoFaultLosesThemAll() throws IOException, InterruptedException {
    Form small = shrink(_ -> true, 0).smallest();
    assertThat(small.plan()).isEmpty();
    assertThat(small.spec().timeLimitMillis()).isEqualTo(1_000);
  }

  @Test
  void whatCameAfterTheFailureIsLeftOutFirst() throws IOException, InterruptedException {
    shrink(form -> has(form, "kill") && has(form, "pause"), 9_000);
    assertThat(tried.get(1).plan()).extracting(PlannedFault::kind).containsExactly("kill", "pause");
    assertThat(tried.get(1).spec().timeLimitMillis()).isEqualTo(14_000);
  }

  @Test
  void aFormThatFailsNowAndThenIsTriedAgain() throws IOException, InterruptedException {
    boolean[] now = {false};
    Form small =
        shrink(
                form -> {
                  now[0] = !now[0];
                  return !now[0] && has(form, "delay");
                },
                0)
            .smallest();
    assertThat(small.plan()).extracting(PlannedFault::kind).containsExactly("delay");
  }

  @Test
  void aRunThatDoesNotFailAgainIsTriedAsOftenAsAsked() throws IOException, InterruptedException {
    TrialShrinker.Shrunk shrunk = shrink(_ -> false, 0);
    assertThat(shrunk.repeated()).isFalse();
    assertThat(tried).containsExactly(original(), original());
  }

  @Test
  void whenTheTimeIsOverTheSmallestSoFarIsTheResult() throws IOException, InterruptedException {
    TrialShrinker.Shrunk shrunk =
        TrialShrinker.shrink(
            original(), trial(form -> has(form, "reset"), 0), 2, () -> tried.size() >= 4);
    assertThat(shrunk.runs()).isEqualTo(4);
    assertThat(shrunk.smallest().plan().size()).isLessThan(6);
    TrialShrinker.Shrunk none =
        TrialShrinker.shrink(original(), trial(_ -> true, 0), 2, () -> true);
    assertThat(none).isEqualTo(new TrialShrinker.Shrunk(true, original(), 1));
  }

  @Test
  void noFormIsTriedAgainThatDidNotFail() throws IOException, InterruptedException {
    shrink(form -> has(form, "reset") && form.spec().concurrency() >= 3, 0);
    assertThat(tried)
        .allSatisfy(
            form -> assertThat(tried.stream().filter(form::equals).count()).isLessThanOrEqualTo(2));
  }
}
