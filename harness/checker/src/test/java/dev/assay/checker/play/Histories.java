package dev.assay.checker.play;

/** How many random histories a test tries. */
public final class Histories {
  private Histories() {}

  /** The usual number, or what {@code -Dassay.histories} says. */
  public static int count(int usual) {
    return Integer.getInteger("assay.histories", usual);
  }
}
