package dev.assay.checker.formats;

import dev.assay.checker.history.History;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a history file of any known format. */
public final class HistoryFiles {
  private static final int LOOK_AHEAD = 4096;

  private HistoryFiles() {}

  /**
   * Reads a whole file.
   *
   * @throws dev.assay.checker.history.HistoryException if it is broken; the message names the line
   */
  public static History read(Path file, HistoryFormat format) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return read(in, format);
    }
  }

  /** As {@link #read(Path, HistoryFormat)}; the stream must support marks, and is not closed. */
  public static History read(InputStream in, HistoryFormat format) throws IOException {
    return switch (format) {
      case AUTO -> read(in, guess(in));
      case JSONL -> History.read(in);
      case EDN, KV_EDN -> EdnHistoryReader.read(reader(in));
      case JEPSEN_LOG -> JepsenLogReader.read(reader(in));
    };
  }

  private static Reader reader(InputStream in) {
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }

  /** Says the format by the first characters that are no blank and no comment of EDN. */
  private static HistoryFormat guess(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    String start = new String(in.readNBytes(LOOK_AHEAD), StandardCharsets.UTF_8);
    in.reset();
    String bare = start.replaceAll("(?m)^\\s*;.*$", "").strip();
    if (bare.startsWith("{")) {
      String inside = bare.substring(1).strip();
      return inside.startsWith("\"") || inside.startsWith("}")
          ? HistoryFormat.JSONL
          : HistoryFormat.EDN;
    }
    boolean edn = !bare.isEmpty() && "[(#".indexOf(bare.charAt(0)) >= 0;
    return edn || (bare.isEmpty() && start.contains(";"))
        ? HistoryFormat.EDN
        : bare.isEmpty() ? HistoryFormat.JSONL : HistoryFormat.JEPSEN_LOG;
  }
}
