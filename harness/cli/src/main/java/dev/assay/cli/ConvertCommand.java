package dev.assay.cli;

import dev.assay.checker.formats.EntrySink;
import dev.assay.checker.formats.HistoryFiles;
import dev.assay.checker.formats.HistoryFormat;
import dev.assay.checker.formats.HistorySinks;
import dev.assay.checker.formats.Independent;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntrySource;
import dev.assay.checker.history.HistoryException;
import dev.assay.engine.InterruptedRunException;
import dev.assay.engine.Interruption;
import dev.assay.engine.NoInputException;
import dev.assay.engine.UsageException;
import dev.assay.report.TerminalText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a history in another format. */
@Command(
    name = "convert",
    description = "Writes a history in another format.",
    mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "IN", description = "The history.")
  private Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The new file; .gz at its end compresses it.")
  private Path out = Path.of("");

  @Option(
      names = "--from",
      description = "auto, jsonl, edn, jepsen-log, kv-edn, elle-json or binary.")
  private String from = "auto";

  @Option(names = "--to", description = "jsonl, edn, elle-json or binary (by the file's ending).")
  private @Nullable String to;

  @Option(names = "--independent", description = "Foreign values are [key, value] pairs.")
  private boolean independent;

  @Option(names = "--force", description = "Replaces OUT.")
  private boolean force;

  private volatile boolean stopped;

  @Override
  public Integer call() {
    HistoryFormat source =
        HistoryFormat.of(from).orElseThrow(() -> new UsageException("unknown format " + from));
    HistoryFormat target = NewHistory.format(out, to, "--to");
    NewHistory.requireNew(out, force);
    try (Interruption interruption = Interruption.watch()) {
      interruption.then(() -> stopped = true);
      convert(source, target);
    }
    return ExitCode.VALID;
  }

  private void convert(HistoryFormat source, HistoryFormat target) {
    try (InputStream bytes = input()) {
      EntrySource history = HistoryFiles.open(bytes, source);
      try (NewFile file = NewFile.begin(out)) {
        long entries = copy(history, file, target);
        file.keep();
        history
            .notices()
            .forEach(notice -> System.err.println(in + ": " + TerminalText.line(notice)));
        System.out.printf("%s: %d lines, %s%n", out, entries, target.word());
      }
    } catch (IOException | HistoryException unreadable) {
      throw NoInputException.of(in, unreadable);
    }
  }

  private InputStream input() throws IOException {
    if (Files.isDirectory(in)) {
      throw new IOException("it is a folder");
    }
    return new BufferedInputStream(Files.newInputStream(in));
  }

  private long copy(EntrySource history, NewFile file, HistoryFormat target) throws IOException {
    long entries = 0;
    try (EntrySink sink = HistorySinks.open(file.stream(), target, independent)) {
      for (Entry entry = next(history); entry != null; entry = next(history)) {
        sink.write(entry);
        entries++;
      }
    }
    return entries;
  }

  private @Nullable Entry next(EntrySource history) throws IOException {
    if (stopped) {
      throw new InterruptedRunException();
    }
    Entry entry = history.next();
    return entry == null || !independent ? entry : Independent.split(entry);
  }
}
