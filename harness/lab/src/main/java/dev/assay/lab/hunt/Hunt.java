package dev.assay.lab.hunt;

import dev.assay.core.run.RunSpec;
import dev.assay.server.bug.SeededBug;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a seeded bug is hunted.
 *
 * @param bug the bug
 * @param scene the kind of run that must show it
 * @param declared the classes of anomaly that count, each as {@code guarantee: anomaly}
 * @param seeds the budget from one base seed; for an equivalent bug, the seeds that must stay clean
 * @param realFaults the kinds of fault that show it on nodes that really run; empty when only the
 *     simulator can
 * @param realSettings settings of the server there
 * @param equivalent why no client can see it, or empty
 */
public record Hunt(
    SeededBug bug,
    Scene scene,
    Set<String> declared,
    int seeds,
    List<String> realFaults,
    Map<String, String> realSettings,
    String equivalent)
    implements Quarry {
  /** A budget that is small, since most seeds show the bug. */
  private static final int FEW_SEEDS = 40;

  public Hunt {
    declared = new TreeSet<>(declared);
    realFaults = List.copyOf(realFaults);
    realSettings = new TreeMap<>(realSettings);
  }

  /** A bug that the scene shows within so many seeds, in one of these classes. */
  static Hunt of(SeededBug bug, int seeds, Scene scene, String... declared) {
    return new Hunt(bug, scene, Set.of(declared), seeds, List.of(), Map.of(), "");
  }

  /** A bug that nothing shows, since other parts of the server make up for it. */
  static Hunt equivalent(SeededBug bug, int seeds, Scene scene, String reason) {
    return new Hunt(bug, scene, Set.of(), seeds, List.of(), Map.of(), reason);
  }

  /** It shows on nodes that really run too, with these faults. */
  Hunt onNodes(String... faults) {
    return new Hunt(bug, scene, declared, seeds, List.of(faults), realSettings, equivalent);
  }

  /** There the server has this setting. */
  Hunt set(String key, String value) {
    Map<String, String> settings = new TreeMap<>(realSettings);
    settings.put(key, value);
    return new Hunt(bug, scene, declared, seeds, realFaults, settings, equivalent);
  }

  @Override
  public String name() {
    return bug.word();
  }

  @Override
  public boolean quick() {
    return equivalent.isEmpty() && seeds <= FEW_SEEDS;
  }

  @Override
  public RunSpec spec(long seed) {
    return scene.spec(seed, bug.word());
  }

  public boolean isEquivalent() {
    return !equivalent.isEmpty();
  }

  /** Where it shows: {@code sim}, {@code process}, {@code docker}. */
  public List<String> where() {
    if (isEquivalent()) {
      return List.of();
    }
    return realFaults.isEmpty() ? List.of("sim") : List.of("sim", "process", "docker");
  }
}
