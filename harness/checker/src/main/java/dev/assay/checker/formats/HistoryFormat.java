package dev.assay.checker.formats;

import java.util.Optional;

/** The formats of histories that can be read. */
public enum HistoryFormat {
  AUTO("auto"),
  JSONL("jsonl"),
  EDN("edn"),
  JEPSEN_LOG("jepsen-log"),
  KV_EDN("kv-edn");

  private final String word;

  HistoryFormat(String word) {
    this.word = word;
  }

  /** The word used on the command line. */
  public String word() {
    return word;
  }

  /** The format of this name; empty if there is none. */
  public static Optional<HistoryFormat> of(String word) {
    for (HistoryFormat format : values()) {
      if (format.word.equals(word)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
