package dev.assay.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole history in memory.
 *
 * @param entries the lines, in order
 * @param notices what a reader of the verdict should know about the file, one sentence each
 */
public record History(List<Entry> entries, List<String> notices) {
  public History {
    entries = List.copyOf(entries);
    notices = List.copyOf(notices);
  }

  /**
   * Reads a {@code history.jsonl}.
   *
   * @throws HistoryException if a line is broken; the message names its number
   */
  public static History read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /** As {@link #read(Path)}; reads to the end and does not close the stream. */
  public static History read(InputStream in) throws IOException {
    return read(new HistoryReader(in));
  }

  /**
   * All that a source still holds.
   *
   * @throws HistoryException if it is broken; the message names the place
   */
  public static History read(EntrySource source) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry = source.next(); entry != null; entry = source.next()) {
      entries.add(entry);
    }
    return new History(entries, source.notices());
  }
}
