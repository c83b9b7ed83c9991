package dev.assay.cli;

import dev.assay.checker.formats.Independent;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Events;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.HistoryReader;
import dev.assay.checker.stream.OpenState;
import dev.assay.checker.stream.StreamingChecker;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.engine.Interruption;
import dev.assay.engine.NoInputException;
import dev.assay.engine.Stopwatch;
import dev.assay.report.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges a history while it is written, until a violation, the end of the run, the user's
 * interruption, or until nothing has come for a while.
 */
final class FollowedCheck {
  private static final long TELL_EVERY_MILLIS = 5_000;
  private static final int ENTRIES_PER_LOOK = 1024;

  private final Path file;
  private final StreamingChecker checker;
  private final Supplier<Guarantee> whole;
  private final Options options;
  private final Stopwatch watch = new Stopwatch();
  private long toldMillis;
  private long entries;
  private long operations;
  private long completed;
  private long indeterminate;

  /** When the whole history is judged that there is, once the check is stuck. */
  private long wholeAt;

  private @Nullable Guarantee found;

  /**
   * How to follow.
   *
   * @param idle how long nothing may come until the history is taken to be complete
   * @param independent whether values are pairs of key and value
   * @param json whether stdout is for a machine
   */
  record Options(Duration idle, boolean independent, boolean json) {}

  /**
   * Begins.
   *
   * @param whole judges all that the file holds by then; asked where the check is stuck
   */
  FollowedCheck(Path file, StreamingChecker checker, Supplier<Guarantee> whole, Options options) {
    this.file = file;
    this.checker = checker;
    this.whole = whole;
    this.options = options;
  }

  /** Says the exit code. */
  int run() {
    try (Interruption interruption = Interruption.watch();
        GrowingFile growing = GrowingFile.open(file, options.idle(), this::tellNowAndThen)) {
      interruption.then(growing::stop);
      HistoryReader reader = new HistoryReader(growing);
      follow(reader);
      boolean stopped = growing.stopped();
      if (!stopped) {
        reader
            .notices()
            .forEach(notice -> System.err.println(file + ": " + TerminalText.line(notice)));
      }
      Guarantee guarantee = conclude(stopped);
      print(guarantee, watch.millis());
      return stopped ? ExitCode.INTERRUPTED : ExitCode.of(guarantee.verdict());
    } catch (IOException | HistoryException unreadable) {
      throw NoInputException.of(file, unreadable);
    }
  }

  private Guarantee conclude(boolean stopped) {
    if (found != null) {
      return found;
    }
    Guarantee guarantee = checker.violation().orElseGet(checker::finish);
    return stopped || checker.stuck().isEmpty() ? guarantee : whole.get();
  }

  private void follow(HistoryReader reader) throws IOException {
    for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
      entries++;
      count(entry);
      checker.accept(options.independent() ? Independent.split(entry) : entry);
      boolean ended = entry.type() == EntryType.EVENT && entry.f().equals(Events.END);
      if (ended || checker.violation().isPresent() || violated()) {
        return;
      }
      if (entries % ENTRIES_PER_LOOK == 0) {
        tellNowAndThen();
      }
    }
  }

  /**
   * Where the check is stuck, whether the history so far breaks the promise as a whole: looked at
   * at once, and whenever the history is twice as long.
   */
  private boolean violated() {
    if (checker.stuck().isEmpty() || entries < wholeAt) {
      return false;
    }
    if (wholeAt == 0) {
      System.err.println(
          checker.stuck().get() + " The whole file is judged now, and again as it grows.");
    }
    wholeAt = 2 * entries;
    Guarantee now = whole.get();
    found = now.verdict() == Verdict.INVALID ? now : null;
    return found != null;
  }

  private void count(Entry entry) {
    if (entry.actor() instanceof Actor.Client) {
      operations += entry.type() == EntryType.INVOKE ? 1 : 0;
      completed += entry.type().completes() ? 1 : 0;
      indeterminate += entry.type() == EntryType.INFO ? 1 : 0;
    }
  }

  private void tellNowAndThen() {
    long millis = watch.millis();
    if (options.json() || millis - toldMillis < TELL_EVERY_MILLIS) {
      return;
    }
    toldMillis = millis;
    OpenState state = checker.openState();
    System.err.printf(
        "%4d s: %d lines, %d operations; remembered: %d open, %d values, %d of unknown outcome%n",
        millis / 1000, entries, operations, state.open(), state.values(), state.adrift());
  }

  private void print(Guarantee guarantee, long millis) {
    if (options.json()) {
      System.out.println(EntryJson.valueText(json(guarantee, millis)));
      return;
    }
    System.out.printf(
        "%s: %s (%d operations, %d ms): %s%n",
        file,
        guarantee.verdict().word(),
        operations,
        millis,
        TerminalText.line(guarantee.reason()));
    guarantee.story().forEach(each -> System.out.println("    " + TerminalText.line(each)));
  }

  private Map<String, Object> json(Guarantee guarantee, long millis) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", file.toString());
    fields.put("verdict", guarantee.verdict().word());
    fields.put("operations", operations);
    fields.put("indeterminate", indeterminate + operations - completed);
    fields.put("millis", millis);
    fields.put("reason", guarantee.reason());
    fields.put("counterexample", guarantee.evidence().stream().map(EntryJson::toMap).toList());
    return fields;
  }
}
