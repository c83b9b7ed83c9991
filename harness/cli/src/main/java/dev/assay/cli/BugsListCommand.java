package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.lab.hunt.Hunt;
import dev.assay.lab.hunt.Hunts;
import dev.assay.lab.hunt.Quarry;
import dev.assay.lab.hunt.Twin;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the seeded bugs and the benign twins. */
@Command(
    name = "list",
    description = "Lists the seeded bugs and the benign twins, with how each is hunted.",
    mixinStandardHelpOptions = true)
final class BugsListCommand implements Runnable {
  @Option(names = "--json", description = "One JSON object a line on stdout.")
  private boolean json;

  @Override
  public void run() {
    for (Quarry quarry : Hunts.quarries()) {
      if (json) {
        System.out.println(EntryJson.valueText(HuntJson.declared(quarry)));
      } else {
        text(quarry, System.out);
      }
    }
    System.err.printf(
        "%d seeded bugs, %d of them not visible to clients; %d benign twins%n",
        Hunts.all().size(),
        Hunts.all().stream().filter(Hunt::isEquivalent).count(),
        Hunts.quarries().size() - Hunts.all().size());
  }

  private static void text(Quarry quarry, PrintStream out) {
    switch (quarry) {
      case Hunt hunt -> {
        out.printf("%s%n  %s%n", hunt.name(), hunt.bug().change());
        line(out, "breaks", hunt.bug().promise());
        line(out, "known from", hunt.bug().origin());
        if (hunt.isEquivalent()) {
          line(out, "not visible", hunt.equivalent());
        } else {
          line(out, "caught as", String.join(", ", hunt.declared()));
        }
      }
      case Twin twin -> {
        out.printf("%s (benign)%n  %s%n", twin.name(), twin.unusual());
        line(out, "holds", twin.promise());
        line(out, "flagged by", twin.origin());
      }
    }
    line(out, "hunted by", HuntWords.scene(quarry.scene()));
  }

  private static void line(PrintStream out, String name, String text) {
    out.printf("  %-11s %s%n", name, text);
  }
}
