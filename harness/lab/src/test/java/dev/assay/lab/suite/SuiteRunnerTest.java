package dev.assay.lab.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.exercise.FaultTally;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SuiteRunnerTest {
  private static final long SECOND = 1_000_000_000L;
  private final AtomicLong clock = new AtomicLong();
  private final List<SuiteRun> told = new ArrayList<>();

  @Test
  void runsInOrderAndAnswersForAll() throws InterruptedException {
    List<SuiteRun> runs = runner(3, 1, 60, _ -> Requests.valid()).run();
    assertThat(runs).extracting(SuiteRun::status).containsOnly(Status.VALID).hasSize(3);
    assertThat(told).isEqualTo(runs);
  }

  @Test
  void whatDoesNotFitIntoTheBudgetIsNotRunAndMakesTheSuiteUnknown() throws InterruptedException {
    List<SuiteRun> runs =
        runner(
                5,
                1,
                25,
                _ -> {
                  clock.addAndGet(10 * SECOND);
                  return Requests.valid();
                })
            .run();
    assertThat(runs)
        .extracting(SuiteRun::status)
        .containsExactly(
            Status.VALID, Status.VALID, Status.NOT_RUN, Status.NOT_RUN, Status.NOT_RUN);
    SuiteSummary summary = new SuiteSummary(runs, Waivers.NONE);
    assertThat(summary.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(summary.runs().getFirst().reason()).contains("25s");
    assertThat(told).hasSize(2);
  }

  @Test
  void nothingIsBegunAfterItIsCancelled() throws InterruptedException {
    List<SuiteRunner> self = new ArrayList<>();
    self.add(
        runner(
            3,
            1,
            60,
            _ -> {
              self.getFirst().cancel();
              return new Ended.Broken(Ended.Blame.HARNESS, "the machine goes down");
            }));
    List<SuiteRun> runs = self.getFirst().run();
    assertThat(runs).extracting(SuiteRun::status).containsOnly(Status.NOT_RUN).hasSize(3);
    assertThat(runs).extracting(SuiteRun::reason).containsOnly("The suite was interrupted.");
  }

  @Test
  void severalAtATimeStillAnswerInTheirOrder() throws InterruptedException {
    List<SuiteRun> runs = runner(20, 4, 60, _ -> Requests.valid()).run();
    assertThat(runs.stream().map(run -> run.planned().spec().seed()))
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(Long::valueOf).toList());
    assertThat(told).hasSize(20);
  }

  @Test
  void anExceptionEndsTheSuite() {
    SuiteRunner runner =
        runner(
            2,
            1,
            60,
            _ -> {
              throw new IllegalStateException("disk full");
            });
    assertThatThrownBy(runner::run).hasMessage("disk full");
  }

  @Test
  void aKindThatWasNeverProvenMakesTheSuiteUnknown() {
    SuiteRun run =
        SuiteRun.of(
            Requests.planned("set", 1, "kill", "pause"), Requests.valid("kill"), Waivers.NONE);
    SuiteSummary summary = new SuiteSummary(List.of(run), Waivers.NONE);
    assertThat(summary.kindsNotProven()).containsExactly("pause");
    assertThat(summary.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(summary.reason()).contains("never proven: pause");
  }

  @Test
  void faultsThatNeverBeganAreToldFromThoseThatWereNotProven() {
    FaultTally kills = new FaultTally("kill", 5, 4, 3, 3);
    Judgement judgement =
        new Judgement(
            Verdict.VALID,
            "So it is.",
            List.of(),
            List.of(),
            List.of("kill"),
            List.of(kills),
            List.of());
    Ended ended = new Ended.Judged(judgement, Path.of("run"), "./assay run", 10);
    SuiteRun run = SuiteRun.of(Requests.planned("set", 1, "kill"), ended, Waivers.NONE);
    assertThat(new SuiteSummary(List.of(run), Waivers.NONE).reason())
        .endsWith("proven (3 of 5 faults were, and 1 never began).");
  }

  @Test
  void oneInvalidRunMakesTheSuiteInvalidAndComesFirst() {
    SuiteRun good = SuiteRun.of(Requests.planned("set", 1), Requests.valid(), Waivers.NONE);
    SuiteRun bad =
        SuiteRun.of(Requests.planned("lock", 2), Requests.invalid("durable", "lost"), Waivers.NONE);
    SuiteSummary summary = new SuiteSummary(List.of(good, bad), Waivers.NONE);
    assertThat(summary.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(summary.runs().getFirst()).isEqualTo(bad);
  }

  @Test
  void nothingToRunIsUnknown() {
    assertThat(new SuiteSummary(List.of(), Waivers.NONE).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private SuiteRunner runner(int runs, int threads, long seconds, SuiteRunner.Trial trial) {
    List<Planned> planned =
        IntStream.range(0, runs).mapToObj(seed -> Requests.planned("set", seed)).toList();
    return new SuiteRunner(
        new SuiteRunner.Order(
            planned, threads, seconds * SECOND, seconds + "s", threads == 1 ? SECOND : 0),
        Waivers.NONE,
        trial,
        clock::get,
        told::add);
  }
}
