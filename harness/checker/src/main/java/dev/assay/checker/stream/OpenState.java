package dev.assay.checker.stream;

/**
 * How much a streaming check remembers.
 *
 * @param open operations that have no completion so far
 * @param values values or elements that may still be seen, or must be
 * @param adrift values of operations of unknown outcome that nobody has seen
 * @param bytes about how much memory all of it takes
 */
public record OpenState(long open, long values, long adrift, long bytes) {
  static final OpenState NOTHING = new OpenState(0, 0, 0, 0);

  OpenState plus(OpenState other) {
    return new OpenState(
        open + other.open, values + other.values, adrift + other.adrift, bytes + other.bytes);
  }
}
