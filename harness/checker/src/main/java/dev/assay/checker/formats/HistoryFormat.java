package dev.assay.checker.formats;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of histories. All can be read; those that {@link #written} says, written too. */
public enum HistoryFormat {
  AUTO("auto", ""),
  JSONL("jsonl", "jsonl"),
  EDN("edn", "edn"),
  JEPSEN_LOG("jepsen-log", ""),
  KV_EDN("kv-edn", ""),
  ELLE_JSON("elle-json", "json"),
  BINARY("binary", "bin");

  private final String word;
  private final String ending;

  HistoryFormat(String word, String ending) {
    this.word = word;
    this.ending = ending;
  }

  /** The word used on the command line. */
  public String word() {
    return word;
  }

  /** Whether histories can be written in it. */
  public boolean written() {
    return !ending.isEmpty();
  }

  /** The format of this name; empty if there is none. */
  public static Optional<HistoryFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  /** The format in which a file of this name is written, by its ending; {@code .gz} is left off. */
  public static Optional<HistoryFormat> ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    String end = bare.substring(bare.lastIndexOf('.') + 1);
    return bare.indexOf('.') < 0
        ? Optional.empty()
        : Arrays.stream(values())
            .filter(format -> format.written() && format.ending.equals(end))
            .findFirst();
  }
}
