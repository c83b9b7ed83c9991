package dev.assay.checker.formats;

import dev.assay.checker.history.EntrySource;
import dev.assay.checker.history.History;
import dev.assay.checker.history.HistoryReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads a history file of any known format, compressed by gzip or not. */
public final class HistoryFiles {
  private static final int LOOK_AHEAD = 4096;

  /** What the first line of our own format has, and no other format need have. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?=.*\"process\"\\s*:)(?=.*\"index\"\\s*:\\s*0\\s*[,}])"
              + "(?=.*\"type\"\\s*:\\s*\"(invoke|ok|fail|info|event)\").*");

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
    return History.read(open(in, format));
  }

  /**
   * Begins to read. The stream must support marks; whoever opened it closes it.
   *
   * @throws dev.assay.checker.history.HistoryException if it begins as no history of this format
   */
  public static EntrySource open(InputStream in, HistoryFormat format) throws IOException {
    InputStream plain = uncompressed(in);
    return open(
        plain, format == HistoryFormat.AUTO ? guess(plain) : format, format == HistoryFormat.AUTO);
  }

  private static EntrySource open(InputStream plain, HistoryFormat format, boolean guessed)
      throws IOException {
    return switch (format) {
      case AUTO -> throw new IllegalArgumentException("the format was not guessed");
      case JSONL -> new HistoryReader(plain);
      case EDN, KV_EDN -> new EdnHistoryReader(reader(plain));
      case JEPSEN_LOG -> new JepsenLogReader(reader(plain));
      case ELLE_JSON -> new ElleJsonReader(plain, guessed);
      case BINARY -> new BinaryHistoryReader(plain);
    };
  }

  private static Reader reader(InputStream in) {
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }

  private static byte[] start(InputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    byte[] start = in.readNBytes(LOOK_AHEAD);
    in.reset();
    return start;
  }

  private static InputStream uncompressed(InputStream in) throws IOException {
    byte[] start = start(in);
    boolean gzip = start.length > 1 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
    return gzip ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16)) : in;
  }

  /** Says the format by the first characters that are no blank and no comment of EDN. */
  private static HistoryFormat guess(InputStream in) throws IOException {
    byte[] bytes = start(in);
    if (BinaryForm.begins(bytes)) {
      return HistoryFormat.BINARY;
    }
    String start = new String(bytes, StandardCharsets.UTF_8);
    String bare = start.replaceAll("(?m)^\\s*;.*$", "").strip();
    if (bare.startsWith("{")) {
      return guessObject(bare);
    }
    if (bare.startsWith("[") && bare.substring(1).strip().startsWith("{")) {
      return quotedName(bare.substring(1).strip()) ? HistoryFormat.ELLE_JSON : HistoryFormat.EDN;
    }
    boolean edn = !bare.isEmpty() && "[(#^".indexOf(bare.charAt(0)) >= 0;
    return edn || (bare.isEmpty() && start.contains(";"))
        ? HistoryFormat.EDN
        : bare.isEmpty() ? HistoryFormat.JSONL : HistoryFormat.JEPSEN_LOG;
  }

  private static boolean quotedName(String object) {
    return object.substring(1).strip().startsWith("\"");
  }

  private static HistoryFormat guessObject(String bare) {
    if (bare.substring(1).strip().startsWith("}")) {
      return HistoryFormat.JSONL;
    }
    if (!quotedName(bare)) {
      return HistoryFormat.EDN;
    }
    String line = bare.lines().findFirst().orElse("");
    return OURS.matcher(line).matches() ? HistoryFormat.JSONL : HistoryFormat.ELLE_JSON;
  }
}
