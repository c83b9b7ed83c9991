package dev.assay.nemesis;

/** Kinds of one track are never in effect at the same time. The words are groups as well. */
enum Track {
  NETWORK("network"),
  PROCESS("process"),
  RESOURCES("resources"),
  DISK("disk"),
  CLOCK("clock");

  private final String word;

  Track(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
