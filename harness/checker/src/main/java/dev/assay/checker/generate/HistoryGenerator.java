package dev.assay.checker.generate;

import dev.assay.checker.generate.Schedule.Place;
import dev.assay.checker.generate.Schedule.Planting;
import dev.assay.checker.history.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Makes a history of a model, or of a workload. */
public final class HistoryGenerator {
  private HistoryGenerator() {}

  /**
   * What was made.
   *
   * @param lines how many lines
   * @param indeterminate how many operations are of unknown outcome
   * @param planted the plants, in the order in which they stand in the history
   */
  public record Generated(long lines, int indeterminate, List<Planted> planted) {
    public Generated {
      planted = List.copyOf(planted);
    }
  }

  /**
   * A violation that was planted.
   *
   * @param name the plant
   * @param firstIndex its first line
   * @param lastIndex its last line
   * @param untrue the ids of those of its operations that did not happen as they say
   * @param untrueEvents the indexes of those of its events that did not happen
   */
  public record Planted(
      String name, long firstIndex, long lastIndex, List<Long> untrue, List<Long> untrueEvents) {
    public Planted {
      untrue = List.copyOf(untrue);
      untrueEvents = List.copyOf(untrueEvents);
    }
  }

  /** A history without violations, in memory. */
  public static List<Entry> generate(Subject subject, HistorySettings settings) {
    List<Entry> entries = new ArrayList<>();
    generate(subject, settings, List.of(), entries::add);
    return entries;
  }

  /**
   * Makes one.
   *
   * @param plants which violations to show, by their names; each stands at a random place
   * @param sink takes the lines, in order
   * @throws IllegalArgumentException if the subject does not know a plant; the message names those
   *     that it knows
   */
  public static Generated generate(
      Subject subject, HistorySettings settings, List<String> plants, Consumer<Entry> sink) {
    return switch (subject) {
      case GeneratedModel model -> ofModel(model, settings, plants, sink);
      case GeneratedWorkload workload -> WorkloadRun.of(workload, settings, plants, sink);
    };
  }

  private static Generated ofModel(
      GeneratedModel model, HistorySettings settings, List<String> plants, Consumer<Entry> sink) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    List<Place> places = model.places(settings, !plants.isEmpty(), random);
    List<Planting> plantings = new ArrayList<>();
    for (String name : plants) {
      Place place = places.get(random.nextInt(places.size()));
      Plant plant = model.plant(place.store(), name);
      plantings.add(new Planting(random.nextInt(settings.operations() + 1), plant, place));
    }
    plantings.sort(Comparator.comparingInt(Planting::before));
    return new Schedule(settings, random, places, new Lines(sink)).run(plantings);
  }
}
