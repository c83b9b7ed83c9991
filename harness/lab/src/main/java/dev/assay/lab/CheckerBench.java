package dev.assay.lab;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.formats.HistoryFiles;
import dev.assay.checker.formats.HistoryFormat;
import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.HistoryGenerator;
import dev.assay.checker.generate.HistorySettings;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.ReadHistory;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.CounterModel;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.HintSpoiler;
import dev.assay.checker.model.KeyValueModel;
import dev.assay.checker.model.KeyValueStoreModel;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.model.ZnodeModel;
import dev.assay.checker.txn.Consistency;
import dev.assay.checker.txn.TxnChecker;
import dev.assay.checker.txn.TxnHistory;
import dev.assay.checker.verdict.Verdict;
import dev.assay.checker.zones.RegisterGenerator;
import dev.assay.checker.zones.RegisterHistory;
import dev.assay.checker.zones.Zones;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast the checkers are, on histories made from a seed and on recorded ones, in memory, after
 * warm-up, on one thread. A check that does not come to the verdict that is known ends the
 * benchmark.
 */
public final class CheckerBench {
  private static final Limits LIMITS = new Limits(120_000, 1L << 30);
  private static final int WARM_UP = 2;
  private static final int MANY_WARM_UP = 30;

  private final Settings settings;
  private final LongSupplier clock;

  private CheckerBench(Settings settings, LongSupplier clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What to measure.
   *
   * @param seed where the histories come from
   * @param scale by what the sizes of the large histories are divided; 1 for all of it
   * @param rounds how often each is measured
   * @param recorded a folder with {@code etcd-logs} and {@code kv}; null for none
   */
  public record Settings(long seed, int scale, int rounds, @Nullable Path recorded) {
    public Settings {
      if (scale < 1 || rounds < 1) {
        throw new IllegalArgumentException(
            "no benchmark of %d rounds at a scale of 1/%d".formatted(rounds, scale));
      }
    }
  }

  /**
   * What was measured of one check.
   *
   * @param name what was checked
   * @param wallMillis the time that passed, for each round
   * @param cpuMillis the thread's processor time, for each round
   * @param peer another checker, and what it took for the same on a machine like this, in
   *     milliseconds, as its own figures were recorded; null for none
   */
  public record Timing(
      String name, List<Double> wallMillis, List<Double> cpuMillis, @Nullable Peer peer) {
    public Timing {
      wallMillis = List.copyOf(wallMillis);
      cpuMillis = List.copyOf(cpuMillis);
    }
  }

  /** Another checker's figure. */
  public record Peer(String name, double millis) {}

  /**
   * Measures.
   *
   * @param clock nanoseconds, of which only differences count
   */
  public static List<Timing> run(Settings settings, LongSupplier clock) throws IOException {
    CheckerBench bench = new CheckerBench(settings, clock);
    List<Timing> timings = new ArrayList<>();
    timings.add(bench.register());
    timings.add(bench.compareAndSet("", false, 0));
    timings.add(bench.compareAndSet("-hinted", true, 0));
    timings.add(bench.compareAndSet("-hinted-wrong-10", true, 10));
    timings.add(bench.transactions());
    timings.add(bench.znodes("", 0));
    timings.add(bench.znodes("-wrong-100", 100));
    timings.add(bench.counter());
    Path recorded = settings.recorded();
    if (recorded != null) {
      timings.addAll(bench.recorded(recorded));
    }
    return timings;
  }

  private Timing register() {
    int operations = 10_000_000 / settings.scale();
    RegisterHistory history =
        new RegisterGenerator(settings.seed(), operations, 500, operations / 200).generate();
    return time(
        "register-unique-%d".formatted(operations),
        WARM_UP,
        () -> Zones.decide(history) instanceof Zones.Answer.Possible,
        null);
  }

  private Timing compareAndSet(String name, boolean hinted, int wrongHints) {
    HistorySettings how = HistorySettings.of(settings.seed(), 10_000, 20, 1_000);
    List<Entry> entries =
        HistoryGenerator.generate(GeneratedModel.CAS_REGISTER, hinted ? how.withHints() : how);
    List<Entry> history = ReadHistory.of(HintSpoiler.spoil(settings.seed(), entries, wrongHints));
    Checker checker =
        OrderChecker.linearizable(new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT));
    return time(
        "cas-register-10000" + name,
        WARM_UP,
        () -> verdict(checker, history) == Verdict.VALID,
        null);
  }

  private Timing transactions() {
    int transactions = 1_000_000 / settings.scale();
    TxnChecker checker = TxnChecker.ofLists(Consistency.STRICT_SERIALIZABLE);
    TxnHistory history =
        checker.read(
            HistoryGenerator.generate(
                GeneratedModel.LIST_APPEND,
                HistorySettings.of(settings.seed(), transactions, 10, 0)));
    return time(
        "list-append-%d".formatted(transactions),
        WARM_UP,
        () -> checker.verdict(history, LIMITS).equals("valid"),
        settings.scale() == 1 ? new Peer("Elle, recorded", 45_900) : null);
  }

  private Timing znodes(String name, int wrongHints) {
    int operations = 1_000_000 / settings.scale();
    List<Entry> entries =
        HistoryGenerator.generate(
            GeneratedModel.ZNODES,
            HistorySettings.of(settings.seed(), operations, 50, 0).withKeys(500));
    ReadHistory history = ReadHistory.of(HintSpoiler.spoil(settings.seed(), entries, wrongHints));
    history.ofClients();
    Checker checker = OrderChecker.linearizable(new ZnodeModel());
    return time(
        "znodes-hinted-%d%s".formatted(operations, name),
        WARM_UP,
        () -> verdict(checker, history) == Verdict.VALID,
        null);
  }

  private Timing counter() {
    int operations = 1_000_000 / settings.scale();
    ReadHistory history =
        ReadHistory.of(
            HistoryGenerator.generate(
                GeneratedModel.COUNTER,
                HistorySettings.of(settings.seed(), operations, 20, operations / 100)));
    history.ofClients();
    Checker checker = OrderChecker.linearizable(new CounterModel());
    return time(
        "counter-%d".formatted(operations),
        WARM_UP,
        () -> verdict(checker, history) == Verdict.VALID,
        null);
  }

  private List<Timing> recorded(Path folder) throws IOException {
    OrderChecker<?, ?> register =
        OrderChecker.linearizable(new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT));
    OrderChecker<?, ?> keys = OrderChecker.linearizable(new KeyValueModel());
    List<Supplier<Verdict>> all = new ArrayList<>();
    for (Path file : files(folder.resolve("etcd-logs"))) {
      List<Entry> history = read(file);
      all.add(() -> register.decide(history, LIMITS));
    }
    List<Timing> timings = new ArrayList<>();
    for (Path file : files(folder.resolve("kv"))) {
      List<Entry> history = read(file);
      all.add(() -> keys.decide(history, LIMITS));
      if (file.getFileName().toString().startsWith("c10")) {
        timings.add(unpartitioned(file, history));
      }
    }
    timings.add(
        time(
            "recorded-%d-files".formatted(all.size()),
            MANY_WARM_UP,
            () -> all.stream().allMatch(check -> check.get() != Verdict.UNKNOWN),
            null));
    timings.add(slowest(all));
    return timings;
  }

  private Timing unpartitioned(Path file, List<Entry> history) {
    boolean bad = file.getFileName().toString().contains("bad");
    List<Entry> whole = ReadHistory.of(history.stream().map(KeyValueStoreModel::whole).toList());
    OrderChecker<?, ?> checker = OrderChecker.linearizable(new KeyValueStoreModel());
    return time(
        "unpartitioned-" + file.getFileName().toString().replace(".txt", ""),
        WARM_UP,
        () -> checker.decide(whole, LIMITS) == (bad ? Verdict.INVALID : Verdict.VALID),
        new Peer("porcupine, recorded", bad ? 3_690 : 6_460));
  }

  private Timing slowest(List<Supplier<Verdict>> checks) {
    Timing slowest = null;
    for (Supplier<Verdict> check : checks) {
      Timing timing = time("recorded-slowest-file", 1, () -> check.get() != Verdict.UNKNOWN, null);
      if (slowest == null || median(timing) > median(slowest)) {
        slowest = timing;
      }
    }
    if (slowest == null) {
      throw new IllegalArgumentException("there are no recorded histories");
    }
    return slowest;
  }

  private static double median(Timing timing) {
    return timing.wallMillis().stream().sorted().toList().get(timing.wallMillis().size() / 2);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<Entry> read(Path file) throws IOException {
    return ReadHistory.of(HistoryFiles.read(file, HistoryFormat.AUTO).entries());
  }

  private static Verdict verdict(Checker checker, List<Entry> history) {
    return checker.check(history, LIMITS).getFirst().verdict();
  }

  private Timing time(String name, int warmUp, Supplier<Boolean> check, @Nullable Peer peer) {
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = -warmUp; round < settings.rounds(); round++) {
      long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long before = clock.getAsLong();
      if (!check.get()) {
        throw new IllegalStateException(name + ": the checker came to the wrong verdict");
      }
      if (round >= 0) {
        wall.add((clock.getAsLong() - before) / 1e6);
        cpu.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore) / 1e6);
      }
    }
    return new Timing(name, wall, cpu, peer);
  }
}
