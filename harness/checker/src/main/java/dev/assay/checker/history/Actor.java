package dev.assay.checker.history;

/** Who a line of the history belongs to: a client process, the nemesis, or a node (events). */
public sealed interface Actor {
  /** A logical client process; it does one thing after the other. */
  record Client(int number) implements Actor {
    public Client {
      if (number < 0) {
        throw new IllegalArgumentException("a process number is not negative: " + number);
      }
    }

    @Override
    public String toString() {
      return Integer.toString(number);
    }
  }

  /** The one who breaks things. */
  record Nemesis() implements Actor {
    @Override
    public String toString() {
      return "nemesis";
    }
  }

  /** A node of the system under test, for its events. */
  record Node(String name) implements Actor {
    @Override
    public String toString() {
      return name;
    }
  }
}
