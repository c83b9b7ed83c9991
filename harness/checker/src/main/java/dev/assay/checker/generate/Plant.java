package dev.assay.checker.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A class of violations that can be planted.
 *
 * @param name what it is asked for by
 * @param anomaly what the check must report: the class of the broken guarantee, or one of those in
 *     its details
 * @param says what its script shows, in a few words
 * @param script shows it
 */
record Plant(String name, String anomaly, String says, Consumer<Script> script) {
  /** One that has the name of its anomaly. */
  static Plant of(String anomaly, String says, Consumer<Script> script) {
    return new Plant(anomaly, anomaly, says, script);
  }

  /** What these show, by their names. */
  static Map<String, String> described(List<Plant> plants) {
    Map<String, String> described = new LinkedHashMap<>();
    plants.forEach(plant -> described.put(plant.name(), plant.says()));
    return described;
  }

  /**
   * One of these.
   *
   * @param subject whose they are
   * @throws IllegalArgumentException if there is none of this name
   */
  static Plant named(String name, List<Plant> plants, Subject subject) {
    return plants.stream()
        .filter(plant -> plant.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has no violation %s; known are %s"
                    .formatted(
                        subject.word(), name, String.join(", ", described(plants).keySet()))));
  }
}
