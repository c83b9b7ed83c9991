package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.engine.Interruption;
import dev.assay.engine.RealRun;
import dev.assay.engine.Stopwatch;
import dev.assay.engine.UsageException;
import dev.assay.lab.hunt.Ending;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.HuntRunner;
import dev.assay.lab.hunt.Hunts;
import dev.assay.lab.hunt.Pursuit;
import dev.assay.lab.hunt.Quarry;
import dev.assay.lab.hunt.Score;
import dev.assay.report.TerminalText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hunts the seeded bugs, and looks that the benign twins are left alone. */
@Command(
    name = "hunt",
    description =
        "Hunts each seeded bug as it is declared, from fresh seeds, judged from histories alone;"
            + " and looks that no benign twin is flagged.",
    mixinStandardHelpOptions = true)
final class BugsHuntCommand implements Callable<Integer> {
  private static final int MOST_BASES = 1_000;
  private static final int USUAL_BASES = 3;

  @Parameters(paramLabel = "NAME", description = "Bugs and twins; without any, all.")
  private List<String> names = List.of();

  @Option(names = "--seed", paramLabel = "N", description = "Where the base seeds come from.")
  private @Nullable Long seed;

  @Option(
      names = "--base-seeds",
      paramLabel = "N",
      description = "From how many base seeds (3; of nodes that really run 1).")
  private @Nullable Integer baseSeeds;

  @Option(names = "--quick", description = "Only those that take few seeds.")
  private boolean quick;

  @Option(
      names = "--cluster",
      paramLabel = "KIND",
      description = "sim (the default), process or docker.")
  private String cluster = "sim";

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "When the rest is left undone (30m).")
  private Duration timeLimit = Duration.ofMinutes(30);

  @Option(names = "--out", paramLabel = "DIR", description = "The folder of results (results).")
  private Path out = Path.of("results");

  @Option(names = "--json", description = "One JSON object a line on stdout.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Quarry> quarries = chosen();
    long from = seed == null ? new SecureRandom().nextInt(Integer.MAX_VALUE) : seed;
    int count = baseSeeds == null ? (simulated() ? USUAL_BASES : 1) : baseSeeds;
    if (count < 1 || count > MOST_BASES) {
      throw new UsageException(
          "--base-seeds must be between 1 and %d, not %d".formatted(MOST_BASES, count));
    }
    Stopwatch watch = new Stopwatch();
    HuntRunner.Order order = HuntRunner.Order.from(quarries, from, count, timeLimit.toNanos());
    System.err.printf(
        "hunt of %d from the base seeds %s (--seed %d)%n", quarries.size(), order.bases(), from);
    HuntFiles files = HuntFiles.create(out, watch.began(), from);
    List<Score> scores = hunted(order, files, watch);
    HuntFiles.Hunted hunted =
        new HuntFiles.Hunted(
            cluster,
            from,
            order.bases(),
            watch.began(),
            watch.millis(),
            again(from, count),
            scores);
    files.write(hunted);
    ResultsIndex.refresh(out);
    print(hunted, files);
    return code(scores);
  }

  private boolean simulated() {
    return cluster.equals("sim");
  }

  private List<Quarry> chosen() {
    if (!List.of("sim", "process", RealRun.DOCKER).contains(cluster)) {
      throw new UsageException("unknown cluster " + cluster + "; known are sim, process, docker");
    }
    List<Quarry> all;
    try {
      all = Hunts.named(names);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException(unknown);
    }
    List<Quarry> chosen =
        all.stream()
            .filter(quarry -> !quick || quarry.quick())
            .filter(quarry ->
                simulated() || (quarry instanceof Hunt hunt && hunt.where().contains(cluster)))
            .toList();
    if (chosen.isEmpty()) {
      throw new UsageException("nothing of what was named is hunted so: " + names);
    }
    return chosen;
  }

  private List<Score> hunted(HuntRunner.Order order, HuntFiles files, Stopwatch watch)
      throws IOException, InterruptedException {
    int[] done = {0};
    int all = order.quarries().size() * order.bases().size();
    if (!simulated()) {
      List<Hunt> hunts =
          order.quarries().stream().filter(Hunt.class::isInstance).map(Hunt.class::cast).toList();
      return new RealHunt(
              cluster,
              files.folder(),
              () -> watch.nanos() > order.limitNanos(),
              (quarry, end) -> told(quarry, end, ++done[0], all))
          .run(hunts, order.bases());
    }
    HuntRunner runner =
        new HuntRunner(order, watch::nanos, (quarry, end) -> told(quarry, end, ++done[0], all));
    try (Interruption interruption = Interruption.watch()) {
      interruption.then(runner::cancel);
      return runner.run();
    }
  }

  private static void told(Quarry quarry, Pursuit end, int done, int all) {
    System.err.printf(
        "%4d/%d %-34s %-10d %s%n",
        done, all, quarry.name(), end.base(), HuntWords.ended(quarry, end));
  }

  private String again(long from, int count) {
    return "./assay bugs hunt"
        + names.stream().map(name -> " " + name).collect(Collectors.joining())
        + (quick ? " --quick" : "")
        + (simulated() ? "" : " --cluster " + cluster)
        + (count == USUAL_BASES ? "" : " --base-seeds " + count)
        + " --seed "
        + from;
  }

  private void print(HuntFiles.Hunted hunted, HuntFiles files) {
    if (json) {
      hunted
          .scores()
          .forEach(score -> System.out.println(EntryJson.valueText(HuntJson.score(score))));
    }
    PrintStream text = json ? System.err : System.out;
    text.println();
    for (Score score : hunted.scores()) {
      text.printf("%-34s %-11s %s%n", score.quarry().name(), score.ending().word(), ends(score));
      if (score.ending().tone() != Ending.Tone.GOOD) {
        score.pursuits().forEach(pursuit -> complain(score.quarry(), pursuit, text));
      }
    }
    text.printf(
        "%nbugs: %s%nbenign twins: %s%n%d runs in %.0f s%nreport: %s%nagain:  %s%n",
        tally(hunted.scores().stream().filter(score -> score.quarry() instanceof Hunt).toList()),
        tally(hunted.scores().stream().filter(score -> !(score.quarry() instanceof Hunt)).toList()),
        hunted.runs(),
        hunted.millis() / 1e3,
        files.page(),
        hunted.command());
  }

  private static String ends(Score score) {
    String seen = score.seen().isEmpty() ? "" : "  [" + String.join(", ", score.seen()) + "]";
    return score.pursuits().stream()
            .map(pursuit -> Integer.toString(pursuit.runs()))
            .collect(Collectors.joining(" ", "seeds ", ""))
        + seen;
  }

  private static void complain(Quarry quarry, Pursuit pursuit, PrintStream text) {
    text.printf("    %d: %s%n", pursuit.base(), HuntWords.ended(quarry, pursuit));
    String reason = HuntWords.reason(quarry, pursuit);
    if (!reason.isEmpty()) {
      text.println("      " + TerminalText.line(reason));
    }
    if (pursuit.caught() != null) {
      text.println("      again: " + HuntWords.replay(quarry, pursuit.caught()));
    }
  }

  private static String tally(List<Score> scores) {
    return scores.stream()
        .collect(Collectors.groupingBy(Score::ending, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> each.getValue() + " " + each.getKey().word())
        .collect(Collectors.joining(", ", scores.size() + ": ", ""));
  }

  private static int code(List<Score> scores) {
    if (scores.stream().anyMatch(score -> score.ending() == Ending.BROKEN)) {
      return ExitCode.INTERNAL;
    }
    return switch (Score.worst(scores)) {
      case GOOD -> ExitCode.VALID;
      case BAD -> ExitCode.INVALID;
      case OPEN -> ExitCode.UNKNOWN;
    };
  }
}
