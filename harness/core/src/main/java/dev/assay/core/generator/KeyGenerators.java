package dev.assay.core.generator;

import dev.assay.core.spi.Generator;

/** The keys of a workload by number, and what is done with each. Pure, like a generator. */
public interface KeyGenerators {
  /** The name of a key. */
  String key(long number);

  /** What is done with it; ends at some time, after at least one operation. */
  Generator generator(long number);
}
