package dev.assay.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a node logged around the moment of a violation, in its order.
 *
 * @param file the log, from the run's folder: {@code nodes/n1/server.log}
 */
public record LogExcerpt(String file, List<Line> lines) {
  private static final String NODES = "nodes";
  private static final String LOG = "server.log";
  private static final int MOST_NODES = 9;
  private static final int MOST_LINES = 20;
  private static final long NEAR_NANOS = 5_000_000_000L;
  private static final int LONGEST_LINE = 400;

  public LogExcerpt {
    lines = List.copyOf(lines);
  }

  /**
   * A line.
   *
   * @param number in its file, from 1
   * @param nanos since the run began, by the node's clock; that of the line before if it names none
   */
  public record Line(int number, long nanos, String text) {}

  /**
   * Looks into the logs of a run's nodes. A log that is not there, or has no line near, gives none.
   *
   * @param folder the run's
   * @param started the moment 0 of the history
   * @param from the beginning of what shows the violation, in nanoseconds of the history
   * @param to its end
   */
  public static List<LogExcerpt> around(Path folder, Instant started, long from, long to) {
    List<LogExcerpt> excerpts = new ArrayList<>();
    for (String node : nodes(folder.resolve(NODES))) {
      try {
        List<Line> lines =
            near(folder.resolve(NODES).resolve(node).resolve(LOG), started, from, to);
        if (!lines.isEmpty()) {
          excerpts.add(new LogExcerpt("%s/%s/%s".formatted(NODES, node, LOG), lines));
        }
      } catch (IOException unreadable) {
        // What cannot be read is not shown; the report is of the history.
      }
    }
    return List.copyOf(excerpts);
  }

  private static List<String> nodes(Path folder) {
    try (Stream<Path> nodes = Files.list(folder)) {
      return nodes
          .filter(node -> Files.isRegularFile(node.resolve(LOG)))
          .map(node -> node.getFileName().toString())
          .sorted(Comparator.comparingInt(String::length).thenComparing(name -> name))
          .limit(MOST_NODES)
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** Those that are nearest to the beginning, and those that are nearest to the end. */
  private static List<Line> near(Path log, Instant started, long from, long to) throws IOException {
    Nearest begin = new Nearest(from);
    Nearest end = new Nearest(to);
    LogClock clock = new LogClock(started);
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      for (int number = 1; read(in, text); number++) {
        Line line = new Line(number, clock.at(text.toString()), text.toString());
        begin.offer(line);
        end.offer(line);
      }
    }
    TreeMap<Integer, Line> kept = new TreeMap<>();
    List<Line> early = begin.lines();
    List<Line> late = end.lines();
    for (int at = 0; at < MOST_LINES; at++) {
      for (List<Line> lines : List.of(early, late)) {
        if (at < lines.size() && kept.size() < MOST_LINES) {
          kept.put(lines.get(at).number(), lines.get(at));
        }
      }
    }
    return List.copyOf(kept.values());
  }

  /** The lines that are nearest to one moment. */
  private static final class Nearest {
    private final long moment;
    private final PriorityQueue<Line> farthestFirst;

    private Nearest(long moment) {
      this.moment = moment;
      this.farthestFirst = new PriorityQueue<>(nearestFirst().reversed());
    }

    private Comparator<Line> nearestFirst() {
      return Comparator.comparingLong((Line line) -> Math.abs(line.nanos() - moment))
          .thenComparingInt(Line::number);
    }

    private void offer(Line line) {
      if (Math.abs(line.nanos() - moment) <= NEAR_NANOS) {
        farthestFirst.add(line);
        if (farthestFirst.size() > MOST_LINES) {
          farthestFirst.remove();
        }
      }
    }

    private List<Line> lines() {
      return farthestFirst.stream().sorted(nearestFirst()).toList();
    }
  }

  /** The beginning of the next line; false at the end. A log may have lines of any length. */
  private static boolean read(BufferedReader in, StringBuilder line) throws IOException {
    line.setLength(0);
    int c = in.read();
    boolean more = c >= 0;
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() < LONGEST_LINE) {
        line.append((char) c);
      } else if (line.length() == LONGEST_LINE) {
        line.append('…');
      }
    }
    return more;
  }
}
