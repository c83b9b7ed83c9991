package dev.assay.checker.generate;

import dev.assay.checker.generate.Schedule.Place;
import dev.assay.checker.generate.Schedule.Planting;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Events;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A run of a workload, from its first line to its last: no fault is injected. */
final class WorkloadRun {
  private static final List<String> NODES = List.of("n1", "n2", "n3");
  private static final long DEADLINE_MILLIS = 20_000;

  private WorkloadRun() {}

  static HistoryGenerator.Generated of(
      GeneratedWorkload workload,
      HistorySettings settings,
      List<String> plants,
      Consumer<Entry> sink) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    Sessions sessions = new Sessions(NODES);
    Service service = workload.service(settings, sessions, random.split());
    Place place = new Place(null, service, settings.hints());
    List<Planting> plantings = new ArrayList<>();
    for (String name : plants) {
      Plant plant = Plant.named(name, service.plants(), workload);
      plantings.add(new Planting(random.nextInt(settings.operations() + 1), plant, place));
    }
    plantings.sort(Comparator.comparingInt(Planting::before));
    Lines lines = new Lines(sink, sessions);
    Schedule schedule = new Schedule(settings, random, List.of(place), lines);
    begin(workload, service, settings, lines);
    service.begin(schedule.script(place));
    HistoryGenerator.Generated made = schedule.run(plantings);
    lines.event(Events.HEALED, Map.of("deadlineMillis", DEADLINE_MILLIS));
    lines.event(Events.SERVING, Map.of("millis", 1L));
    lines.event(Events.PHASE, Events.FINAL);
    service.finish(schedule.script(place));
    lines.event(Events.END, Map.of("entries", lines.count()));
    return new HistoryGenerator.Generated(lines.count(), made.indeterminate(), made.planted());
  }

  private static void begin(
      GeneratedWorkload workload, Service service, HistorySettings settings, Lines lines) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("workload", workload.word());
    run.put("kinds", service.kinds());
    run.put("faults", List.of());
    run.put("nodes", NODES);
    run.put("concurrency", (long) settings.clients());
    run.put("seed", settings.seed());
    lines.event(Events.RUN, run);
    lines.event(Events.PHASE, "main");
  }
}
