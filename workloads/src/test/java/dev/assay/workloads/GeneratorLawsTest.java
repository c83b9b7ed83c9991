package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Generator.Next;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the generators of bursts, watches and ephemeral nodes ask for. */
class GeneratorLawsTest {
  private static final long SECOND = 1_000_000_000;
  private static final List<String> NODES = List.of("n1", "n2", "n3");
  private static final int SLOTS = 9;
  private static final Seed SEED = new Seed(20_261_121);

  private record Asked(Operation operation, int process, long atNanos) {}

  private static Context context(long now, List<Integer> free) {
    return new Context(now, free, SLOTS, NODES);
  }

  private static List<Integer> all() {
    return IntStream.range(0, SLOTS).boxed().toList();
  }

  private static Next.Emit emit(Generator generator, Context context) {
    Next next = generator.next(context);
    assertThat(next).isInstanceOf(Next.Emit.class);
    return (Next.Emit) next;
  }

  private static Entry entry(
      EntryType type, int process, String f, @Nullable String key, @Nullable Object value) {
    Actor actor = new Actor.Client(process);
    return new Entry(0, 0, type, actor, f, 0, key, value, null, "n1", "0x1", null);
  }

  private static Entry told(int process, String key, String change) {
    return entry(EntryType.EVENT, process, "watch", key, Map.of("change", change));
  }

  /** Asks so often, and each operation succeeds a moment later. */
  private static List<Asked> ask(Generator first, int times) {
    List<Asked> asked = new ArrayList<>();
    Generator generator = first;
    long now = 0;
    while (asked.size() < times) {
      now += SECOND / 100;
      Context context = context(now, all());
      switch (generator.next(context)) {
        case Next.Emit emit -> {
          assertThat(generator.next(context)).isEqualTo(emit);
          Operation operation = emit.operation();
          asked.add(new Asked(operation, emit.process(), now));
          Entry ok =
              entry(
                  EntryType.OK, emit.process(), operation.f(), operation.key(), operation.value());
          generator = emit.after().update(context, ok);
        }
        case Next.Pending(long retryAt, Generator after) -> {
          assertThat(retryAt).isGreaterThan(now);
          generator = after;
        }
        case Next.Exhausted _ -> throw new AssertionError("it has no end");
      }
    }
    return asked;
  }

  private static BurstGenerator bursts() {
    return new BurstGenerator(new Dice(SEED), List.of("k0", "k1", "k2", "k3"), 4);
  }

  private static Generator owners() {
    return EphemeralGenerator.first(new Dice(SEED));
  }

  private static Generator watches() {
    return WatchGenerator.first(new Dice(SEED));
  }

  @Test
  void nobodyIsAskedWhoIsNotFree() {
    for (Generator generator :
        List.of(
            bursts(),
            owners(),
            watches(),
            ElectionGenerator.first(new Dice(SEED), 2),
            MembershipGenerator.first(new Dice(SEED)),
            ConfigGenerator.first(new Dice(SEED)),
            BarrierGenerator.first(new Dice(SEED)))) {
      assertThat(generator.next(context(0, List.of()))).isInstanceOf(Next.Pending.class);
      for (int process : all()) {
        assertThat(emit(generator, context(0, List.of(process))).process()).isEqualTo(process);
      }
    }
  }

  @Test
  void aBurstIsOfThreeToEightRequestsOnAtMostTwoKeysWithAtMostOneMove() {
    Set<Object> written = new HashSet<>();
    Set<Integer> sizes = new HashSet<>();
    int withMove = 0;
    for (Asked asked : ask(bursts(), 2_000)) {
      List<List<?>> steps = steps(asked);
      sizes.add(steps.size());
      assertThat(steps.stream().filter(step -> step.size() > 1 && !isMove(step)).map(s -> s.get(1)))
          .satisfies(keys -> assertThat(new HashSet<>(keys)).hasSizeLessThanOrEqualTo(2));
      long moves = steps.stream().filter(GeneratorLawsTest::isMove).count();
      assertThat(moves).isLessThanOrEqualTo(1);
      withMove += (int) moves;
      for (List<?> step : steps) {
        if (step.getFirst().equals("w")) {
          assertThat(written.add(step.get(2))).as("%s is written once", step.get(2)).isTrue();
        }
      }
    }
    assertThat(sizes).containsExactlyInAnyOrder(3, 4, 5, 6, 7, 8);
    assertThat(withMove).isBetween(400, 800);
    assertThat(written).doesNotContain(0L, 1L, 2L, 3L);
  }

  @Test
  void aMoveWithinABurstCutsOffAWriteToTheKeyThatIsWrittenNext() {
    int within = 0;
    for (Asked asked : ask(bursts(), 1_000)) {
      List<List<?>> steps = steps(asked);
      for (int position = 1; position < steps.size() - 1; position++) {
        if (isMove(steps.get(position))) {
          within++;
          List<?> before = steps.get(position - 1);
          List<?> after = steps.get(position + 1);
          assertThat(List.of(before.getFirst(), after.getFirst())).containsOnly("w");
          assertThat(after.get(1)).isEqualTo(before.get(1));
        }
      }
    }
    assertThat(within).isGreaterThan(50);
  }

  private static List<List<?>> steps(Asked asked) {
    List<List<?>> steps = new ArrayList<>();
    if (asked.operation().value() instanceof List<?> burst) {
      for (Object step : burst) {
        steps.add((List<?>) step);
      }
    }
    return steps;
  }

  private static boolean isMove(List<?> step) {
    return step.getFirst().equals("move");
  }

  @Test
  void whoWasToldOfAChangeLooksAgainFirst() {
    Context context = context(0, all());
    Generator generator =
        watches()
            .update(context, told(4, "k1", "data-changed"))
            .update(context, told(4, "k1", "created"))
            .update(context, told(2, "d1", "children-changed"))
            .update(context, entry(EntryType.EVENT, 3, "session", null, Map.of()));
    Next.Emit first = emit(generator, context);
    assertThat(first.process()).isEqualTo(4);
    assertThat(first.operation()).isEqualTo(new Operation("observe", "k1", null));
    Next.Emit second = emit(first.after(), context);
    assertThat(second.process()).isEqualTo(2);
    assertThat(second.operation()).isEqualTo(new Operation("list", "d1", null));
    assertThat(((WatchGenerator) second.after()).due()).isEmpty();
  }

  @Test
  void whoIsBusyLooksWhenItIsFreeAndWhoIsGoneDoesNot() {
    Context busy = context(0, List.of(0));
    Generator generator = watches().update(busy, told(4, "k1", "data-changed"));
    Next.Emit other = emit(generator, busy);
    assertThat(other.process()).isZero();
    assertThat(emit(other.after(), context(0, all())).process()).isEqualTo(4);
    Generator gone = other.after().update(busy, entry(EntryType.INFO, 4, "observe", "k2", null));
    assertThat(((WatchGenerator) gone).due()).isEmpty();
  }

  @Test
  void someWriteAndOthersObserveOnTheSameNodes() {
    Set<Integer> writers = new HashSet<>();
    Set<Integer> observers = new HashSet<>();
    Set<Object> values = new HashSet<>();
    for (Asked asked : ask(watches(), 2_000)) {
      boolean changes = List.of("write", "add").contains(asked.operation().f());
      (changes ? writers : observers).add(asked.process());
      assertThat(!changes || values.add(String.valueOf(asked.operation().value()))).isTrue();
    }
    assertThat(writers).containsExactlyInAnyOrder(3, 4, 5);
    assertThat(observers).containsExactlyInAnyOrder(0, 1, 2, 6, 7, 8);
  }

  @Test
  void fewClientsDoBoth() {
    Generator generator = watches();
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Next.Emit emit = emit(generator, new Context(0, List.of(0), 1, NODES));
      kinds.add(emit.operation().f());
      generator = emit.after();
    }
    assertThat(kinds).containsExactlyInAnyOrder("write", "observe", "add", "list");
  }

  @Test
  void keysAndFoldersAreGivenUpForFreshOnes() {
    List<Asked> asked = ask(watches(), 2_000);
    List<String> added =
        asked.stream()
            .filter(each -> each.operation().f().equals("add"))
            .map(each -> String.valueOf(each.operation().key()))
            .toList();
    for (String folder : new HashSet<>(added)) {
      assertThat(added.stream().filter(folder::equals).count()).isLessThan(80);
    }
    assertThat(new HashSet<>(added)).hasSizeGreaterThan(5);
  }

  @Test
  void nobodyOwnsMoreThanAFewNodesAndWhoOwnsNoneDoesNotLeave() {
    int[] owned = new int[SLOTS];
    Set<Object> numbers = new HashSet<>();
    Set<String> kinds = new HashSet<>();
    for (Asked asked : ask(owners(), 3_000)) {
      kinds.add(asked.operation().f());
      switch (asked.operation().f()) {
        case "own" -> {
          assertThat(numbers.add(String.valueOf(asked.operation().value()))).isTrue();
          owned[asked.process()]++;
          assertThat(owned[asked.process()]).isLessThanOrEqualTo(EphemeralGenerator.MOST_OWNED);
        }
        case "leave", "die" -> {
          assertThat(owned[asked.process()]).isPositive();
          owned[asked.process()] = 0;
        }
        default -> {}
      }
    }
    assertThat(kinds).containsExactlyInAnyOrder("own", "touch", "leave", "die", "list", "move");
  }

  @Test
  void everyThirdClientIsQuiet() {
    long[] last = new long[SLOTS];
    long[] count = new long[SLOTS];
    long longest = 0;
    for (Asked asked : ask(owners(), 3_000)) {
      int slot = asked.process();
      if (slot % 3 == 2 && count[slot] > 0) {
        longest = Math.max(longest, asked.atNanos() - last[slot]);
      }
      last[slot] = asked.atNanos();
      count[slot]++;
    }
    assertThat(count[2] + count[5] + count[8]).isBetween(20L, 100L);
    assertThat(longest).isGreaterThan(3 * SECOND);
    Generator waits = owners().update(context(0, all()), entry(EntryType.OK, 2, "own", null, 1L));
    assertThat(waits.next(context(0, List.of(2))))
        .isInstanceOfSatisfying(
            Next.Pending.class,
            pending ->
                assertThat(pending.retryAtNanos())
                    .isBetween(1L, EphemeralGenerator.LONGEST_PAUSE_NANOS));
  }

  @Test
  void theSecondListWaitsUntilSessionsMustBeOver() {
    Generator once = Generators.once(new Operation("list", null, null));
    Context begin = context(SECOND, all());
    Next.Emit first = emit(TwiceWithPause.of(once, once), begin);
    Entry connected = entry(EntryType.EVENT, 0, "session", null, Map.of("timeoutMillis", 4_000L));
    assertThat(first.after().next(begin))
        .isInstanceOfSatisfying(
            Next.Pending.class,
            pending -> assertThat(pending.retryAtNanos()).isEqualTo(SECOND * 17 / 2));
    Generator told = first.after().update(begin, connected);
    assertThat(told.next(begin))
        .isInstanceOfSatisfying(
            Next.Pending.class,
            pending -> {
              assertThat(pending.retryAtNanos()).isEqualTo(SECOND * 25 / 2);
              Next.Emit second = emit(pending.after(), context(pending.retryAtNanos(), List.of(3)));
              assertThat(second.process()).isEqualTo(3);
              assertThat(second.after().next(begin)).isInstanceOf(Next.Exhausted.class);
            });
  }

  @Test
  void aRoundOfABarrierEndsAtItsDeadlineThoughOthersNeverCome() {
    Generator generator = BarrierGenerator.first(new Dice(SEED));
    List<Integer> one = List.of(0);
    long now = 0;
    Set<Object> keys = new HashSet<>();
    while (now < 3 * BarrierGenerator.ROUND_NANOS) {
      switch (generator.next(context(now, one))) {
        case Next.Emit emit -> {
          Operation operation = emit.operation();
          keys.add(String.valueOf(operation.key()));
          boolean enters = operation.f().equals("enter");
          assertThat(enters || operation.f().equals("pass")).isTrue();
          EntryType type = enters ? EntryType.OK : EntryType.FAIL;
          Entry done = entry(type, 0, operation.f(), operation.key(), operation.value());
          generator = emit.after().update(context(now, one), done);
          now += SECOND / 100;
        }
        case Next.Pending(long retryAt, Generator after) -> {
          assertThat(retryAt).isBetween(now + 1, now + BarrierGenerator.ROUND_NANOS);
          now = retryAt;
          generator = after;
        }
        case Next.Exhausted _ -> throw new AssertionError("it has no end");
      }
    }
    assertThat(keys).hasSize(3);
  }
}
