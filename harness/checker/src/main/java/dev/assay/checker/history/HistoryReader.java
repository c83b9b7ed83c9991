package dev.assay.checker.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code history.jsonl} line by line, so that a history need not fit in memory. A last line
 * without its newline is left out with a notice: the harness was killed while it wrote. Used by one
 * thread; does not close the stream.
 */
public final class HistoryReader implements EntrySource {
  /** The longest line that is read, in bytes, unless told otherwise. */
  public static final int LONGEST_LINE_BYTES = 64 << 20;

  private final InputStream in;
  private final int longestLineBytes;
  private byte[] buffer = new byte[64 << 10];
  private int start;
  private int end;
  private long lines;
  private List<String> notices = List.of();

  public HistoryReader(InputStream in) {
    this(in, LONGEST_LINE_BYTES);
  }

  public HistoryReader(InputStream in, int longestLineBytes) {
    this.in = in;
    this.longestLineBytes = longestLineBytes;
  }

  /**
   * The next entry, or null at the end.
   *
   * @throws HistoryException if the line is broken or out of order; the message names its number
   */
  @Override
  public @Nullable Entry next() throws IOException {
    int newline = findNewline();
    if (newline < 0) {
      if (end > start) {
        notices =
            List.of(
                "line %d has no newline and is left out: the recorder was stopped while it wrote"
                    .formatted(lines + 1));
        start = end;
      }
      return null;
    }
    Entry entry = parse(start, newline - start);
    start = newline + 1;
    lines++;
    return entry;
  }

  @Override
  public List<String> notices() {
    return notices;
  }

  private Entry parse(int from, int length) {
    Entry entry;
    try {
      entry = EntryJson.parse(buffer, from, length);
    } catch (HistoryException e) {
      throw new HistoryException("line %d: %s".formatted(lines + 1, e.getMessage()), e);
    }
    if (entry.index() != lines) {
      throw new HistoryException(
          "line %d: the index is %d, expected %d: the history is not dense"
              .formatted(lines + 1, entry.index(), lines));
    }
    return entry;
  }

  /** Where the line that begins at {@code start} ends, or -1 when the input ends first. */
  private int findNewline() throws IOException {
    int from = start;
    while (true) {
      for (int at = from; at < end; at++) {
        if (buffer[at] == '\n') {
          return at;
        }
      }
      int searched = end - start;
      if (searched > longestLineBytes) {
        throw new HistoryException(
            "line %d is longer than %d bytes".formatted(lines + 1, longestLineBytes));
      }
      if (!fill()) {
        return -1;
      }
      from = start + searched;
    }
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      long wanted = Math.min(2L * buffer.length, longestLineBytes + 2L);
      buffer = Arrays.copyOf(buffer, (int) Math.max(wanted, buffer.length + 1L));
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(read, 0);
    return read >= 0;
  }
}
