package dev.assay.server.runtime;

/**
 * One line of a configuration file, or one option.
 *
 * @param origin where it was written, for messages: {@code zoo.cfg line 3}, {@code --port}
 */
record Setting(String origin, String key, String value) {
  /** A whole number from a range; throws {@link StartFailure}. */
  int number(int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong("not a whole number from %d to %d".formatted(least, most));
    }
    throw wrong("not a whole number from %d to %d".formatted(least, most));
  }

  /** A host and a port; throws {@link StartFailure}. */
  Address address() {
    try {
      return Address.parse(value);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  StartFailure wrong(String why) {
    return new StartFailure(StartFailure.USAGE, "%s: %s=%s: %s".formatted(origin, key, value, why));
  }
}
