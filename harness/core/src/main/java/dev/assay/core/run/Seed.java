package dev.assay.core.run;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The one seed that all randomness comes from. It is forked by purpose, so that drawing more or
 * less for one purpose does not change another.
 */
public record Seed(long value) {
  /** The seed of a part of the run. */
  public Seed fork(String purpose) {
    long hash = value;
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash ^ purpose.charAt(i));
    }
    return new Seed(mix(hash ^ 0x9e3779b97f4a7c15L));
  }

  /** The seed of a numbered part, say of the n-th draw of a series. */
  public Seed fork(long number) {
    return new Seed(mix(mix(value) ^ number));
  }

  /** A fresh generator; each call gives the same stream. */
  public RandomGenerator random() {
    return new SplittableRandom(value);
  }

  /** The finaliser of splitmix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long bits) {
    long z = bits + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
