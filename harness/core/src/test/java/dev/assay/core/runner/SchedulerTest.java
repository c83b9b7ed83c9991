package dev.assay.core.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final long DEADLINE = 1_000_000_000;
  private static final List<String> NODES = List.of("n1", "n2", "n3");
  private static final Operation READ = new Operation("read", null, null);
  private static final Outcome OK = new Outcome.Ok(null, null);

  private final Lines lines = new Lines();

  /** Keeps what was recorded. */
  private static final class Lines implements Recorder {
    private final List<Entry> entries = new ArrayList<>();
    private long nextOperation;

    @Override
    public long nextOperation() {
      return nextOperation++;
    }

    @Override
    public Entry invoked(OpenOperation open) {
      return entry(EntryType.INVOKE, open, "");
    }

    @Override
    public Entry completed(OpenOperation open, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Ok _ -> entry(EntryType.OK, open, "");
        case Outcome.Fail(String error) -> entry(EntryType.FAIL, open, error);
        case Outcome.Info(String error, @Nullable Object _) -> entry(EntryType.INFO, open, error);
      };
    }

    private Entry entry(EntryType type, OpenOperation open, String error) {
      Actor actor = new Actor.Client(open.process());
      String f = open.operation().f();
      Entry entry =
          new Entry(
              entries.size(),
              0,
              type,
              actor,
              f,
              open.op(),
              null,
              null,
              error,
              open.node(),
              null,
              null);
      entries.add(entry);
      return entry;
    }
  }

  /** Asks without end, and remembers the contexts that it was told of completions in. */
  private record Watchful(List<Context> contexts, List<Entry> told) implements Generator {
    @Override
    public Next next(Context context) {
      return context.free().isEmpty()
          ? new Next.Pending(Long.MAX_VALUE, this)
          : new Next.Emit(READ, context.free().getFirst(), context.nowNanos(), this);
    }

    @Override
    public Generator update(Context context, Entry entry) {
      contexts.add(context);
      told.add(entry);
      return this;
    }
  }

  private Scheduler scheduler(int slots, Generator generator) {
    return new Scheduler(new Scheduler.Settings(slots, 0, NODES, DEADLINE), generator, lines);
  }

  private static Generator reads() {
    return Generators.repeat(new Seed(1), _ -> READ);
  }

  private static OpenOperation invoke(Scheduler scheduler, long now) {
    Step step = scheduler.next(now);
    while (step instanceof Step.Replace) {
      step = scheduler.next(now);
    }
    assertThat(step).isInstanceOf(Step.Invoke.class);
    return ((Step.Invoke) step).open();
  }

  @Test
  void invokesOneOperationForEachFreeSlotAndThenWaitsForTheDeadline() {
    Scheduler scheduler = scheduler(3, reads());
    List<Integer> slots = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      OpenOperation open = invoke(scheduler, 5);
      slots.add(open.slot());
      assertThat(open.node()).isEqualTo(NODES.get(open.slot()));
    }
    assertThat(slots).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(scheduler.next(5)).isEqualTo(new Step.Wait(5 + DEADLINE));
  }

  @Test
  void writesTheInvocationBeforeItHandsOutTheOperation() {
    Scheduler scheduler = scheduler(1, reads());
    OpenOperation open = invoke(scheduler, 0);
    assertThat(lines.entries).hasSize(1);
    assertThat(lines.entries.getFirst().op()).isEqualTo(open.op());
    assertThat(lines.entries.getFirst().type()).isEqualTo(EntryType.INVOKE);
  }

  @Test
  void renamesTheProcessAfterInfoAndKeepsSlotAndNode() {
    Scheduler scheduler = scheduler(5, new Watchful(new ArrayList<>(), new ArrayList<>()));
    OpenOperation first = invoke(scheduler, 0);
    scheduler.completed(1, first.op(), new Outcome.Info("lost"));
    assertThat(scheduler.next(1)).isEqualTo(new Step.Replace(0));
    OpenOperation second = invoke(scheduler, 1);
    assertThat(second.process()).isEqualTo(first.process() + 5);
    assertThat(second.slot()).isEqualTo(first.slot());
    assertThat(second.node()).isEqualTo(first.node());
  }

  @Test
  void keepsTheProcessAfterOkAndAfterFail() {
    Scheduler scheduler = scheduler(1, reads());
    for (Outcome outcome : List.of(OK, new Outcome.Fail("no"), OK)) {
      OpenOperation open = invoke(scheduler, 0);
      assertThat(open.process()).isZero();
      scheduler.completed(0, open.op(), outcome);
    }
  }

  @Test
  void tellsTheGeneratorOfACompletionUnderTheOldProcessNumber() {
    List<Context> contexts = new ArrayList<>();
    List<Entry> told = new ArrayList<>();
    Scheduler scheduler = scheduler(2, new Watchful(contexts, told));
    OpenOperation open = invoke(scheduler, 0);
    assertThat(contexts.getLast().free()).containsExactly(1);
    scheduler.completed(1, open.op(), new Outcome.Info("lost"));
    assertThat(told.getLast().actor()).isEqualTo(new Actor.Client(0));
    assertThat(contexts.getLast().free()).containsExactly(0, 1);
    OpenOperation next = invoke(scheduler, 1);
    assertThat(contexts.getLast().free()).doesNotContain(0);
    assertThat(next.process()).isEqualTo(2);
  }

  @Test
  void givesUpAnOperationAtItsDeadlineAndReplacesItsClient() {
    Scheduler scheduler = scheduler(1, reads());
    OpenOperation open = invoke(scheduler, 0);
    assertThat(scheduler.next(DEADLINE - 1)).isEqualTo(new Step.Wait(DEADLINE));
    assertThat(scheduler.next(DEADLINE)).isEqualTo(new Step.Replace(0));
    Entry info = lines.entries.getLast();
    assertThat(info.type()).isEqualTo(EntryType.INFO);
    assertThat(info.error()).isEqualTo("timeout");
    assertThat(info.op()).isEqualTo(open.op());
  }

  @Test
  void ignoresACompletionThatComesTooLateOrTwice() {
    Scheduler scheduler = scheduler(1, Generators.limit(2, reads()));
    OpenOperation late = invoke(scheduler, 0);
    Step _ = scheduler.next(DEADLINE);
    scheduler.completed(DEADLINE + 1, late.op(), OK);
    assertThat(lines.entries).hasSize(2);
    OpenOperation second = invoke(scheduler, DEADLINE + 2);
    scheduler.completed(DEADLINE + 3, second.op(), OK);
    scheduler.completed(DEADLINE + 4, second.op(), new Outcome.Fail("twice"));
    assertThat(lines.entries).hasSize(4);
    assertThat(scheduler.next(DEADLINE + 5)).isEqualTo(new Step.Finished());
  }

  @Test
  void aSlotThatFailsAgainAndAgainPausesInsteadOfSpinning() {
    Scheduler scheduler = scheduler(1, reads());
    long now = 0;
    int invoked = 0;
    while (now < 10_000_000_000L) {
      switch (scheduler.next(now)) {
        case Step.Invoke(OpenOperation open) -> {
          invoked++;
          scheduler.completed(now, open.op(), new Outcome.Fail("no client"));
        }
        case Step.Wait(long until) -> {
          assertThat(until).isGreaterThan(now);
          now = until;
        }
        case Step.Replace _ -> {}
        case Step.Finished _ -> throw new AssertionError("reads have no end");
      }
    }
    assertThat(invoked).isBetween(30, 60);
  }

  @Test
  void replacesAClientThatOnlyFailsAndUsesANewProcessForTheNewSession() {
    Scheduler scheduler = scheduler(1, reads());
    long now = 0;
    for (int i = 0; i < 10; i++) {
      OpenOperation open = invoke(scheduler, now);
      assertThat(open.process()).isZero();
      scheduler.completed(now, open.op(), new Outcome.Fail("session expired"));
      now += 1_000_000_000;
    }
    assertThat(scheduler.next(now)).isEqualTo(new Step.Replace(0));
    assertThat(invoke(scheduler, now).process()).isEqualTo(1);
  }

  @Test
  void isFinishedOnlyWhenNothingIsOpen() {
    Scheduler scheduler = scheduler(2, Generators.limit(1, reads()));
    OpenOperation open = invoke(scheduler, 0);
    assertThat(scheduler.next(0)).isInstanceOf(Step.Wait.class);
    scheduler.completed(1, open.op(), OK);
    assertThat(scheduler.next(1)).isEqualTo(new Step.Finished());
  }

  @Test
  void asksNothingMoreAfterAStop() {
    Scheduler scheduler = scheduler(2, reads());
    OpenOperation open = invoke(scheduler, 0);
    scheduler.stop();
    assertThat(scheduler.next(1)).isEqualTo(new Step.Wait(DEADLINE));
    scheduler.completed(2, open.op(), OK);
    assertThat(scheduler.next(2)).isEqualTo(new Step.Finished());
  }

  @Test
  void writesWhatIsOpenAsUnknownWhenItIsAbandoned() {
    Scheduler scheduler = scheduler(2, reads());
    OpenOperation _ = invoke(scheduler, 0);
    OpenOperation _ = invoke(scheduler, 0);
    scheduler.abandon(1, "interrupted");
    assertThat(lines.entries).hasSize(4);
    assertThat(lines.entries.subList(2, 4))
        .allMatch(entry -> entry.type() == EntryType.INFO && "interrupted".equals(entry.error()));
  }

  @Test
  void throwsAwayAnAnswerThatLiesInTheFutureAndAsksAgain() {
    Generator staggered = Generators.stagger(new Seed(7), 1_000_000, reads());
    Scheduler scheduler = scheduler(1, staggered);
    OpenOperation first = invoke(scheduler, 0);
    scheduler.completed(1, first.op(), OK);
    Step wait = scheduler.next(1);
    assertThat(wait).isInstanceOf(Step.Wait.class);
    assertThat(scheduler.next(1)).isEqualTo(wait);
    long at = ((Step.Wait) wait).untilNanos();
    assertThat(invoke(scheduler, at).slot()).isZero();
  }

  @Test
  void refusesAProcessThatIsNotFreeAndSaysWhich() {
    Generator wrong =
        new Generator() {
          @Override
          public Next next(Context context) {
            return new Next.Emit(READ, 9, context.nowNanos(), this);
          }
        };
    Scheduler scheduler = scheduler(2, wrong);
    assertThatThrownBy(() -> scheduler.next(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("process 9")
        .hasMessageContaining("[0, 1]");
  }

  @Test
  void doesNotAskAGeneratorThatIsPendingWithoutEnd() {
    Generator pending =
        new Generator() {
          @Override
          public Next next(Context context) {
            return new Next.Pending(context.nowNanos(), this);
          }
        };
    Step step = scheduler(1, pending).next(100);
    assertThat(step).isInstanceOf(Step.Wait.class);
    assertThat(((Step.Wait) step).untilNanos()).isGreaterThan(100);
  }

  /** Whatever happens, an invariant of the table of processes holds. */
  @Test
  void underRandomOutcomesSlotsKeepTheirNodeAndDeadProcessesStayDead() {
    for (long seed = 0; seed < 50; seed++) {
      RandomGenerator random = new Seed(seed).random();
      Lines own = new Lines();
      Scheduler scheduler =
          new Scheduler(new Scheduler.Settings(7, 14, NODES, DEADLINE), reads(), own);
      List<OpenOperation> open = new ArrayList<>();
      Set<Integer> dead = new HashSet<>();
      long now = 0;
      for (int turn = 0; turn < 2_000; turn++) {
        switch (scheduler.next(now)) {
          case Step.Invoke(OpenOperation operation) -> {
            assertThat(operation.process() % 7).as("seed %d", seed).isEqualTo(operation.slot());
            assertThat(operation.node()).isEqualTo(NODES.get(operation.slot() % 3));
            assertThat(dead).as("seed %d", seed).doesNotContain(operation.process());
            open.add(operation);
          }
          case Step.Wait(long until) -> {
            now = random.nextInt(20) == 0 ? until : now + 1_000_000;
            if (!open.isEmpty()) {
              OpenOperation operation = open.remove(random.nextInt(open.size()));
              scheduler.completed(now, operation.op(), randomOutcome(random));
            }
          }
          case Step.Replace _ -> {}
          case Step.Finished _ -> throw new AssertionError("reads have no end");
        }
        Entry last = own.entries.getLast();
        if (last.type() == EntryType.INFO && last.actor() instanceof Actor.Client(int process)) {
          dead.add(process);
        }
      }
      assertThat(dead).as("seed %d", seed).isNotEmpty();
    }
  }

  private static Outcome randomOutcome(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0 -> new Outcome.Info("lost");
      case 1, 2 -> new Outcome.Fail("no");
      default -> OK;
    };
  }
}
