package dev.assay.lab.hunt;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What all chases after a quarry came to.
 *
 * @param quarry what was hunted
 * @param pursuits one for each base seed, in their order
 */
public record Score(Quarry quarry, List<Pursuit> pursuits) {
  /** From so many of the base seeds a bug must be caught. */
  public static final double LEAST_RATE = 0.95;

  /** More runs than these that were not judged say that a twin's scene exercises too little. */
  public static final double MOST_UNKNOWN = 0.25;

  public Score {
    pursuits = List.copyOf(pursuits);
  }

  /** The share of the base seeds from which it was caught; of a twin, flagged. */
  public double rate() {
    Ending counted =
        switch (quarry) {
          case Hunt hunt -> hunt.isEquivalent() ? Ending.NOT_EQUIVALENT : Ending.CAUGHT;
          case Twin _ -> Ending.FLAGGED;
        };
    long times = pursuits.stream().filter(each -> each.ending(quarry) == counted).count();
    return pursuits.isEmpty() ? 0 : (double) times / pursuits.size();
  }

  /** What is to be said of all of them together: a bug need not be caught from every base seed. */
  public Ending ending() {
    Map<Ending, Integer> counts = new EnumMap<>(Ending.class);
    pursuits.forEach(each -> counts.merge(each.ending(quarry), 1, Integer::sum));
    int caught = counts.getOrDefault(Ending.CAUGHT, 0);
    boolean enough = caught > 0 && caught >= pursuits.size() * LEAST_RATE;
    if (enough && !counts.containsKey(Ending.NOT_CLEAN) && !counts.containsKey(Ending.BROKEN)) {
      return Ending.CAUGHT;
    }
    return counts.keySet().stream().max(Comparator.naturalOrder()).orElse(Ending.NOT_DONE);
  }

  /** How many runs there were. */
  public int runs() {
    return pursuits.stream().mapToInt(Pursuit::runs).sum();
  }

  public long millis() {
    return pursuits.stream().mapToLong(Pursuit::millis).sum();
  }

  public long cpuMillis() {
    return pursuits.stream().mapToLong(Pursuit::cpuMillis).sum();
  }

  /** The classes of anomaly that were seen, sorted. */
  public List<String> seen() {
    TreeSet<String> seen = new TreeSet<>();
    pursuits.stream()
        .map(Pursuit::caught)
        .filter(Objects::nonNull)
        .map(Sighting::classes)
        .forEach(seen::addAll);
    return List.copyOf(seen);
  }

  /** Bad before open before good; a table of no scores is open, since nothing is known. */
  public static Ending.Tone worst(Collection<Score> scores) {
    return scores.stream()
        .map(score -> score.ending().tone())
        .max(Comparator.naturalOrder())
        .orElse(Ending.Tone.OPEN);
  }
}
