package dev.assay.cli.serve;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.HistoryException;
import dev.assay.report.RunProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the runs go that are under way: each look reads only what their histories have grown by. */
final class LiveRuns {
  private static final int CHUNK = 1 << 20;

  private Map<Path, Tail> tails = new HashMap<>();

  /** How far a history was read. */
  private static final class Tail {
    private final RunProgress progress = new RunProgress();
    private long offset;
    private boolean broken;

    void read(Path history) throws IOException {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      try (FileChannel channel = FileChannel.open(history)) {
        while (!broken && channel.read(chunk, offset + chunk.position()) > 0) {
          int length = complete(chunk.array(), chunk.position());
          lines(chunk.array(), length);
          offset += length;
          byte[] rest = Arrays.copyOfRange(chunk.array(), length, chunk.position());
          // A line that is longer than the chunk needs a larger one.
          chunk = ByteBuffer.allocate(Math.max(CHUNK, 2 * rest.length)).put(rest);
        }
      } catch (NoSuchFileException notYet) {
        // The run has not begun to write.
      }
    }

    /** Up to the last newline: what comes after it is still being written. */
    private static int complete(byte[] bytes, int length) {
      int end = length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      return end;
    }

    private void lines(byte[] bytes, int length) {
      try {
        new String(bytes, 0, length, StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> progress.seen(EntryJson.parse(line)));
      } catch (HistoryException notOurs) {
        broken = true;
      }
    }
  }

  /**
   * How they go now, in the order of their folders.
   *
   * @param running the folders of the runs that are under way; others are forgotten
   */
  synchronized Map<Path, RunProgress.Now> look(List<Path> running) throws IOException {
    Map<Path, Tail> next = new HashMap<>();
    Map<Path, RunProgress.Now> now = new TreeMap<>();
    for (Path run : running) {
      Tail known = tails.get(run);
      Tail tail = known == null ? new Tail() : known;
      tail.read(run.resolve("history.jsonl"));
      next.put(run, tail);
      now.put(run, tail.progress.now());
    }
    tails = next;
    return now;
  }
}
