package dev.assay.checker.history;

/** What a line of the history says. */
public enum EntryType {
  INVOKE("invoke"),
  OK("ok"),
  FAIL("fail"),
  INFO("info"),
  EVENT("event");

  private final String word;

  EntryType(String word) {
    this.word = word;
  }

  /** The word used in files. */
  public String word() {
    return word;
  }

  /** Whether a line of this type ends an operation. */
  public boolean completes() {
    return this == OK || this == FAIL || this == INFO;
  }
}
