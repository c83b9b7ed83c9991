package dev.assay.cli;

import dev.assay.checker.history.EntryJson;
import dev.assay.cluster.reaper.Reaper;
import dev.assay.nemesis.FaultKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What this machine allows. */
@Command(
    name = "doctor",
    description = "Says which faults work here, and removes what killed runs left behind.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final List<String> LATER =
      List.of(
          "loss",
          "bandwidth",
          "cpu",
          "memory",
          "clock-jump",
          "clock-skew",
          "clock-drift",
          "disk-full",
          "disk-slow",
          "disk-readonly",
          "disk-error",
          "bit-flip",
          "truncate",
          "membership",
          "upgrade");

  @Option(names = "--clean", description = "Kill what dead runs left running.")
  private boolean clean;

  @Option(names = "--out", description = "The folder of the runs.", defaultValue = "results")
  private Path out = Path.of("results");

  @Option(names = "--json", description = "JSON alone on stdout.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (clean) {
      List<String> done = Reaper.clean(out);
      done.forEach(System.err::println);
      if (done.isEmpty()) {
        System.err.println("nothing was left behind");
      }
    }
    List<String> available =
        FaultKinds.expand(List.of("mixed"), Integer.MAX_VALUE, ProcessFaultKinds.ACTIONS);
    if (json) {
      System.out.println(EntryJson.valueText(json(available)));
    } else {
      System.out.println("available with local processes: " + String.join(", ", available));
      LATER.forEach(kind -> System.out.println("not available: " + kind + ": " + why(kind)));
    }
    return ExitCode.VALID;
  }

  private static String why(String kind) {
    return kind.equals("membership")
        ? "the reference server has fixed members"
        : "it needs containers or root, which this version does not use";
  }

  private static Map<String, Object> json(List<String> available) {
    List<Object> unavailable = new ArrayList<>();
    LATER.forEach(kind -> unavailable.add(Map.of("fault", kind, "why", why(kind))));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("available", available);
    all.put("unavailable", unavailable);
    return all;
  }
}
