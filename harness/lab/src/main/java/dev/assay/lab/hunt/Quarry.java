package dev.assay.lab.hunt;

import dev.assay.core.run.RunSpec;

/** What is hunted. */
public sealed interface Quarry permits Hunt, Twin {
  /** Its name on the command line; no two have the same. */
  String name();

  /** The kind of run that is tried. */
  Scene scene();

  /** How many seeds are tried from one base seed, at most. */
  int seeds();

  /** Whether it is among the few that are tried when time is short. */
  boolean quick();

  /** The run that a seed gives. */
  RunSpec spec(long seed);
}
