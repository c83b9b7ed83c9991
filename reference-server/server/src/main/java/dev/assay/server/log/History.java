package dev.assay.server.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The newest part of a node's history, in memory: the entries after a base. What is not above the
 * base is committed, and stands in the snapshot.
 */
public final class History {
  private static final Comparator<LogEntry> BY_ZXID = Comparator.comparingLong(LogEntry::zxid);
  private final List<LogEntry> entries = new ArrayList<>();
  private final boolean holes;
  private long base;

  /**
   * @param holes whether entries may be missing; only with a seeded bug
   */
  History(long base, List<LogEntry> entries, boolean holes) {
    this.base = base;
    this.entries.addAll(entries);
    this.holes = holes;
  }

  public long base() {
    return base;
  }

  public long last() {
    return entries.isEmpty() ? base : entries.getLast().zxid();
  }

  /** Whether an entry of this zxid may come next. */
  public boolean accepts(long zxid) {
    return follows(last(), zxid, holes);
  }

  /** Whether nothing that is committed up to there is missing here, or nobody looks. */
  public boolean reaches(long zxid) {
    return holes || zxid <= last();
  }

  static boolean follows(long before, long zxid, boolean holes) {
    return holes ? zxid > before : Zxid.follows(before, zxid);
  }

  void append(LogEntry entry) {
    if (!accepts(entry.zxid())) {
      throw new IllegalArgumentException(
          "0x%x does not follow 0x%x".formatted(entry.zxid(), last()));
    }
    entries.add(entry);
  }

  void truncate(long zxid) {
    entries.subList(after(zxid), entries.size()).clear();
  }

  void reset(long newBase) {
    entries.clear();
    base = newBase;
  }

  /** Forgets entries up to a committed position, which becomes the base. */
  void dropThrough(long zxid) {
    if (zxid > base) {
      entries.subList(0, after(zxid)).clear();
      base = zxid;
    }
  }

  /** A copy of the entries above a zxid. */
  public List<LogEntry> above(long zxid) {
    return List.copyOf(entries.subList(after(zxid), entries.size()));
  }

  /** Whether there is an entry above a zxid. */
  public boolean reachesAbove(long zxid) {
    return !entries.isEmpty() && entries.getLast().zxid() > zxid;
  }

  /** The position of the entry right below one, or the base. */
  public long before(long zxid) {
    int index = after(zxid) - 1;
    return index < 1 ? base : entries.get(index - 1).zxid();
  }

  /** The entry right above a zxid; there must be one. */
  public LogEntry next(long zxid) {
    return entries.get(after(zxid));
  }

  /** For each epoch that has entries above the base, its last zxid. */
  public List<Long> epochEnds() {
    TreeMap<Long, Long> ends = new TreeMap<>();
    entries.forEach(entry -> ends.put(Zxid.epoch(entry.zxid()), entry.zxid()));
    return List.copyOf(ends.values());
  }

  /**
   * The newest position that another history has too, or -1 when none is known. Two histories that
   * share an entry share all before it; within one epoch both hold a prefix of what its one leader
   * proposed. So the newest common entry of an epoch is the smaller of both ends, and comparing
   * only the last zxids would be wrong: 2.1 below 3.1 says nothing of whether the other one has
   * 2.1.
   */
  public long commonWith(long otherBase, List<Long> otherEnds) {
    List<Long> ours = epochEnds();
    for (int i = ours.size() - 1; i >= 0; i--) {
      long end = ours.get(i);
      for (long other : otherEnds) {
        if (Zxid.epoch(other) == Zxid.epoch(end)) {
          long common = Math.min(other, end);
          if (has(common) && common > otherBase) {
            return common;
          }
        }
      }
    }
    // A base is committed, so whoever reaches that far has it in his history.
    long common = Math.max(base, otherBase);
    boolean weHave = common == base || has(common);
    boolean theyHave = common == otherBase || coveredBy(otherEnds, common);
    return weHave && theyHave ? common : -1;
  }

  private static boolean coveredBy(List<Long> ends, long zxid) {
    for (long end : ends) {
      if (Zxid.epoch(end) == Zxid.epoch(zxid) && end >= zxid) {
        return true;
      }
    }
    return false;
  }

  private boolean has(long zxid) {
    return index(zxid) >= 0;
  }

  /** The index of the first entry above a zxid. */
  private int after(long zxid) {
    int index = index(zxid);
    return index >= 0 ? index + 1 : -index - 1;
  }

  private int index(long zxid) {
    return Collections.binarySearch(entries, new LogEntry(zxid, new byte[0]), BY_ZXID);
  }
}
