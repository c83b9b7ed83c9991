package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.engine.Interruption;
import dev.assay.engine.NoInputException;
import dev.assay.engine.RepeatCommand;
import dev.assay.engine.Stopwatch;
import dev.assay.engine.UsageException;
import dev.assay.engine.Versions;
import dev.assay.lab.suite.Ended;
import dev.assay.lab.suite.FailedSeeds;
import dev.assay.lab.suite.Matrix;
import dev.assay.lab.suite.Planned;
import dev.assay.lab.suite.Pruning;
import dev.assay.lab.suite.Status;
import dev.assay.lab.suite.SuiteRequest;
import dev.assay.lab.suite.SuiteRun;
import dev.assay.lab.suite.SuiteRunner;
import dev.assay.lab.suite.SuiteSummary;
import dev.assay.lab.suite.Waiver;
import dev.assay.lab.suite.Waivers;
import dev.assay.report.SuiteMarkdown;
import dev.assay.report.SuiteTable;
import dev.assay.report.TerminalText;
import dev.assay.workloads.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many different runs, one answer. */
@Command(
    name = "suite",
    description = "Runs every workload under many faults, and sums up: for CI jobs.",
    mixinStandardHelpOptions = true)
final class SuiteCommand implements Callable<Integer> {
  private static final int MOST_KEPT = 1_000_000;

  /** What a run on processes takes besides its main phase, until one was measured. */
  private static final long PROCESS_OVERHEAD_MILLIS = 4_000;

  @Mixin private SuiteOptions options = new SuiteOptions();

  @Option(names = "--seed", paramLabel = "N", description = "Where all seeds come from.")
  private @Nullable Long seed;

  @Option(names = "--out", paramLabel = "DIR", description = "The folder of results (results).")
  private Path out = Path.of("results");

  @Option(names = "--waivers", paramLabel = "FILE", description = "The known violations.")
  private @Nullable Path waiverFile;

  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      description = "Afterwards, deletes old runs, invalid ones last, until N are left.")
  private @Nullable Integer keepRuns;

  @Option(
      names = "--keep-days",
      paramLabel = "D",
      description = "Afterwards, deletes runs older than D days, invalid ones than four times D.")
  private @Nullable Integer keepDays;

  @Option(names = "--json", description = "One JSON object for each run on stdout.")
  private boolean json;

  private final Stopwatch watch = new Stopwatch();
  private final GitHubActions gitHub = new GitHubActions(System.getenv());

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkKept("--keep-runs", keepRuns);
    checkKept("--keep-days", keepDays);
    int _ = options.parallel();
    long from = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    SuiteRequest request = options.request(from);
    List<String> leftOut = options.notAvailable(request);
    leftOut.forEach(System.err::println);
    Waivers waivers = waivers();
    waivers.expired().forEach(waiver -> System.err.println(expired(waiver)));
    Path memory = out.resolve(FailedSeeds.FILE);
    FailedSeeds failed = failed(memory);
    List<Planned> planned = failed.first(request, planned(request));
    SuiteFiles files = SuiteFiles.create(out, watch.began(), from);
    System.err.printf("suite %s: %d runs, seed %d%n", files.folder(), planned.size(), from);
    try (Interruption interruption = Interruption.watch()) {
      List<SuiteRun> runs = runs(planned, waivers, interruption);
      failed.after(runs).write(memory, watch.began().toString(), Versions.all());
      SuiteSummary summary = new SuiteSummary(runs, waivers);
      finish(summary, request, files, leftOut);
      prune(summary);
      ResultsIndex.refresh(out);
      return code(summary);
    }
  }

  private static void checkKept(String option, @Nullable Integer value) {
    if (value != null && (value < 0 || value > MOST_KEPT)) {
      throw new UsageException(
          "%s must be between 0 and %d, not %d".formatted(option, MOST_KEPT, value));
    }
  }

  private static List<Planned> planned(SuiteRequest request) {
    try {
      return Matrix.of(request);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
  }

  private static FailedSeeds failed(Path memory) {
    try {
      return FailedSeeds.read(memory);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new NoInputException(
          "cannot read %s: %s; repair or delete it".formatted(memory, unreadable.getMessage()),
          unreadable);
    }
  }

  private Waivers waivers() {
    if (waiverFile == null) {
      return Waivers.NONE;
    }
    try {
      return Waivers.parse(
          Files.readAllLines(waiverFile),
          Workloads.names(),
          watch.began().atZone(ZoneOffset.UTC).toLocalDate());
    } catch (IOException | IllegalArgumentException unreadable) {
      throw NoInputException.of(waiverFile, unreadable);
    }
  }

  private List<SuiteRun> runs(List<Planned> planned, Waivers waivers, Interruption interruption)
      throws InterruptedException {
    boolean simulated = options.simulated();
    long first =
        simulated || planned.isEmpty()
            ? 0
            : planned.getFirst().spec().timeLimitMillis() + PROCESS_OVERHEAD_MILLIS;
    SuiteRunner.Order order =
        new SuiteRunner.Order(
            planned,
            options.parallel(),
            options.budgetMillis() * 1_000_000,
            Durations.text(options.budgetMillis()),
            first * 1_000_000);
    int[] done = {0};
    SuiteRunner runner =
        new SuiteRunner(
            order,
            waivers,
            new SuiteTrial(out, options.parallel() == 1),
            watch::nanos,
            run -> told(run, ++done[0], planned.size()));
    interruption.then(runner::cancel);
    return runner.run();
  }

  private void told(SuiteRun run, int done, int all) {
    System.err.printf(
        "%4d/%d %-8s %-16s %s: %s%n",
        done,
        all,
        word(run.status()),
        run.planned().spec().workload(),
        String.join("+", run.planned().faultWords()),
        TerminalText.line(run.reason()));
    if (json && run.status() != Status.NOT_RUN) {
      System.out.println(EntryJson.valueText(SuiteJson.run(run)));
    }
  }

  private void finish(
      SuiteSummary summary, SuiteRequest request, SuiteFiles files, List<String> leftOut) {
    if (json) {
      summary.runs().stream()
          .filter(run -> run.status() == Status.NOT_RUN)
          .forEach(run -> System.out.println(EntryJson.valueText(SuiteJson.run(run))));
    }
    SuiteFiles.Done done =
        new SuiteFiles.Done(
            request,
            summary,
            watch.began(),
            watch.millis(),
            Durations.text(options.budgetMillis()),
            again(request.seed()),
            notes(summary, leftOut));
    SuiteTable table = files.write(done);
    gitHub.summarize(SuiteMarkdown.of(table));
    PrintStream text = json ? System.err : System.out;
    print(summary, text);
    gitHub.annotations(table).forEach(text::println);
    text.printf(
        "%n%s: %s%n%.0f s%n",
        summary.verdict().word().toUpperCase(Locale.ROOT),
        TerminalText.line(summary.reason()),
        watch.seconds());
    done.notes().forEach(text::println);
    text.printf("report: %s%nagain:  %s%n", files.page(), done.command());
  }

  private String again(long from) {
    String waived =
        waiverFile == null ? "" : " --waivers " + RepeatCommand.quoted(waiverFile.toString());
    return options.again(from) + waived;
  }

  private static void print(SuiteSummary summary, PrintStream text) {
    text.println();
    for (SuiteRun run : summary.runs()) {
      text.printf(
          "%-8s %-16s %s%n",
          word(run.status()),
          run.planned().spec().workload(),
          String.join("+", run.planned().faultWords()));
      if (run.status() != Status.VALID) {
        text.println("         why:   " + TerminalText.line(why(run)));
      }
      if (run.ended() instanceof Ended.Judged judged && run.status() != Status.VALID) {
        text.println("         run:   " + judged.folder());
        text.println("         again: " + judged.replay());
      }
    }
  }

  private static String why(SuiteRun run) {
    String waived = run.waivers().stream().map(Waiver::reason).collect(Collectors.joining("; "));
    return waived.isEmpty() ? run.reason() : run.reason() + " (waived: " + waived + ")";
  }

  private List<String> notes(SuiteSummary summary, List<String> leftOut) {
    List<String> notes = new ArrayList<>(leftOut);
    summary.waivers().expired().forEach(waiver -> notes.add(expired(waiver)));
    summary
        .unusedWaivers()
        .forEach(waiver ->
            notes.add(
                "%s, line %d: no run needed the waiver of %s"
                    .formatted(waiverFile, waiver.line(), waiver.subject())));
    return List.copyOf(notes);
  }

  private String expired(Waiver waiver) {
    return "%s, line %d: the waiver of %s expired on %s and does not count (%s)"
        .formatted(waiverFile, waiver.line(), waiver.subject(), waiver.until(), waiver.reason());
  }

  private void prune(SuiteSummary summary) throws IOException {
    if (keepRuns == null && keepDays == null) {
      return;
    }
    Set<Path> own =
        summary.runs().stream()
            .map(SuiteRun::ended)
            .filter(Ended.Judged.class::isInstance)
            .map(ended -> ((Ended.Judged) ended).folder())
            .collect(Collectors.toSet());
    Duration age = keepDays == null ? null : Duration.ofDays(keepDays);
    List<Path> gone = Pruning.prune(out, new Pruning.Keep(keepRuns, age), own, watch.began());
    System.err.println("pruned: " + gone.size() + " old runs");
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static int code(SuiteSummary summary) {
    List<Integer> codes = new ArrayList<>(List.of(ExitCode.of(summary.verdict())));
    for (SuiteRun run : summary.runs()) {
      if (run.ended() instanceof Ended.Broken broken) {
        codes.add(
            switch (broken.blame()) {
              case HARNESS -> ExitCode.INTERNAL;
              case ENVIRONMENT -> ExitCode.ENVIRONMENT;
            });
      }
    }
    return ExitCode.gravest(codes);
  }
}
