package dev.assay.checker.formats;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.History;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Histories that are texts in tests. */
final class Reading {
  private Reading() {}

  static List<Entry> entries(String text) throws IOException {
    return history(text, HistoryFormat.AUTO).entries();
  }

  static History history(String text, HistoryFormat format) throws IOException {
    return history(text.getBytes(StandardCharsets.UTF_8), format);
  }

  static History history(byte[] bytes, HistoryFormat format) throws IOException {
    return HistoryFiles.read(new ByteArrayInputStream(bytes), format);
  }

  static byte[] written(List<Entry> entries, HistoryFormat format, boolean independent)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (EntrySink sink = HistorySinks.open(bytes, format, independent)) {
      for (Entry entry : entries) {
        sink.write(entry);
      }
    }
    return bytes.toByteArray();
  }
}
