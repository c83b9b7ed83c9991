package dev.assay.cli;

import dev.assay.cluster.reaper.Reaper;
import dev.assay.engine.ServerBench;
import dev.assay.engine.ServerBench.Measured;
import dev.assay.engine.ServerBench.Work;
import dev.assay.engine.Systems;
import dev.assay.engine.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many requests a second the reference server carries, beside a peer in the same run. */
@Command(
    name = "server",
    description = {
      "Measures the reference server, and ZooKeeper beside it in turn: nodes as local processes,",
      "sessions spread over them through the harness's proxy, each with some requests open."
    },
    mixinStandardHelpOptions = true)
final class BenchServerCommand implements Callable<Integer> {
  private static final String OWN = "reference";

  @Option(names = "--nodes", paramLabel = "N", description = "Nodes (3).")
  private int nodes = 3;

  @Option(names = "--sessions", paramLabel = "N", description = "Sessions (12).")
  private int sessions = 12;

  @Option(names = "--in-flight", paramLabel = "N", description = "Open requests of each (8).")
  private int inFlight = 8;

  @Option(names = "--seconds", paramLabel = "N", description = "For each kind of work (3).")
  private int seconds = 3;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds that are measured (3).")
  private int rounds = 3;

  @Option(names = "--peer", paramLabel = "SYSTEM", description = "The peer (zookeeper).")
  private String peer = "zookeeper";

  @Option(names = "--out", paramLabel = "DIR", description = "The folder of the runs (results).")
  private Path out = Path.of("results");

  @Option(names = "--json", description = "JSON alone on stdout.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerBench.Settings settings = settings();
    var _ = Systems.named(peer);
    Reaper.clean(out).forEach(System.err::println);
    Map<String, List<List<Measured>>> all = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String system : List.of(OWN, peer)) {
        List<Measured> measured = ServerBench.run(system, settings, out);
        all.computeIfAbsent(system, _ -> new ArrayList<>()).add(measured);
        measured.forEach(each -> told(system, each));
      }
    }
    for (Work work : Work.values()) {
      print(all, work, "per-second", "requests/s", Measured::perSecond);
      print(all, work, "p50", "ms", Measured::p50);
      print(all, work, "p99", "ms", Measured::p99);
    }
    return ExitCode.VALID;
  }

  private ServerBench.Settings settings() {
    if (rounds < 1 || peer.equals(OWN)) {
      throw new UsageException("--rounds must be at least 1, and the peer another system");
    }
    try {
      return new ServerBench.Settings(nodes, sessions, inFlight, seconds * 1000L);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
  }

  private static void told(String system, Measured each) {
    System.err.printf(
        Locale.ROOT,
        "%-10s %-10s %8.0f requests/s, median %.2f ms, 99 %% %.2f ms%n",
        system,
        each.work().word(),
        each.perSecond(),
        each.p50(),
        each.p99());
  }

  private void print(
      Map<String, List<List<Measured>>> all,
      Work work,
      String name,
      String unit,
      ToDoubleFunction<Measured> value) {
    Figure own = figure(all.getOrDefault(OWN, List.of()), work, name, unit, value);
    Figure its = figure(all.getOrDefault(peer, List.of()), work, name, unit, value);
    Figure figure = own.against(peer, its.value());
    System.out.println(json ? figure.json() : figure.text());
  }

  private static Figure figure(
      List<List<Measured>> rounds,
      Work work,
      String name,
      String unit,
      ToDoubleFunction<Measured> value) {
    return Figure.of(
        "server." + work.word() + "." + name,
        unit,
        rounds.stream()
            .flatMap(List::stream)
            .filter(each -> each.work() == work)
            .map(value::applyAsDouble)
            .toList());
  }
}
