package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.lab.Hunts;
import dev.assay.server.bug.SeededBug;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The seeded bugs. */
@Command(
    name = "bugs",
    description = "The seeded bugs of the reference server.",
    mixinStandardHelpOptions = true,
    subcommands = BugsCommand.ListCommand.class)
final class BugsCommand implements Runnable {
  @Override
  public void run() {
    throw new UsageException("say what: assay bugs list");
  }

  @Command(
      name = "list",
      description = "Lists them, with what shows each.",
      mixinStandardHelpOptions = true)
  static final class ListCommand implements Runnable {
    @Option(names = "--json", description = "One JSON object a line on stdout.")
    private boolean json;

    @Override
    public void run() {
      for (SeededBug bug : SeededBug.values()) {
        Hunts.Hunt hunt = Hunts.of(bug);
        if (json) {
          System.out.println(EntryJson.valueText(json(bug, hunt)));
        } else {
          System.out.printf(
              "%-22s %s%n%22s breaks: %s%n%22s known from: %s%n%22s hunted by: %s%n",
              bug.word(), bug.change(), "", bug.promise(), "", bug.origin(), "", words(hunt));
        }
      }
    }

    private static String words(Hunts.Hunt hunt) {
      return hunt.where().isEmpty()
          ? "nothing yet"
          : hunt.workload() + " under " + String.join(", ", hunt.faults());
    }

    private static Map<String, Object> json(SeededBug bug, Hunts.Hunt hunt) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", bug.word());
      entry.put("kind", "bug");
      entry.put("change", bug.change());
      entry.put("origin", bug.origin());
      entry.put("promise", bug.promise());
      entry.put("where", hunt.where());
      entry.put("equivalent", false);
      return entry;
    }
  }
}
