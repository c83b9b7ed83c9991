package dev.assay.lab.hunt;

/** What a chase, or all chases after a quarry, came to. */
public enum Ending {
  CAUGHT("caught", Tone.GOOD, "a run was invalid, in a declared class; with the bug off it is not"),
  EQUIVALENT("not visible", Tone.GOOD, "as declared, no run was invalid"),
  CLEAN("clean", Tone.GOOD, "no run was invalid"),
  NOT_DONE("not done", Tone.OPEN, "time was up before"),
  UNAVAILABLE("not available here", Tone.OPEN, "this machine lacks what its faults need"),
  IDLE("idle", Tone.OPEN, "too many runs exercised too little to be judged"),
  MISSED("missed", Tone.BAD, "no run within the budget was invalid"),
  OTHER_CLASS("other class", Tone.BAD, "a run was invalid, but in no declared class"),
  NOT_CLEAN("not clean", Tone.BAD, "the run that caught it is invalid with the bug off, too"),
  NOT_EQUIVALENT("visible", Tone.BAD, "a run was invalid, though it is declared as equivalent"),
  FLAGGED("flagged", Tone.BAD, "a run was called invalid, though nothing is wrong"),
  BROKEN("broken", Tone.BAD, "a run could not be brought to its end");

  /** Whether it is as it should be. */
  public enum Tone {
    GOOD,
    OPEN,
    BAD
  }

  private final String word;
  private final Tone tone;
  private final String meaning;

  Ending(String word, Tone tone, String meaning) {
    this.word = word;
    this.tone = tone;
    this.meaning = meaning;
  }

  public String word() {
    return word;
  }

  public Tone tone() {
    return tone;
  }

  /** One sentence without its full stop. */
  public String meaning() {
    return meaning;
  }
}
