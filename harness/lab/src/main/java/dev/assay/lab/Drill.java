package dev.assay.lab;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A plan of faults that is written down instead of drawn: the same few faults again and again, with
 * a little chance in their times. What needs several faults in one order, each within a narrow
 * window, is found by an exercise of that kind, and by random plans in years.
 *
 * <p>As a text, which is how a run's description holds it, a drill is its period in milliseconds
 * and its faults, with semicolons between them; a fault is its kind, when it begins and how long it
 * lasts, and its parameters as they stand in a plan: {@code 4000; partition-leader 0 900;
 * power-loss 100 1500 trigger=newleader-acked size=3}. A list has plus signs between its elements.
 *
 * @param periodMillis after so long it begins anew
 * @param steps the faults of one period
 */
public record Drill(long periodMillis, List<Step> steps) {
  /** Each fault begins up to so much later than it says. */
  private static final long CHANCE_MILLIS = 60;

  /**
   * A fault of the drill.
   *
   * @param atMillis when it begins, counted from the beginning of the period
   */
  public record Step(String kind, long atMillis, long forMillis, Map<String, Object> parameters) {
    public Step {
      parameters = new TreeMap<>(parameters);
    }
  }

  public Drill {
    steps = List.copyOf(steps);
    if (periodMillis <= 0 || steps.isEmpty()) {
      throw new IllegalArgumentException("a drill has a period and faults");
    }
  }

  /** The kinds of its faults, each once. */
  public List<String> kinds() {
    return steps.stream().map(Step::kind).distinct().sorted().toList();
  }

  /**
   * Reads the text of a drill.
   *
   * @throws IllegalArgumentException if it is none; says which part
   */
  public static Drill parse(String text) {
    String[] parts = text.strip().split("\\s*;\\s*", -1);
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      steps.add(step(parts[i]));
    }
    return new Drill(number(parts[0]), steps);
  }

  private static Step step(String text) {
    String[] words = text.split("\\s+", -1);
    if (words.length < 3) {
      throw new IllegalArgumentException("a fault is: kind, begin, duration; not " + text);
    }
    Map<String, Object> parameters = new TreeMap<>();
    for (int i = 3; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("a parameter is name=value, not " + words[i]);
      }
      parameters.put(words[i].substring(0, equals), value(words[i].substring(equals + 1)));
    }
    return new Step(words[0], number(words[1]), number(words[2]), parameters);
  }

  private static Object value(String text) {
    if (text.matches("-?\\d{1,18}")) {
      return Long.valueOf(text);
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return text.contains("+") ? List.of(text.split("\\+")) : text;
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("a drill's times are whole milliseconds, not " + text);
    }
    return Long.parseLong(text);
  }

  /** The plan: whole periods, as many as fit. */
  List<PlannedFault> plan(long limitMillis, Seed seed) {
    RandomGenerator dice = seed.fork("drill").random();
    List<PlannedFault> faults = new ArrayList<>();
    for (long begin = 0; begin + periodMillis <= limitMillis; begin += periodMillis) {
      for (Step step : steps) {
        long millis = begin + step.atMillis() + dice.nextLong(CHANCE_MILLIS + 1);
        faults.add(
            new PlannedFault(
                0,
                step.kind(),
                millis * 1_000_000,
                step.forMillis() * 1_000_000,
                step.parameters()));
      }
    }
    faults.sort(Comparator.comparingLong(PlannedFault::atNanos));
    List<PlannedFault> plan = new ArrayList<>();
    for (PlannedFault fault : faults) {
      plan.add(
          new PlannedFault(
              plan.size(),
              fault.kind(),
              fault.atNanos(),
              fault.durationNanos(),
              fault.parameters()));
    }
    return plan;
  }
}
