package dev.assay.lab.hunt;

import dev.assay.core.run.RunSpec;

/**
 * A run that looks like trouble and is none: a judge that flags it raises a false alarm.
 *
 * @param name its name on the command line
 * @param unusual what is unusual about it
 * @param origin why one might flag it
 * @param promise what holds all the same
 * @param scene the kind of run
 * @param seeds how many seeds are tried from one base seed
 * @param quick whether it is among the few that are tried when time is short
 */
public record Twin(
    String name,
    String unusual,
    String origin,
    String promise,
    Scene scene,
    int seeds,
    boolean quick)
    implements Quarry {
  @Override
  public RunSpec spec(long seed) {
    return scene.spec(seed, "");
  }
}
