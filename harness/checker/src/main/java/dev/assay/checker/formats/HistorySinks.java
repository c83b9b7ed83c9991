package dev.assay.checker.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Writes histories in the formats that others read. */
public final class HistorySinks {
  private HistorySinks() {}

  /** The formats that can be written, by name. */
  public static List<String> names() {
    return Arrays.stream(HistoryFormat.values())
        .filter(HistoryFormat::written)
        .map(HistoryFormat::word)
        .toList();
  }

  /**
   * Begins to write; closing the sink closes the stream.
   *
   * @param independent whether a client's value becomes the pair of key and value, in formats of
   *     others
   * @throws IllegalArgumentException if the format is only read
   */
  public static EntrySink open(OutputStream out, HistoryFormat format, boolean independent)
      throws IOException {
    return switch (format) {
      case JSONL -> JsonHistoryWriter.ofOurs(out);
      case EDN -> new EdnHistoryWriter(out, independent);
      case ELLE_JSON -> JsonHistoryWriter.ofElle(out, independent);
      case BINARY -> new BinaryHistoryWriter(out);
      case AUTO, JEPSEN_LOG, KV_EDN ->
          throw new IllegalArgumentException(format.word() + " is only read");
    };
  }
}
