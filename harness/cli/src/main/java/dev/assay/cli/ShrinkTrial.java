package dev.assay.cli;

import dev.assay.checker.history.Entry;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.OperationTally;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.cluster.EnvironmentException;
import dev.assay.core.fault.PlannedFault;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.InterruptedRunException;
import dev.assay.engine.NotStartedException;
import dev.assay.engine.RunEnding;
import dev.assay.lab.hunt.Sighting;
import dev.assay.lab.shrink.Form;
import dev.assay.lab.shrink.TrialShrinker;
import dev.assay.lab.suite.Pruning;
import dev.assay.report.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tries forms of a run, one real run each. Of the runs that it makes only the smallest one that
 * failed stays on the disk, and one for each other way in which some failed; all, until one has
 * failed as it should.
 */
final class ShrinkTrial implements TrialShrinker.Trial {
  private final Path out;
  private final String anomaly;
  private final List<String> faultWords;
  private final Form original;
  private final Map<List<String>, Path> others = new LinkedHashMap<>();
  private @Nullable RunEnding smallest;
  private int runs;

  /** Of a run that was invalid. */
  ShrinkTrial(RecordedRun recorded, Path out) {
    this.out = out;
    this.anomaly = anomaly(recorded.judgement());
    this.faultWords = recorded.description().faultWords();
    this.original = new Form(recorded.description().spec(), recorded.description().plan());
  }

  /** What was broken first, as its guarantee and the class of what was seen; empty for nothing. */
  static String anomaly(Judgement judgement) {
    return judgement.guarantees().stream()
        .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
        .map(Sighting::classOf)
        .findFirst()
        .orElse("");
  }

  /** How its faults are named. */
  static List<String> words(Form form) {
    return form.plan().isEmpty() ? List.of("none") : form.spec().faults();
  }

  /** What a run must show to fail as the original did. */
  String anomaly() {
    return anomaly;
  }

  /** The smallest run that failed; null when none did. */
  @Nullable RunEnding smallest() {
    return smallest;
  }

  /** Runs that broke something else, one for each way. */
  List<Path> others() {
    return List.copyOf(others.values());
  }

  @Override
  public TrialShrinker.Tried run(Form form) throws IOException, InterruptedException {
    runs++;
    System.err.printf("shrink: run %d: %s%n", runs, text(form));
    List<String> words = form.equals(original) ? faultWords : words(form);
    ChosenRun chosen = new ChosenRun(form.spec(), words, form.plan());
    RunEnding ending;
    try {
      ending = chosen.run(out, new Terminal());
    } catch (InterruptedRunException _) {
      return TrialShrinker.Tried.ELSE;
    } catch (EnvironmentException | NotStartedException | IllegalStateException broken) {
      if (smallest == null) {
        throw broken;
      }
      System.err.println(
          "shrink: the run is broken: " + TerminalText.line(String.valueOf(broken.getMessage())));
      return TrialShrinker.Tried.ELSE;
    }
    return seen(ending);
  }

  private TrialShrinker.Tried seen(RunEnding ending) throws IOException {
    List<String> classes = Sighting.of(ending.spec(), ending.judgement()).classes();
    Path folder = ending.files().folder();
    if (classes.contains(anomaly)) {
      System.err.println("shrink: it fails: " + anomaly);
      if (smallest != null) {
        Pruning.delete(smallest.files().folder());
      }
      smallest = ending;
      return new TrialShrinker.Tried(true, operations(ending), shownMillis(ending.judgement()));
    }
    String found = classes.isEmpty() ? "" : ": " + String.join(", ", classes);
    System.err.println(
        "shrink: it does not fail so, it is " + ending.judgement().verdict().word() + found);
    if (!classes.isEmpty() && !others.containsKey(classes)) {
      others.put(classes, folder);
    } else if (smallest != null) {
      Pruning.delete(folder);
    }
    return TrialShrinker.Tried.ELSE;
  }

  /** The link to the latest run leads to the smallest one. */
  void tidy() {
    if (smallest != null) {
      smallest.files().becomeLatest(out);
    }
  }

  private static long operations(RunEnding ending) {
    OperationTally.Outcomes all = ending.judgement().operationsInAll();
    return all.ok() + all.fail() + all.info();
  }

  /** Counted from the beginning of the run, which is a little before that of the main phase. */
  private long shownMillis(Judgement judgement) {
    return judgement.guarantees().stream()
            .filter(guarantee -> guarantee.verdict() == Verdict.INVALID)
            .filter(guarantee -> Sighting.classOf(guarantee).equals(anomaly))
            .map(Guarantee::evidence)
            .flatMap(List::stream)
            .mapToLong(Entry::time)
            .max()
            .orElse(0)
        / 1_000_000;
  }

  private static String text(Form form) {
    String kinds = String.join(", ", form.plan().stream().map(PlannedFault::kind).toList());
    double rate = form.spec().rate();
    return "faults: %s; %d clients; %s%s"
        .formatted(
            kinds.isEmpty() ? "none" : kinds,
            form.spec().concurrency(),
            Durations.text(form.spec().timeLimitMillis()),
            rate == 0 ? "" : "; %d operations a second".formatted((long) rate));
  }
}
