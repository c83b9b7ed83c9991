package dev.assay.report;

import dev.assay.checker.judge.OperationTally.Outcomes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Two runs side by side, a row for each thing that can be said of both. */
public final class Comparison {
  private final RunFigures first;
  private final RunFigures second;
  private final List<Row> rows = new ArrayList<>();

  /** How a value is said. */
  enum Unit {
    TEXT,
    COUNT,
    MICROS
  }

  /**
   * One thing.
   *
   * @param first of the first run: a text, or a number ({@link Long}); -1 for a number that there
   *     is not
   */
  record Row(String group, String name, Object first, Object second, Unit unit) {
    boolean differs() {
      return !first.equals(second);
    }

    String words(Object value) {
      if (!(value instanceof Long number)) {
        return String.valueOf(value);
      }
      if (number < 0) {
        return "–";
      }
      return unit == Unit.MICROS ? Wording.lasting(number * 1000) : Wording.count(number);
    }

    /** The second by the first; empty where that says nothing. */
    String change() {
      if (first instanceof Long a && second instanceof Long b) {
        return a <= 0 || b <= 0 || a.equals(b)
            ? ""
            : String.format(Locale.ROOT, "× %.2f", (double) b / a);
      }
      return differs() ? "differs" : "";
    }
  }

  private Comparison(RunFigures first, RunFigures second) {
    this.first = first;
    this.second = second;
    verdicts();
    setup();
    operations();
    latencies();
    faults();
  }

  /**
   * Reads two runs.
   *
   * @throws IOException when a file of them cannot be read; says which and why
   * @throws dev.assay.checker.history.HistoryException when a line of a history is broken
   */
  public static Comparison read(Path first, Path second) throws IOException {
    return new Comparison(RunFigures.read(first), RunFigures.read(second));
  }

  public RunSummary first() {
    return first.run();
  }

  public RunSummary second() {
    return second.run();
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  private void verdicts() {
    text("verdict", "verdict", run -> run.standing().word());
    for (String name : names(figures -> figures.run().findings().guarantees())) {
      text("verdict", name, run -> run.findings().guarantees().getOrDefault(name, "–"));
    }
    text("verdict", "anomalies", run -> String.join(", ", run.findings().anomalies()));
  }

  private void setup() {
    text("set-up", "system", run -> run.setup().system());
    text("set-up", "cluster", run -> run.setup().cluster());
    number("set-up", "nodes", figures -> figures.run().setup().nodes());
    text("set-up", "workload", run -> run.setup().workload());
    text("set-up", "faults", run -> String.join(", ", run.setup().faultWords()));
    number("set-up", "clients", figures -> figures.run().setup().concurrency());
    text("set-up", "time limit", Comparison::limit);
    text("set-up", "seed", run -> Long.toString(run.setup().seed()));
    text("set-up", "seeded bug", run -> run.setup().bug());
    for (String name : names(figures -> figures.run().setup().settings())) {
      text("set-up", name, run -> run.setup().settings().getOrDefault(name, ""));
    }
    for (String name : names(figures -> figures.run().setup().versions())) {
      text("set-up", "version of " + name, run -> run.setup().versions().getOrDefault(name, ""));
    }
  }

  private static String limit(RunSummary run) {
    return Wording.lasting(run.setup().timeLimitMillis() * 1_000_000);
  }

  private void operations() {
    number("operations", "ok a second", figures -> Math.round(figures.run().okPerSecond()));
    for (String kind : names(RunFigures::operations)) {
      number("operations", kind + " ok", of(kind, Outcomes::ok));
      number("operations", kind + " failed", of(kind, Outcomes::fail));
      number("operations", kind + " unknown", of(kind, Outcomes::info));
    }
  }

  private static ToLongFunction<RunFigures> of(String kind, ToLongFunction<Outcomes> number) {
    return figures -> number.applyAsLong(figures.operations().getOrDefault(kind, Outcomes.NONE));
  }

  private void latencies() {
    for (String kind : names(RunFigures::latency)) {
      latency(kind + " p50", kind, TimeBins.Quantiles::p50);
      latency(kind + " p95", kind, TimeBins.Quantiles::p95);
      latency(kind + " p99", kind, TimeBins.Quantiles::p99);
      latency(kind + " max", kind, TimeBins.Quantiles::max);
    }
  }

  private void latency(String name, String kind, ToLongFunction<TimeBins.Quantiles> quantile) {
    Function<RunFigures, Long> of =
        figures -> {
          TimeBins.Quantiles known = figures.latency().get(kind);
          return known == null ? -1L : quantile.applyAsLong(known);
        };
    rows.add(new Row("latency", name, of.apply(first), of.apply(second), Unit.MICROS));
  }

  private void faults() {
    number("faults", "leaders seen", figures -> figures.run().findings().leaders());
    for (String kind : names(RunFigures::faults)) {
      Function<RunFigures, String> words =
          figures -> {
            RunFigures.Faults known = figures.faults().get(kind);
            return known == null
                ? "–"
                : "%d asked, %d proven, %d healed"
                    .formatted(known.asked(), known.proven(), known.healed());
          };
      rows.add(new Row("faults", kind, words.apply(first), words.apply(second), Unit.TEXT));
    }
  }

  private Set<String> names(Function<RunFigures, Map<String, ?>> map) {
    Set<String> names = new TreeSet<>(map.apply(first).keySet());
    names.addAll(map.apply(second).keySet());
    return names;
  }

  private void text(String group, String name, Function<RunSummary, String> of) {
    rows.add(new Row(group, name, of.apply(first.run()), of.apply(second.run()), Unit.TEXT));
  }

  private void number(String group, String name, ToLongFunction<RunFigures> of) {
    rows.add(new Row(group, name, of.applyAsLong(first), of.applyAsLong(second), Unit.COUNT));
  }

  /** As JSON: maps, lists, texts and numbers. Latencies are microseconds. */
  public Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("first", first.run().folder().toString());
    json.put("second", second.run().folder().toString());
    json.put(
        "rows",
        rows.stream()
            .map(row -> {
              Map<String, Object> fields = new LinkedHashMap<>();
              fields.put("group", row.group());
              fields.put("name", row.name());
              fields.put("first", row.first());
              fields.put("second", row.second());
              fields.put("unit", row.unit().name().toLowerCase(Locale.ROOT));
              fields.put("differs", row.differs());
              return fields;
            })
            .toList());
    return json;
  }

  /** As lines of a terminal. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("first:  " + first.run().folder());
    lines.add("second: " + second.run().folder());
    String group = "";
    for (Row row : rows) {
      if (row.words(row.first()).isEmpty() && row.words(row.second()).isEmpty()) {
        continue;
      }
      if (!row.group().equals(group)) {
        group = row.group();
        lines.add("");
        lines.add(group);
      }
      String line =
          "%s %-28s %-28s %-28s %s"
              .formatted(
                  row.differs() ? "*" : " ",
                  TerminalText.line(row.name()),
                  TerminalText.line(row.words(row.first())),
                  TerminalText.line(row.words(row.second())),
                  row.change());
      lines.add(line.stripTrailing());
    }
    return lines;
  }
}
