package dev.assay.cli;

import dev.assay.checker.formats.EntrySink;
import dev.assay.checker.formats.HistoryFormat;
import dev.assay.checker.formats.HistorySinks;
import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.GeneratedWorkload;
import dev.assay.checker.generate.HistoryGenerator;
import dev.assay.checker.generate.HistoryGenerator.Generated;
import dev.assay.checker.generate.HistoryGenerator.Planted;
import dev.assay.checker.generate.HistorySettings;
import dev.assay.checker.generate.Subject;
import dev.assay.checker.history.Entry;
import dev.assay.core.run.OutputException;
import dev.assay.engine.InterruptedRunException;
import dev.assay.engine.Interruption;
import dev.assay.engine.RepeatCommand;
import dev.assay.engine.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a history from a seed, with violations if asked to. */
@Command(
    name = "generate",
    description = {
      "Makes a history of a model or a workload from a seed, as if it had been",
      "recorded: valid, or with violations planted in it. Without a name, or with",
      "--list, says which there are."
    },
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..2",
      paramLabel = "[MODEL] OUT",
      hideParamSyntax = true,
      description =
          "One of those that check --model knows, and the new file; .gz at its end compresses it.")
  private List<String> arguments = List.of();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "In place of MODEL: one of those that check --workload knows.")
  private @Nullable String workload;

  @Option(names = "--operations", paramLabel = "N", description = "How many (1000).")
  private int operations = 1_000;

  @Option(names = "--clients", paramLabel = "N", description = "How many at a time (5).")
  private int clients = 5;

  @Option(
      names = "--indeterminate",
      paramLabel = "N",
      description = "About so many changes stay unknown; half of them took effect (0).")
  private int indeterminate;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "How many objects, nodes with children, or keys (what suits it).")
  private int keys;

  @Option(
      names = "--values",
      paramLabel = "N",
      description = "Registers are written N values again and again (each value once).")
  private int values;

  @Option(names = "--hints", description = "Completions say in which order they took effect.")
  private boolean hints;

  @Option(names = "--seed", paramLabel = "N", description = "Repeats a history (random).")
  private @Nullable Long seed;

  @Option(
      names = "--plant",
      split = ",",
      paramLabel = "NAME",
      description = "Violations to show, each at a random place.")
  private List<String> plants = List.of();

  @Option(
      names = "--format",
      description = "jsonl, edn, elle-json or binary (by the file's ending).")
  private @Nullable String format;

  @Option(names = "--independent", description = "In EDN and elle-json, values are [key, value].")
  private boolean independent;

  @Option(names = "--force", description = "Replaces OUT.")
  private boolean force;

  @Option(
      names = "--list",
      description = "Lists the models, the workloads, and the violations of each.")
  private boolean list;

  private volatile boolean stopped;

  @Override
  public Integer call() {
    Subject of = subject();
    List<String> files = workload != null ? arguments : arguments.stream().skip(1).toList();
    if (files.size() > 1) {
      throw new UsageException("there is a model, or --workload, not both: " + arguments);
    }
    if (list || of == null) {
      print(of == null ? all() : List.of(of));
      return ExitCode.VALID;
    }
    if (files.isEmpty()) {
      throw new UsageException("where to? say generate %s OUT".formatted(words(of)));
    }
    Path file = Path.of(files.getFirst());
    HistoryFormat target = NewHistory.format(file, format, "--format");
    HistorySettings settings = settings(of);
    NewHistory.requireNew(file, force);
    System.err.println("seed " + settings.seed());
    try (Interruption interruption = Interruption.watch()) {
      interruption.then(() -> stopped = true);
      report(of, file, target, write(of, settings, file, target));
    } catch (IOException full) {
      throw OutputException.cannotWrite(file, full);
    }
    return ExitCode.VALID;
  }

  /** What is asked for; null if nothing is. */
  private @Nullable Subject subject() {
    String name = workload;
    if (name != null) {
      return GeneratedWorkload.of(name)
          .orElseThrow(() -> unknown("workload", name, GeneratedWorkload.names()));
    }
    if (arguments.isEmpty()) {
      return null;
    }
    String model = arguments.getFirst();
    if (GeneratedModel.of(model).isEmpty() && GeneratedWorkload.of(model).isPresent()) {
      throw new UsageException("%s is a workload: say --workload %s".formatted(model, model));
    }
    return GeneratedModel.of(model)
        .orElseThrow(() -> unknown("model", model, GeneratedModel.names()));
  }

  private static UsageException unknown(String what, String name, List<String> known) {
    return new UsageException(
        "unknown %s %s; known are %s".formatted(what, name, String.join(", ", known)));
  }

  private static List<Subject> all() {
    List<Subject> all = new ArrayList<>(List.of(GeneratedModel.values()));
    all.addAll(List.of(GeneratedWorkload.values()));
    return all;
  }

  /** How it is asked for. */
  private static String words(Subject of) {
    return switch (of) {
      case GeneratedModel model -> model.word();
      case GeneratedWorkload named -> "--workload " + named.word();
    };
  }

  private static void print(List<Subject> subjects) {
    for (Subject each : subjects) {
      System.out.println(words(each));
      for (Map.Entry<String, String> plant : each.plants().entrySet()) {
        System.out.printf("  %-22s %s%n", plant.getKey(), plant.getValue());
      }
    }
  }

  private HistorySettings settings(Subject of) {
    if (values != 0 && !of.repeats()) {
      throw new UsageException("--values is for register and cas-register, not " + words(of));
    }
    if (keys != 0 && !of.keyed()) {
      throw new UsageException("--keys is not for %s, which has none".formatted(words(of)));
    }
    try {
      plants.forEach(of::anomaly);
      return new HistorySettings(
          seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed,
          operations,
          clients,
          indeterminate,
          keys,
          values,
          hints);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
  }

  private Generated write(Subject of, HistorySettings settings, Path file, HistoryFormat target)
      throws IOException {
    try (NewFile fresh = NewFile.begin(file)) {
      Generated made;
      try (EntrySink sink = HistorySinks.open(fresh.stream(), target, independent)) {
        made = HistoryGenerator.generate(of, settings, plants, entry -> write(sink, entry, file));
      }
      fresh.keep();
      return made;
    }
  }

  private void write(EntrySink sink, Entry entry, Path file) {
    if (stopped) {
      throw new InterruptedRunException();
    }
    try {
      sink.write(entry);
    } catch (IOException full) {
      throw OutputException.cannotWrite(file, full);
    }
  }

  private void report(Subject of, Path file, HistoryFormat target, Generated made) {
    System.out.printf(
        "%s: %d lines, %s; %d of unknown outcome%n",
        file, made.lines(), target.word(), made.indeterminate());
    for (Planted planted : made.planted()) {
      System.out.printf(
          "  %s in lines %d to %d%n",
          planted.name(), planted.firstIndex() + 1, planted.lastIndex() + 1);
    }
    System.out.println("judge it: " + check(of, file, target));
    System.out.println("must be " + expected(of, made));
  }

  private String check(Subject of, Path file, HistoryFormat target) {
    List<String> words = new ArrayList<>(List.of("./assay", "check", "--" + kind(of), of.word()));
    if (independent && target != HistoryFormat.JSONL && target != HistoryFormat.BINARY) {
      words.add("--independent");
    }
    words.add(RepeatCommand.quoted(file.toString()));
    return String.join(" ", words);
  }

  private static String kind(Subject of) {
    return switch (of) {
      case GeneratedModel _ -> "model";
      case GeneratedWorkload _ -> "workload";
    };
  }

  private String expected(Subject of, Generated made) {
    if (made.planted().isEmpty()) {
      return "valid" + doubt();
    }
    String anomalies =
        made.planted().stream()
            .map(planted -> of.anomaly(planted.name()))
            .distinct()
            .collect(Collectors.joining(", "));
    String which = made.planted().size() == 1 ? "" : "one or more of ";
    return "invalid (" + which + anomalies + ")" + doubt();
  }

  private String doubt() {
    return values == 0 ? "" : ", or unknown: values that repeat are left to the search";
  }
}
