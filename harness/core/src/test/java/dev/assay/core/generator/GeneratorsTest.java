package dev.assay.core.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
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
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
  private static final List<String> NODES = List.of("n1", "n2", "n3");
  private static final Seed SEED = new Seed(42);

  private static Context at(long now, Integer... free) {
    return new Context(now, List.of(free), 6, NODES);
  }

  private static Context idle(long now) {
    return at(now, 0, 1, 2, 3, 4, 5);
  }

  private static Generator counting(String f) {
    return Generators.repeat(SEED, random -> new Operation(f, null, random.nextLong(1000)));
  }

  private static Operation operation(String f) {
    return new Operation(f, null, null);
  }

  private static Next.Emit emit(Generator generator, Context context) {
    Next next = generator.next(context);
    assertThat(next).isInstanceOf(Next.Emit.class);
    return (Next.Emit) next;
  }

  private static Entry entry(EntryType type, int process, String key) {
    return Entry.line(0, type, new Actor.Client(process), "f", null)
        .withTime(0)
        .withOp(0)
        .withKey(key);
  }

  @Test
  void answersTheSameWhenAskedTwice() {
    KeyGenerators keys = keys(5);
    List<Generator> all =
        List.of(
            counting("a"),
            Generators.mix(SEED, List.of(new Weighted(1, counting("a")))),
            Generators.stagger(SEED, 1000, counting("a")),
            Generators.timeLimit(1000, counting("a")),
            Generators.limit(3, counting("a")),
            Generators.phases(counting("a"), counting("b")),
            Generators.eachSlot(counting("a")),
            Generators.eachNode(counting("a")),
            Generators.untilOk(counting("a"), 1, 2),
            Generators.perKey(SEED, 3, keys));
    for (Generator generator : all) {
      Generator current = generator;
      for (int i = 0; i < 3; i++) {
        Next first = current.next(idle(i));
        Next second = current.next(idle(i));
        assertThat(describe(first)).isEqualTo(describe(second));
        if (!(first instanceof Next.Emit emit)) {
          break;
        }
        current = emit.after();
      }
    }
  }

  private static String describe(Next next) {
    return switch (next) {
      case Next.Emit emit -> emit.operation() + " by " + emit.process() + " at " + emit.atNanos();
      case Next.Pending pending -> "pending until " + pending.retryAtNanos();
      case Next.Exhausted _ -> "exhausted";
    };
  }

  private static KeyGenerators keys(long operations) {
    return new KeyGenerators() {
      @Override
      public String key(long number) {
        return "k" + number;
      }

      @Override
      public Generator generator(long number) {
        return Generators.limit(operations, counting("w"));
      }
    };
  }

  @Test
  void isPendingWhileNoProcessIsFree() {
    assertThat(counting("a").next(at(0))).isInstanceOf(Next.Pending.class);
  }

  @Test
  void spreadsOperationsOverTheFreeProcesses() {
    Generator generator = counting("a");
    Set<Integer> processes = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Next.Emit emit = emit(generator, idle(0));
      processes.add(emit.process());
      generator = emit.after();
    }
    assertThat(processes).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void mixesByWeight() {
    Generator generator =
        Generators.mix(
            SEED, List.of(new Weighted(9, counting("often")), new Weighted(1, counting("rare"))));
    int rare = 0;
    for (int i = 0; i < 1000; i++) {
      Next.Emit emit = emit(generator, idle(0));
      rare += emit.operation().f().equals("rare") ? 1 : 0;
      generator = emit.after();
    }
    assertThat(rare).isBetween(60, 140);
  }

  @Test
  void aMixGoesOnWithTheRestWhenAPartIsExhausted() {
    Generator once = Generators.once(operation("once"));
    Generator generator =
        Generators.mix(
            SEED,
            List.of(new Weighted(5, once), new Weighted(1, Generators.limit(3, counting("a")))));
    List<String> seen = drain(generator);
    assertThat(seen).containsExactlyInAnyOrder("once", "a", "a", "a");
  }

  private static List<String> drain(Generator generator) {
    List<String> seen = new ArrayList<>();
    Generator current = generator;
    while (current.next(idle(0)) instanceof Next.Emit emit) {
      seen.add(emit.operation().f());
      current = emit.after();
    }
    assertThat(current.next(idle(0))).isInstanceOf(Next.Exhausted.class);
    return seen;
  }

  @Test
  void staggersOverAllProcessesTogetherAtTheGivenMean() {
    Generator generator = Generators.rate(SEED, 1000, counting("a"));
    long now = 0;
    for (int i = 0; i < 10_000; i++) {
      Next.Emit emit = emit(generator, idle(now));
      assertThat(emit.atNanos() - now).isBetween(0L, 2_000_000L);
      now = emit.atNanos();
      generator = emit.after();
    }
    assertThat(now / 1e9).isBetween(9.7, 10.3);
  }

  @Test
  void keepsTheRateWhenEveryTimerIsALittleLate() {
    Generator generator = Generators.rate(SEED, 1000, counting("a"));
    long now = 0;
    for (int i = 0; i < 10_000; i++) {
      now = emit(generator, idle(now)).atNanos() + 300_000;
      generator = emit(generator, idle(now)).after();
    }
    assertThat(now / 1e9).isBetween(9.5, 10.5);
  }

  @Test
  void doesNotMakeUpForALongPauseWithABurst() {
    Generator generator = Generators.rate(SEED, 1000, counting("a"));
    generator = emit(generator, idle(0)).after();
    long now = 5_000_000_000L;
    int burst = 0;
    while (emit(generator, idle(now)).atNanos() <= now) {
      generator = emit(generator, idle(now)).after();
      burst++;
    }
    assertThat(burst).isLessThan(30);
  }

  @Test
  void countsTheTimeLimitFromTheFirstOperation() {
    Generator generator = Generators.timeLimit(100, counting("a"));
    Next.Emit first = emit(generator, idle(5_000));
    assertThat(emit(first.after(), idle(5_099)).atNanos()).isEqualTo(5_099);
    assertThat(first.after().next(idle(5_100))).isInstanceOf(Next.Exhausted.class);
  }

  @Test
  void theTimeLimitEndsAlsoWhileItsInnerGeneratorIsPending() {
    Generator generator = Generators.timeLimit(100, counting("a"));
    Generator started = emit(generator, idle(0)).after();
    Next pending = started.next(at(50));
    assertThat(pending).isInstanceOf(Next.Pending.class);
    assertThat(((Next.Pending) pending).retryAtNanos()).isEqualTo(100);
    assertThat(started.next(at(100))).isInstanceOf(Next.Exhausted.class);
  }

  @Test
  void aPhaseWaitsUntilTheOneBeforeIsCompleted() {
    Generator generator =
        Generators.phases(Generators.once(operation("a")), Generators.once(operation("b")));
    Next.Emit first = emit(generator, idle(0));
    assertThat(first.after().next(at(0, 1, 2, 3, 4, 5))).isInstanceOf(Next.Pending.class);
    assertThat(emit(first.after(), idle(0)).operation().f()).isEqualTo("b");
  }

  @Test
  void concatDoesNotWait() {
    Generator generator =
        Generators.concat(
            List.of(Generators.once(operation("a")), Generators.once(operation("b"))));
    Next.Emit first = emit(generator, idle(0));
    assertThat(emit(first.after(), at(0, 3)).operation().f()).isEqualTo("b");
  }

  @Test
  void doesEachNodeOnceOnItsOwnSlots() {
    Generator generator = Generators.eachNode(Generators.once(operation("read")));
    Set<Integer> nodes = new HashSet<>();
    while (generator.next(idle(0)) instanceof Next.Emit emit) {
      assertThat(nodes.add(emit.process() % 6 % 3)).isTrue();
      generator = emit.after();
    }
    assertThat(nodes).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void doesEachSlotOnceAlsoAfterProcessesWereRenamed() {
    Generator generator = Generators.eachSlot(Generators.once(operation("read")));
    Context renamed = at(0, 6, 13, 2, 3, 4, 5);
    Set<Integer> processes = new HashSet<>();
    while (generator.next(renamed) instanceof Next.Emit emit) {
      processes.add(emit.process());
      generator = emit.after();
    }
    assertThat(processes).containsExactlyInAnyOrder(6, 13, 2, 3, 4, 5);
  }

  @Test
  void repeatsUntilOkWithGrowingPauses() {
    Generator generator = Generators.untilOk(Generators.once(operation("read")), 10, 30);
    long now = 0;
    List<Long> begun = new ArrayList<>();
    for (int attempt = 0; attempt < 4; attempt++) {
      Next.Emit emit = emit(generator, idle(now));
      begun.add(now);
      assertThat(emit.after().next(idle(now))).isInstanceOf(Next.Pending.class);
      generator = emit.after().update(idle(now), entry(EntryType.FAIL, emit.process(), "k"));
      Next next = generator.next(idle(now));
      now = ((Next.Pending) next).retryAtNanos();
    }
    assertThat(begun).containsExactly(0L, 10L, 30L, 60L);
    Next.Emit last = emit(generator, idle(now));
    Generator done = last.after().update(idle(now), entry(EntryType.OK, last.process(), "k"));
    assertThat(done.next(idle(now))).isInstanceOf(Next.Exhausted.class);
  }

  @Test
  void untilOkEndsAlsoWhenItsOperationsCrash() {
    Generator generator = Generators.untilOk(Generators.once(operation("read")), 10, 10);
    Next.Emit crashed = emit(generator, at(0, 0));
    Generator after = crashed.after().update(at(0, 0), entry(EntryType.INFO, 0, "k"));
    Next.Emit again = emit(after, at(20, 6));
    assertThat(again.process()).isEqualTo(6);
    Generator done = again.after().update(at(21, 6), entry(EntryType.OK, 6, "k"));
    assertThat(done.next(at(22, 6))).isInstanceOf(Next.Exhausted.class);
  }

  @Test
  void givesEachKeySoManyOperationsAndThenTakesAFreshOne() {
    Generator generator = Generators.perKey(SEED, 3, keys(20));
    List<String> used = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      Next.Emit emit = emit(generator, idle(0));
      used.add(String.valueOf(emit.operation().key()));
      generator = emit.after();
    }
    Set<String> early = new HashSet<>(used.subList(0, 20));
    assertThat(early).hasSize(3);
    for (String key : new HashSet<>(used)) {
      assertThat(used.stream().filter(key::equals).count()).isLessThanOrEqualTo(20);
    }
    assertThat(new HashSet<>(used)).hasSizeBetween(30, 33);
  }

  @Test
  void someKeysAreHotterThanOthers() {
    Generator generator = Generators.perKey(SEED, 3, keys(10_000));
    Map<String, Integer> used = new TreeMap<>();
    for (int i = 0; i < 3_000; i++) {
      Next.Emit emit = emit(generator, idle(0));
      used.merge(String.valueOf(emit.operation().key()), 1, Integer::sum);
      generator = emit.after();
    }
    assertThat(used.values()).hasSize(3).allMatch(count -> count > 300);
    assertThat(used.values()).anyMatch(count -> count > 1_500);
  }

  @Test
  void tellsAKeyOnlyOfItsOwnOperations() {
    List<String> told = new ArrayList<>();
    KeyGenerators listening =
        new KeyGenerators() {
          @Override
          public String key(long number) {
            return "k" + number;
          }

          @Override
          public Generator generator(long number) {
            return new Generator() {
              @Override
              public Next next(Context context) {
                return new Next.Pending(Long.MAX_VALUE, this);
              }

              @Override
              public Generator update(Context context, Entry entry) {
                told.add(number + " hears of " + entry.key());
                return this;
              }
            };
          }
        };
    Generator generator = Generators.perKey(SEED, 2, listening);
    for (String key : List.of("k0", "k1", "k7")) {
      generator = generator.update(idle(0), entry(EntryType.OK, 0, key));
    }
    assertThat(told).containsExactly("0 hears of k0", "1 hears of k1");
  }

  @Test
  void sameSeedGivesTheSameOperationsAndAnotherSeedOthers() {
    assertThat(values(new Seed(1))).isEqualTo(values(new Seed(1)));
    assertThat(values(new Seed(1))).isNotEqualTo(values(new Seed(2)));
  }

  private static List<String> values(Seed seed) {
    List<String> seen = new ArrayList<>();
    Generator generator =
        Generators.repeat(seed, random -> new Operation("w", null, random.nextLong()));
    for (int _ : IntStream.range(0, 50).toArray()) {
      Next.Emit emit = emit(generator, idle(0));
      seen.add(emit.operation().toString());
      generator = emit.after();
    }
    return seen;
  }

  @Test
  void refusesSenselessFigures() {
    assertThatThrownBy(() -> Generators.rate(SEED, 0, counting("a"))).hasMessageContaining("rate");
    assertThatThrownBy(() -> Generators.perKey(SEED, 0, keys(1))).hasMessageContaining("key");
    assertThatThrownBy(() -> new Weighted(0, counting("a"))).hasMessageContaining("weight");
  }
}
