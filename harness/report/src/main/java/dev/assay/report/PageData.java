package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.report.TimeBins.Bin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * What the page's script draws from, but for the operations themselves. All times are microseconds
 * since the run began; all texts are fit to be shown.
 *
 * @param end of the run
 * @param layout how high the parts of the timeline are
 * @param operations how the packed operations are to be read
 * @param rows the names of the clients' rows
 * @param faultRows the kinds of fault, one row each
 * @param faults in the order of their beginnings
 * @param nodes in the order of their rows
 * @param marks evidence that belongs to no operation of a client
 * @param bins latency and throughput over time
 */
record PageData(
    long end,
    TimelineLayout layout,
    Operations operations,
    List<String> rows,
    List<String> faultRows,
    List<Fault> faults,
    List<Node> nodes,
    List<Mark> marks,
    Bins bins) {

  record Operations(int count, List<String> kinds, List<Integer> flagged) {}

  /**
   * Asked from {@code asked} to {@code healed}; proven in effect from {@code from} to {@code to}.
   */
  record Fault(
      long id,
      int row,
      String kind,
      String standing,
      boolean proven,
      long asked,
      long from,
      long to,
      long healed,
      String targets,
      String proof,
      List<String> nodes) {}

  record Node(String name, List<Reign> reigns, List<Down> downs) {}

  /** A line of the history, by its index; {@code row} is that of the client, -1 for none. */
  record Mark(long line, int row, long at, String words) {}

  record Reign(long from, long to, String epoch) {}

  record Down(long from, long to, boolean provoked, String detail) {}

  /** Latencies in microseconds, -1 where nothing ended ok; counts of operations that ended. */
  record Bins(
      long width,
      long[] p50,
      long[] p95,
      long[] p99,
      long[] max,
      long[] ok,
      long[] fail,
      long[] info) {}

  static PageData of(Picture picture, OperationPack pack) {
    List<String> faultRows = faultRows(picture);
    return new PageData(
        micros(picture.history().end()),
        TimelineLayout.of(picture),
        new Operations(pack.count(), pack.kinds(), pack.flagged()),
        rows(picture),
        faultRows.stream().map(Wording::visible).toList(),
        picture.history().faults().stream().map(fault -> fault(fault, picture, faultRows)).toList(),
        picture.nodes().stream().map(PageData::node).toList(),
        picture.marks().stream().map(line -> mark(line, picture.rows())).toList(),
        bins(picture.bins()));
  }

  /** The names of the clients' rows, with the node where a row stayed with one. */
  private static List<String> rows(Picture picture) {
    List<Set<String>> nodes = new ArrayList<>();
    for (int i = 0; i < picture.rows(); i++) {
      nodes.add(new TreeSet<>());
    }
    for (Operation operation : picture.history().operations()) {
      String node = operation.node();
      if (node != null && operation.invocation().actor() instanceof Actor.Client(int number)) {
        nodes.get(number % picture.rows()).add(node);
      }
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Set<String> seen = nodes.get(i);
      String node = seen.size() == 1 ? " · " + seen.iterator().next() : "";
      names.add(Wording.visible("client " + i + node));
    }
    return names;
  }

  private static List<String> faultRows(Picture picture) {
    return picture.history().faults().stream().map(FaultEpisode::kind).distinct().toList();
  }

  private static Fault fault(FaultEpisode fault, Picture picture, List<String> rows) {
    Interval asked = fault.asked(picture.history().end());
    Interval confirmed = fault.confirmed(picture.history().end());
    return new Fault(
        fault.id(),
        rows.indexOf(fault.kind()),
        Wording.visible(fault.kind()),
        fault.standing().word(),
        fault.proven(),
        micros(asked.from()),
        micros(confirmed.from()),
        micros(confirmed.to()),
        micros(asked.to()),
        Wording.visible(fault.targets()),
        Wording.visible(Wording.shortened(fault.proof(), 300)),
        fault.nodes().stream().map(Wording::visible).toList());
  }

  private static Mark mark(Entry line, int rows) {
    int row = line.actor() instanceof Actor.Client(int number) ? number % rows : -1;
    String words = Wording.actor(line.actor()) + ": " + Wording.asked(line);
    return new Mark(line.index(), row, micros(Math.max(0, line.time())), Wording.visible(words));
  }

  private static Node node(NodeStory node) {
    return new Node(
        Wording.visible(node.name()),
        node.reigns().stream()
            .map(r -> new Reign(micros(r.from()), micros(r.to()), Wording.visible(r.epoch())))
            .toList(),
        node.downs().stream().map(PageData::down).toList());
  }

  private static Down down(NodeStory.Down down) {
    return new Down(
        micros(down.from()), micros(down.to()), down.provoked(), Wording.visible(down.detail()));
  }

  private static Bins bins(TimeBins bins) {
    return new Bins(
        micros(bins.widthNanos()),
        latencies(bins, bin -> bin.latency().p50()),
        latencies(bins, bin -> bin.latency().p95()),
        latencies(bins, bin -> bin.latency().p99()),
        latencies(bins, bin -> bin.latency().max()),
        column(bins, Bin::ok),
        column(bins, Bin::fail),
        column(bins, Bin::info));
  }

  private static long[] latencies(TimeBins bins, ToLongFunction<Bin> quantile) {
    return column(bins, bin -> bin.latency().count() == 0 ? -1 : quantile.applyAsLong(bin));
  }

  private static long[] column(TimeBins bins, ToLongFunction<Bin> number) {
    return bins.bins().stream().mapToLong(number).toArray();
  }

  private static long micros(long nanos) {
    return nanos / 1000;
  }
}
