package dev.assay.checker.edn;

import java.math.BigInteger;

/** Values of EDN that Java has no class for. */
public sealed interface Edn {
  /** A keyword, without its colon; {@code namespace} is empty if it has none. */
  record Keyword(String namespace, String name) implements Edn {
    @Override
    public String toString() {
      return namespace.isEmpty() ? name : namespace + "/" + name;
    }
  }

  /** A symbol, with its namespace if it has one. */
  record Symbol(String name) implements Edn {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A literal with a tag; what the tag means is left to the reader of the value. */
  record Tagged(String tag, Object value) implements Edn {}

  /** A fraction. */
  record Ratio(BigInteger numerator, BigInteger denominator) implements Edn {
    @Override
    public String toString() {
      return numerator + "/" + denominator;
    }
  }
}
