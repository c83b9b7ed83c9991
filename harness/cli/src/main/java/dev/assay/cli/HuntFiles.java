package dev.assay.cli;

import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.OutputException;
import dev.assay.engine.Versions;
import dev.assay.lab.hunt.Ending;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Pursuit;
import dev.assay.lab.hunt.Quarry;
import dev.assay.lab.hunt.Score;
import dev.assay.lab.hunt.Sighting;
import dev.assay.lab.hunt.Twin;
import dev.assay.report.HuntPage;
import dev.assay.report.HuntTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of a hunt: {@code hunt.json} and {@code hunt.html}.
 *
 * @param folder {@code hunt-<UTC time>-<seed>} below the results
 */
record HuntFiles(Path folder) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * A hunt that has ended.
   *
   * @param cluster {@code sim}, {@code process} or {@code docker}
   * @param command what repeats it
   */
  record Hunted(
      String cluster,
      long seed,
      List<Long> bases,
      Instant began,
      long millis,
      String command,
      List<Score> scores) {
    Verdict verdict() {
      return verdictOf(Score.worst(scores));
    }

    long runs() {
      return scores.stream().mapToLong(Score::runs).sum();
    }
  }

  static HuntFiles create(Path results, Instant began, long seed) {
    Path folder = results.resolve("hunt-" + TIME.format(began) + "-" + seed);
    try {
      Files.createDirectories(folder);
    } catch (IOException full) {
      throw OutputException.cannotWrite(results, full);
    }
    return new HuntFiles(folder);
  }

  Path page() {
    return folder.resolve("hunt.html");
  }

  void write(Hunted hunted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", hunted.verdict().word());
    json.put("cluster", hunted.cluster());
    json.put("seed", hunted.seed());
    json.put("bases", hunted.bases());
    json.put("began", hunted.began().toString());
    json.put("millis", hunted.millis());
    json.put("cpuMillis", hunted.scores().stream().mapToLong(Score::cpuMillis).sum());
    json.put("runs", hunted.runs());
    json.put("command", hunted.command());
    json.put("versions", Versions.all());
    json.put("entries", hunted.scores().stream().map(HuntJson::score).toList());
    try {
      Files.writeString(
          folder.resolve("hunt.json"),
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(json)
              + "\n");
      HuntPage.write(table(hunted), page());
    } catch (IOException full) {
      throw OutputException.cannotWrite(folder, full);
    }
  }

  private static HuntTable table(Hunted hunted) {
    return new HuntTable(
        hunted.verdict(),
        hunted.began().toString(),
        switch (hunted.cluster()) {
          case "sim" -> "the simulated reference server";
          case "process" -> "the reference server's processes";
          default -> "the reference server's containers";
        },
        hunted.seed(),
        hunted.bases(),
        hunted.millis(),
        hunted.runs(),
        hunted.command(),
        hunted.scores().stream().map(HuntFiles::row).toList(),
        Versions.all());
  }

  private static HuntTable.Row row(Score score) {
    Quarry quarry = score.quarry();
    List<HuntTable.Fact> facts = new ArrayList<>();
    return switch (quarry) {
      case Hunt hunt -> {
        add(facts, "Known from", hunt.bug().origin());
        add(facts, "Breaks", hunt.bug().promise());
        addScene(facts, quarry);
        if (!hunt.isEquivalent()) {
          add(facts, "Declared", String.join(", ", hunt.declared()));
        }
        HuntTable.Kind kind = hunt.isEquivalent() ? HuntTable.Kind.EQUIVALENT : HuntTable.Kind.BUG;
        yield row(score, kind, hunt.bug().change(), hunt.equivalent(), facts);
      }
      case Twin twin -> {
        add(facts, "May be flagged", twin.origin());
        add(facts, "Holds", twin.promise());
        addScene(facts, quarry);
        yield row(score, HuntTable.Kind.TWIN, twin.unusual(), "", facts);
      }
    };
  }

  private static HuntTable.Row row(
      Score score, HuntTable.Kind kind, String about, String why, List<HuntTable.Fact> facts) {
    Ending ending = score.ending();
    return new HuntTable.Row(
        kind,
        verdictOf(ending.tone()),
        score.quarry().name(),
        ending.word(),
        about,
        why,
        facts,
        score.seen(),
        score.rate(),
        score.pursuits().stream().map(pursuit -> attempt(score.quarry(), pursuit)).toList());
  }

  private static HuntTable.Try attempt(Quarry quarry, Pursuit pursuit) {
    Sighting caught = pursuit.caught();
    return new HuntTable.Try(
        pursuit.base(),
        verdictOf(pursuit.ending(quarry).tone()),
        HuntWords.ended(quarry, pursuit),
        HuntWords.reason(quarry, pursuit),
        caught == null ? "" : HuntWords.replay(quarry, caught));
  }

  private static void addScene(List<HuntTable.Fact> facts, Quarry quarry) {
    add(facts, "Workload", quarry.scene().workload());
    add(
        facts,
        "Faults",
        quarry.scene().faults().isEmpty() ? "none" : String.join(", ", quarry.scene().faults()));
    add(facts, "Run", HuntWords.fixed(quarry.scene()));
    add(facts, "Budget", quarry.seeds() + " seeds from each base seed");
  }

  private static void add(List<HuntTable.Fact> facts, String name, String text) {
    facts.add(new HuntTable.Fact(name, text));
  }

  private static Verdict verdictOf(Ending.Tone tone) {
    return switch (tone) {
      case GOOD -> Verdict.VALID;
      case OPEN -> Verdict.UNKNOWN;
      case BAD -> Verdict.INVALID;
    };
  }
}
