package dev.assay.cli;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.formats.HistoryFiles;
import dev.assay.checker.formats.HistoryFormat;
import dev.assay.checker.formats.Independent;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.History;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.ModelCheckers;
import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.judge.WorkloadCheckers;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.stream.StreamingChecker;
import dev.assay.checker.stream.StreamingCheckers;
import dev.assay.checker.txn.Consistency;
import dev.assay.checker.verdict.FailureDot;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.OutputException;
import dev.assay.engine.NoInputException;
import dev.assay.engine.RepeatCommand;
import dev.assay.engine.Stopwatch;
import dev.assay.engine.UsageException;
import dev.assay.engine.Versions;
import dev.assay.report.RecordedInput;
import dev.assay.report.ReportWriter;
import dev.assay.report.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges recorded histories. */
@Command(
    name = "check",
    description = "Judges recorded histories.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The histories.")
  private List<Path> files = List.of();

  @Option(names = "--workload", description = "All the checks of that workload.")
  private @Nullable String workload;

  @Option(
      names = "--model",
      description = "A model to check against: cas-register, mutex, queue, list-append, …")
  private @Nullable String model;

  @Option(names = "--independent", description = "Values are [key, value] pairs.")
  private boolean independent;

  @Option(
      names = "--format",
      description = "auto, jsonl, edn, jepsen-log, kv-edn, elle-json or binary.")
  private String format = "auto";

  @Option(names = "--failed-ops", description = "constrain or drop: what a failed cas says.")
  private String failedOps = "constrain";

  @Option(names = "--nil", description = "absent or unknown: what a read of nil says.")
  private String nil = "absent";

  @Option(
      names = "--consistency",
      paramLabel = "MODEL",
      description = "For transactions (strict-serializable).")
  private String consistency = Consistency.STRICT_SERIALIZABLE.word();

  @Option(names = "--timeout", converter = Durations.class, description = "For each check (60s).")
  private Duration timeout = Duration.ofSeconds(60);

  @Option(names = "--memory", converter = Sizes.class, description = "For each check (2g).")
  private Long memory = Limits.DEFAULT.memoryBytes();

  @Option(names = "--json", description = "One JSON object for each file on stdout.")
  private boolean json;

  @Option(
      names = "--dot",
      paramLabel = "FILE",
      description =
          "Writes the failure of the first invalid history that has a graph for Graphviz.")
  private @Nullable Path dot;

  @Option(
      names = "--witness",
      paramLabel = "FILE",
      description = "Writes the orders that explain what is valid, one line of JSON for each key.")
  private @Nullable Path witness;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes an HTML report of the one history that is judged.")
  private @Nullable Path report;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--follow", description = "Judges one history while it is being written.")
  private boolean follow;

  @Option(
      names = "--idle",
      converter = Durations.class,
      description = "With --follow: ends when nothing has come for so long (30s).")
  private Duration idle = Duration.ofSeconds(30);

  @Override
  public Integer call() {
    List<Checker> checkers = checkers();
    HistoryFormat form =
        HistoryFormat.of(format).orElseThrow(() -> new UsageException("unknown format " + format));
    if (follow) {
      return follow(form, checkers.getFirst());
    }
    requireOneFile("--report", report);
    requireOneFile("--witness", witness);
    List<Integer> codes = new ArrayList<>();
    FailureGraph failure = FailureGraph.NONE;
    for (Path file : files) {
      Judgement judgement = check(file, form, checkers);
      codes.add(ExitCode.of(judgement.verdict()));
      failure = failure.isEmpty() ? judgement.graph() : failure;
    }
    write(failure);
    return ExitCode.gravest(codes);
  }

  private void requireOneFile(String option, @Nullable Path asked) {
    if (asked != null && files.size() > 1) {
      throw new UsageException(
          "%s is of one history, and %d are given".formatted(option, files.size()));
    }
  }

  private void write(FailureGraph failure) {
    if (dot == null) {
      return;
    }
    if (failure.isEmpty()) {
      System.err.println("there is no failure that can be drawn: " + dot + " is not written");
      return;
    }
    try {
      Files.writeString(dot, FailureDot.of(failure));
    } catch (IOException full) {
      throw OutputException.cannotWrite(dot, full);
    }
  }

  private List<Checker> checkers() {
    if ((workload == null) == (model == null)) {
      throw new UsageException(
          "say what to check against: --workload "
              + String.join("|", WorkloadCheckers.names())
              + " or --model "
              + String.join("|", ModelCheckers.names()));
    }
    if (workload != null) {
      String name = workload;
      return WorkloadCheckers.of(name)
          .orElseThrow(() ->
              new UsageException(
                  "unknown workload %s; known are %s"
                      .formatted(name, String.join(", ", WorkloadCheckers.names()))));
    }
    String name = String.valueOf(model);
    return ModelCheckers.of(name, failedOps(), nilReads(), consistency())
        .map(List::of)
        .orElseThrow(() ->
            new UsageException(
                "unknown model %s; known are %s"
                    .formatted(name, String.join(", ", ModelCheckers.names()))));
  }

  /** A quarter of the memory is left for the history and the virtual machine. */
  private Limits limits() {
    return new Limits(timeout.toMillis(), memory / 4 * 3);
  }

  private Consistency consistency() {
    return Consistency.of(consistency)
        .orElseThrow(() ->
            new UsageException(
                "--consistency must be one of %s, not %s"
                    .formatted(String.join(", ", Consistency.names()), consistency)));
  }

  private FailedOps failedOps() {
    return word(FailedOps.class, "--failed-ops", failedOps, List.of("constrain", "drop"));
  }

  private NilReads nilReads() {
    return word(NilReads.class, "--nil", nil, List.of("absent", "unknown"));
  }

  private int follow(HistoryFormat form, Checker whole) {
    if (dot != null || report != null || witness != null) {
      throw new UsageException(
          "--dot, --report and --witness need the whole history; --follow does not keep it");
    }
    if (files.size() > 1 || (form != HistoryFormat.AUTO && form != HistoryFormat.JSONL)) {
      throw new UsageException("--follow judges one file, of the format jsonl");
    }
    long bytes = Math.min(memory, Runtime.getRuntime().maxMemory() / 2);
    String name = workload != null ? workload : String.valueOf(model);
    StreamingChecker checker =
        (workload != null
                ? StreamingCheckers.ofWorkload(name, bytes)
                : StreamingCheckers.ofModel(name, failedOps(), nilReads(), bytes))
            .orElseThrow(() ->
                new UsageException(
                    "--follow judges --model %s or --workload %s, not %s"
                        .formatted(
                            String.join("|", StreamingCheckers.models()),
                            String.join("|", StreamingCheckers.workloads()),
                            name)));
    FollowedCheck.Options how = new FollowedCheck.Options(idle, independent, json);
    Path file = files.getFirst();
    Supplier<Guarantee> all =
        () -> whole.check(read(file, HistoryFormat.JSONL).entries(), limits()).getFirst();
    return new FollowedCheck(file, checker, all, how).run();
  }

  private static <E extends Enum<E>> E word(
      Class<E> type, String option, String word, List<String> known) {
    if (!known.contains(word)) {
      throw new UsageException(
          "%s must be %s, not %s".formatted(option, String.join(" or ", known), word));
    }
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private Judgement check(Path file, HistoryFormat form, List<Checker> checkers) {
    Stopwatch watch = new Stopwatch();
    History history = read(file, form);
    history
        .notices()
        .forEach(notice -> System.err.println(file + ": " + TerminalText.line(notice)));
    List<Checker> asked =
        witness == null ? checkers : checkers.stream().map(Checker::withWitness).toList();
    Judgement judgement = Judge.judge(history.entries(), asked, limits());
    long millis = watch.millis();
    if (json) {
      System.out.println(EntryJson.valueText(json(file, judgement, millis)));
    } else {
      print(file, judgement, millis);
    }
    if (report != null) {
      write(report, file, history, judgement);
    }
    if (witness != null) {
      Witnesses.write(witness, judgement);
    }
    return judgement;
  }

  private void write(Path page, Path file, History history, Judgement judgement) {
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    String command =
        "./assay " + words.stream().map(RepeatCommand::quoted).collect(Collectors.joining(" "));
    try {
      ReportWriter.write(
          RecordedInput.of(
              String.valueOf(file.getFileName()),
              workload != null ? workload : String.valueOf(model),
              history.entries(),
              judgement,
              command,
              Versions.all()),
          page);
    } catch (IOException full) {
      throw OutputException.cannotWrite(page, full);
    }
  }

  private History read(Path file, HistoryFormat form) {
    try {
      History history = HistoryFiles.read(file, form);
      return independent
          ? new History(Independent.split(history.entries()), history.notices())
          : history;
    } catch (NoSuchFileException missing) {
      throw new NoInputException("no file " + file, missing);
    } catch (IOException | RuntimeException unreadable) {
      throw NoInputException.of(file, unreadable);
    }
  }

  private static void print(Path file, Judgement judgement, long millis) {
    System.out.printf(
        "%s: %s (%d operations, %d ms): %s%n",
        file,
        Screen.OUT.coloured(judgement.verdict(), judgement.verdict().word()),
        operations(judgement),
        millis,
        TerminalText.line(judgement.reason()));
    for (Guarantee guarantee : judgement.guarantees()) {
      if (guarantee.verdict() == Verdict.INVALID) {
        guarantee.story().forEach(each -> System.out.println("    " + TerminalText.line(each)));
      } else if (guarantee.verdict() == Verdict.UNKNOWN) {
        System.out.println(
            "    " + TerminalText.line(guarantee.name() + ": " + guarantee.reason()));
      }
    }
  }

  private static long operations(Judgement judgement) {
    OperationTally.Outcomes all = judgement.operationsInAll();
    return all.ok() + all.fail() + all.info();
  }

  private static Map<String, Object> json(Path file, Judgement judgement, long millis) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("file", file.toString());
    entry.put("verdict", judgement.verdict().word());
    entry.put("operations", operations(judgement));
    entry.put("indeterminate", judgement.operationsInAll().info());
    entry.put("millis", millis);
    entry.put("reason", judgement.reason());
    entry.put(
        "counterexample",
        judgement.guarantees().stream()
            .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
            .flatMap(guarantee -> guarantee.evidence().stream())
            .map(EntryJson::toMap)
            .toList());
    return entry;
  }
}
