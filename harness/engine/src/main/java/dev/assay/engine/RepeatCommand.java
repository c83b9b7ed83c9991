package dev.assay.engine;

import dev.assay.core.run.RunSpec;
import java.util.List;

/** The command line that gives a run again. */
public final class RepeatCommand {
  private RepeatCommand() {}

  /**
   * The command.
   *
   * @param faultWords the faults as they were named
   */
  public static String of(RunSpec spec, List<String> faultWords) {
    StringBuilder command = new StringBuilder("./assay run");
    option(command, "plugin", spec.own().plugin(), "");
    option(command, "client", spec.own().client(), "");
    option(command, "system", spec.own().client().isEmpty() ? spec.system() : "", "reference");
    if (spec.own().endpoints().isEmpty()) {
      option(command, "cluster", spec.cluster(), "process");
      option(command, "nodes", Integer.toString(spec.nodes()), "3");
    }
    option(command, "endpoints", String.join(",", spec.own().endpoints()), "");
    option(command, "workload", spec.workload(), "");
    option(command, "faults", faultWords.isEmpty() ? "none" : String.join(",", faultWords), "");
    option(command, "concurrency", Integer.toString(spec.concurrency()), "10");
    option(command, "rate", spec.rate() == 0 ? "" : Double.toString(spec.rate()), "");
    option(command, "time-limit", TimeSpan.text(spec.timeLimitMillis()), "");
    option(command, "bug", spec.bug(), "");
    spec.settings().forEach((key, value) -> option(command, "set", key + "=" + value, ""));
    option(command, "seed", Long.toString(spec.seed()), "");
    return command.toString();
  }

  private static void option(StringBuilder command, String name, String value, String usual) {
    if (!value.isEmpty() && !value.equals(usual)) {
      command.append(" --").append(name).append(' ').append(quoted(value));
    }
  }

  public static String quoted(String value) {
    return value.matches("[A-Za-z0-9_=,.:/+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
