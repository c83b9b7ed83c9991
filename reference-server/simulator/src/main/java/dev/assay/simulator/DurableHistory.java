package dev.assay.simulator;

import dev.assay.server.log.LogBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What one node would still have after a power loss at this moment, whatever of its unsynced bytes
 * and names that took: read from the bytes of its disk, never from what the node says.
 *
 * <p>It follows the rules of the node's recovery: the newest whole snapshot, and the segments of
 * the log from the newest back to the first gap, which must reach back to the snapshot.
 */
final class DurableHistory implements SimDisk.Watcher {
  private final SimDisk disk;
  private final String node;
  private final Checksum checksum;
  private final Consumer<String> broken;
  private final Runnable changed;
  private final TreeMap<String, List<DurableFile>> files = new TreeMap<>();
  private List<DurableFile> counted = new ArrayList<>();

  /** Which of the counted files is taken up, and how many of its records. */
  private int file;

  private int mark;
  private long[] zxids = new long[64];
  private int[] contents = new int[64];
  private int size;
  private long floor;
  private long snapshot;
  private long excused = -1;

  /**
   * Watches a disk.
   *
   * @param broken hears of what can never be right on a disk
   * @param changed is run when something may have been lost
   */
  DurableHistory(
      SimDisk disk, String node, Checksum checksum, Consumer<String> broken, Runnable changed) {
    this.disk = disk;
    this.node = node;
    this.checksum = checksum;
    this.broken = broken;
    this.changed = changed;
    disk.watch(this);
    names();
  }

  /** Whether the entry of a position, of that content, is there, or a snapshot that has it. */
  boolean holds(long position, int content) {
    if (position <= excused) {
      return true;
    }
    if (counted.isEmpty() || floor > snapshot) {
      return false;
    }
    if (position <= snapshot) {
      return true;
    }
    int index = Arrays.binarySearch(zxids, 0, size, position);
    return index >= 0 && contents[index] == content;
  }

  @Override
  public void bytes(SimFile file) {
    if (counted.isEmpty() || !counted.getLast().reads(file)) {
      names();
    } else if (counted.getLast().read()) {
      replay();
    } else {
      forget();
      replay();
      changed.run();
    }
  }

  /** What was there is excused from now on: the world has damaged it. */
  @Override
  public void damaged() {
    excused = Math.max(excused, Math.max(snapshot, last()));
  }

  @Override
  public void names() {
    Map<String, List<SimFile>> certain = disk.certain();
    files.keySet().retainAll(certain.keySet());
    boolean extended = true;
    for (Map.Entry<String, List<SimFile>> each : certain.entrySet()) {
      extended &= readAll(each.getKey(), each.getValue());
    }
    long before = snapshot;
    snapshot = newestSnapshot();
    List<DurableFile> run = newestRun();
    extended &= beginsWith(run, counted);
    counted = run;
    if (!extended) {
      forget();
    }
    replay();
    if (!extended || snapshot < before) {
      changed.run();
    }
    recoverable();
  }

  /** Reads all that may stand under a name; says whether nothing is gone that was read before. */
  private boolean readAll(String name, List<SimFile> versions) {
    List<DurableFile> before = files.getOrDefault(name, List.of());
    List<DurableFile> now = new ArrayList<>();
    boolean extended = true;
    for (SimFile version : versions) {
      DurableFile reader =
          before.stream()
              .filter(known -> known.reads(version))
              .findFirst()
              .orElseGet(() -> new DurableFile(version, node + " " + name, checksum, broken));
      extended &= reader.read();
      now.add(reader);
    }
    files.put(name, now);
    return extended;
  }

  private long newestSnapshot() {
    long newest = 0;
    for (Map.Entry<String, List<DurableFile>> each : files.entrySet()) {
      long position = LogBytes.snapshot(each.getKey());
      if (position > newest
          && each.getValue().stream().allMatch(version -> version.wholeSnapshot(position))) {
        newest = position;
      }
    }
    return newest;
  }

  private List<DurableFile> newestRun() {
    List<DurableFile> run = new ArrayList<>();
    long before = 0;
    for (Map.Entry<String, List<DurableFile>> each : files.entrySet()) {
      long number = LogBytes.segment(each.getKey());
      if (number != LogBytes.NONE) {
        if (number != before + 1) {
          run.clear();
        }
        run.add(each.getValue().getFirst());
        before = number;
      }
    }
    return run;
  }

  @SuppressWarnings("ReferenceEquality") // The readers themselves: each has its own progress.
  private static boolean beginsWith(List<DurableFile> run, List<DurableFile> start) {
    for (int i = 0; i < start.size(); i++) {
      if (i >= run.size() || run.get(i) != start.get(i)) {
        return false;
      }
    }
    return true;
  }

  private void forget() {
    size = 0;
    floor = 0;
    file = 0;
    mark = 0;
  }

  /** Takes up what the counted files say beyond what was taken up before. */
  private void replay() {
    boolean less = false;
    while (file < counted.size()) {
      List<DurableFile.Mark> marks = counted.get(file).marks();
      while (mark < marks.size()) {
        less |= apply(marks.get(mark++));
      }
      if (file == counted.size() - 1) {
        break;
      }
      file++;
      mark = 0;
    }
    if (less) {
      changed.run();
    }
  }

  /** Says whether something is gone. */
  private boolean apply(DurableFile.Mark next) {
    switch (next) {
      case DurableFile.Mark.Header(long lastZxid) -> {
        if (file == 0) {
          floor = lastZxid;
        } else if (lastZxid != last() && excused < 0) {
          broken.accept(
              "%s: a segment continues from 0x%x, and the one before ends at 0x%x"
                  .formatted(node, lastZxid, last()));
        }
        return false;
      }
      case DurableFile.Mark.Entry(long zxid, int content) -> {
        add(zxid, content);
        return false;
      }
      case DurableFile.Mark.Truncate(long zxid) -> {
        cut(zxid);
        // What stood before the oldest segment may be taken back too; the snapshot is newer then.
        floor = Math.min(floor, zxid);
        return true;
      }
      case DurableFile.Mark.Base(long zxid) -> {
        size = 0;
        floor = zxid;
        return true;
      }
    }
  }

  private void add(long zxid, int content) {
    if (size == zxids.length) {
      zxids = Arrays.copyOf(zxids, size * 2);
      contents = Arrays.copyOf(contents, size * 2);
    }
    cut(zxid - 1);
    zxids[size] = zxid;
    contents[size] = content;
    size++;
  }

  private void cut(long zxid) {
    while (size > 0 && zxids[size - 1] > zxid) {
      size--;
    }
  }

  private long last() {
    return size == 0 ? floor : zxids[size - 1];
  }

  /** Whether the node could start after a power loss now. */
  private void recoverable() {
    if (excused >= 0) {
      return;
    }
    if (counted.isEmpty() && snapshot > 0) {
      broken.accept("a power loss now would leave %s a snapshot without a log".formatted(node));
    }
    if (floor > snapshot) {
      broken.accept(
          "a power loss now would leave %s a log from 0x%x on, and no snapshot above 0x%x"
              .formatted(node, floor, snapshot));
    }
  }
}
