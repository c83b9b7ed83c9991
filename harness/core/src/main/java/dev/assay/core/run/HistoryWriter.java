package dev.assay.core.run;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a history as one JSON object a line. Each line is handed to the operating system before
 * {@link #append} returns, in one write and without a buffer of our own, so that a harness that is
 * killed at any moment leaves all that it saw, but for a last line that may be cut short.
 */
public final class HistoryWriter implements HistorySink, AutoCloseable {
  private final Path file;
  private final OutputStream out;

  private HistoryWriter(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Begins a new file.
   *
   * @throws OutputException if it cannot be created, or is there already
   */
  public static HistoryWriter create(Path file) {
    try {
      return new HistoryWriter(
          file,
          Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  @Override
  public void append(Entry entry) {
    byte[] line = (EntryJson.toLine(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      out.write(line);
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }
}
