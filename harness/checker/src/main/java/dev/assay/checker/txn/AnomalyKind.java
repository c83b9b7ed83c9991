package dev.assay.checker.txn;

/**
 * What can be wrong with transactions: the phenomena of Adya ("Weak consistency", 1999) as Elle
 * (Kingsbury and Alvaro, VLDB 2020) tells them from histories. {@code -process} and {@code
 * -realtime} mark cycles that take the order within a process or real time to be one.
 */
enum AnomalyKind {
  /** A read shows an element that nobody wrote. */
  PHANTOM_READ("phantom-read"),
  /** A read shows an element twice. */
  DUPLICATE_ELEMENTS("duplicate-elements"),
  /**
   * Neither of two reads of a list is a prefix of the other, or a read shows what a transaction
   * appended in another order.
   */
  INCOMPATIBLE_ORDER("incompatible-order"),
  /** A read shows what a failed transaction wrote. */
  G1A("G1a"),
  /** A read shows a version that its transaction overwrote itself. */
  G1B("G1b"),
  /** A transaction disagrees with what it did or saw before. */
  INTERNAL("internal"),
  /** Two transactions read one version and both replaced it. */
  LOST_UPDATE("lost-update"),
  G0("G0"),
  G1C("G1c"),
  /** A transaction saw one write of another one, and missed a second. */
  FRACTURED_READ("fractured-read"),
  G_SINGLE("G-single"),
  G_NONADJACENT("G-nonadjacent"),
  G2_ITEM("G2-item"),
  G0_PROCESS("G0-process"),
  G1C_PROCESS("G1c-process"),
  G_SINGLE_PROCESS("G-single-process"),
  G_NONADJACENT_PROCESS("G-nonadjacent-process"),
  G2_ITEM_PROCESS("G2-item-process"),
  G0_REALTIME("G0-realtime"),
  G1C_REALTIME("G1c-realtime"),
  G_SINGLE_REALTIME("G-single-realtime"),
  G_NONADJACENT_REALTIME("G-nonadjacent-realtime"),
  G2_ITEM_REALTIME("G2-item-realtime");

  private static final AnomalyKind[] CYCLES = {
    G0, G1C, FRACTURED_READ, G_SINGLE, G_NONADJACENT, G2_ITEM
  };

  private final String word;

  AnomalyKind(String word) {
    this.word = word;
  }

  /** The name that the literature uses. */
  String word() {
    return word;
  }

  /** How strong an order a cycle needs. */
  enum Level {
    PLAIN,
    PROCESS,
    REALTIME
  }

  /** G1c for G0, at the same level; itself for others. */
  AnomalyKind ofReadWrites() {
    return switch (this) {
      case G0 -> G1C;
      case G0_PROCESS -> G1C_PROCESS;
      case G0_REALTIME -> G1C_REALTIME;
      default -> this;
    };
  }

  /** Whether there is a kind of this, of those without a suffix, at a level. */
  boolean has(Level level) {
    return this != FRACTURED_READ || level == Level.PLAIN;
  }

  /** The kind of a cycle, of those without a suffix, at a level. */
  AnomalyKind at(Level level) {
    return switch (level) {
      case PLAIN -> this;
      case PROCESS -> valueOf(name() + "_PROCESS");
      case REALTIME -> valueOf(name() + "_REALTIME");
    };
  }

  /** The classes of cycles, the gravest first. */
  static AnomalyKind[] cycles() {
    return CYCLES.clone();
  }
}
