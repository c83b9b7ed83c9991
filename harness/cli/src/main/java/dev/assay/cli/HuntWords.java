package dev.assay.cli;

import dev.assay.core.run.RunSpec;
import dev.assay.engine.RepeatCommand;
import dev.assay.lab.hunt.Ending;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Pursuit;
import dev.assay.lab.hunt.Quarry;
import dev.assay.lab.hunt.Scene;
import dev.assay.lab.hunt.Sighting;
import dev.assay.lab.hunt.Twin;
import java.util.stream.Collectors;

/** What is said of hunts, on the terminal and in files. */
final class HuntWords {
  private HuntWords() {}

  /** A scene in one line. */
  static String scene(Scene scene) {
    String faults = scene.faults().isEmpty() ? "no faults" : String.join(", ", scene.faults());
    return scene.workload() + " under " + faults;
  }

  /** What of a scene is fixed, besides workload and faults. */
  static String fixed(Scene scene) {
    String sizes =
        scene.nodes().stream().distinct().map(String::valueOf).collect(Collectors.joining(" or "));
    String settings =
        scene.settings().entrySet().stream()
            .map(each -> ", " + each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining());
    return "%s nodes, %d clients, %.0f operations a second, %s of faults and %s without%s"
        .formatted(
            sizes,
            scene.clients(),
            scene.rate(),
            Durations.text(scene.faultMillis()),
            Durations.text(Math.max(1, scene.calmMillis())),
            settings);
  }

  /** How a chase ended, in a few words. */
  static String ended(Quarry quarry, Pursuit pursuit) {
    Ending ending = pursuit.ending(quarry);
    String seeds = pursuit.runs() == 1 ? "1 seed" : pursuit.runs() + " seeds";
    return switch (ending) {
      case CAUGHT -> "after %s, %s".formatted(seeds, lasting(pursuit));
      case EQUIVALENT, CLEAN ->
          seeds + " clean" + (pursuit.unknown() == 0 ? "" : ", " + pursuit.unknown() + " unknown");
      case IDLE -> "%d of %s unknown".formatted(pursuit.unknown(), seeds);
      case MISSED, OTHER_CLASS, NOT_CLEAN, NOT_EQUIVALENT, FLAGGED, BROKEN, NOT_DONE ->
          ending.word() + " after " + seeds;
      case UNAVAILABLE -> ending.word() + ": " + pursuit.whyUnknown();
    };
  }

  /** The processor time where it is known, since a machine that is shared tells nothing else. */
  private static String lasting(Pursuit pursuit) {
    long millis = pursuit.cpuMillis() == 0 ? pursuit.millis() : pursuit.cpuMillis();
    return millis < 1_000 ? millis + " ms" : "%.1f s".formatted(millis / 1e3);
  }

  /** The run that decided in one sentence, or why there is none; else empty. */
  static String reason(Quarry quarry, Pursuit pursuit) {
    Sighting caught = pursuit.caught();
    if (!pursuit.fault().isEmpty()) {
      return pursuit.fault();
    }
    if (caught != null) {
      return caught.reason();
    }
    return switch (pursuit.ending(quarry)) {
      case IDLE, UNAVAILABLE -> pursuit.whyUnknown();
      default -> "";
    };
  }

  /** The command that repeats a run. */
  static String replay(Quarry quarry, Sighting caught) {
    RunSpec spec = caught.spec();
    return switch (quarry) {
      case Hunt hunt when spec.cluster().equals("sim") ->
          "./assay run --cluster sim --bug %s --seed %d".formatted(hunt.name(), spec.seed());
      case Hunt _, Twin _ -> RepeatCommand.of(spec, spec.faults());
    };
  }
}
