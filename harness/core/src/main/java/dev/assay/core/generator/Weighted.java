package dev.assay.core.generator;

import dev.assay.core.spi.Generator;

/** A generator and how often it is chosen, relative to the others. */
public record Weighted(int weight, Generator generator) {
  public Weighted {
    if (weight <= 0) {
      throw new IllegalArgumentException("a weight is positive: " + weight);
    }
  }
}
