package dev.assay.simulator;

import dev.assay.server.env.Disk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A node's disk, byte by byte. Contents become durable by a sync of the file, names by a sync of
 * the directory; a power loss keeps any selection of what was not synced.
 *
 * <p>A disk may fail a write or a sync. Then, as with Linux, what was not synced is in no known
 * state: some of its pages are dropped as if they had been written, and a later sync that succeeds
 * says nothing of them (Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC
 * 2020). So the process is told once, and from then on its calls have no effect: all that it can do
 * is to end.
 */
final class SimDisk implements Disk {
  /** How long it takes until a process hears of a failure. */
  private static final long FAILURE_NANOS = 50_000;

  private final World world;
  private final RandomGenerator random;
  private TreeMap<String, SimFile> names = new TreeMap<>();
  private TreeMap<String, SimFile> durableNames = new TreeMap<>();
  private final List<NameChange> unsynced = new ArrayList<>();
  private long meanSyncNanos = 500_000;
  private long extraSyncNanos;
  private boolean full;
  private @Nullable Failing failing;
  private boolean damaged;
  private long refusals;
  private Runnable whenFailing = () -> {};
  private long incarnation;
  private long nextToken;
  private long lastCompletion;

  /** Whether a call of the present incarnation has failed. */
  private boolean failed;

  private Listener listener = new Listener() {};
  private Watcher watcher = new Watcher() {};

  /** What of a disk fails next. */
  enum Failing {
    WRITE,
    SYNC
  }

  /** One incarnation of the node. */
  interface Listener {
    /** A sync is done. */
    default void synced(long token) {}

    /** A write or a sync has failed; nothing follows. */
    default void failed(String reason) {}
  }

  /** Hears of what becomes durable and of what may be lost, right after it happened. */
  interface Watcher {
    /** More of a file's bytes are durable, or fewer. */
    default void bytes(SimFile file) {}

    /** What {@link SimDisk#certain} says may be another. */
    default void names() {}

    /** Bytes that were durable are about to be damaged. */
    default void damaged() {}
  }

  /** A change of the directory that a power loss may undo. */
  private record NameChange(List<String> removed, TreeMap<String, SimFile> set) {
    void applyTo(TreeMap<String, SimFile> map) {
      removed.forEach(map::remove);
      map.putAll(set);
    }
  }

  SimDisk(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  /** A new incarnation of the node begins. */
  void serve(Listener someone) {
    incarnation++;
    failed = false;
    listener = someone;
  }

  /** Has somebody watch what becomes durable. */
  void watch(Watcher someone) {
    watcher = someone;
  }

  /** Whoever damages bytes that may be durable says so before. */
  void aboutToDamage() {
    damaged = true;
    watcher.damaged();
  }

  /** What was damaged is as it was before. */
  void repaired() {
    damaged = false;
  }

  /** Every name that a power loss leaves in any case, with all that may then stand under it. */
  Map<String, List<SimFile>> certain() {
    TreeMap<String, List<SimFile>> certain = new TreeMap<>();
    durableNames.forEach((name, file) -> certain.put(name, new ArrayList<>(List.of(file))));
    for (NameChange change : unsynced) {
      change.removed().forEach(certain::remove);
      change
          .set()
          .forEach((name, file) -> {
            List<SimFile> versions = certain.get(name);
            if (versions != null) {
              versions.add(file);
            }
          });
    }
    return certain;
  }

  void meanSyncNanos(long nanos) {
    meanSyncNanos = nanos;
  }

  /** Every sync takes so much longer, on average; 0 for none. */
  void slowDown(long nanos) {
    extraSyncNanos = nanos;
  }

  long slowedDownBy() {
    return extraSyncNanos;
  }

  /** Whether there is room for another byte. */
  void full(boolean isFull) {
    full = isFull;
  }

  boolean full() {
    return full;
  }

  /** The next call of a sort fails; null when none shall. */
  void failNext(@Nullable Failing next) {
    failing = next;
  }

  /** Is run when a call fails, before the process hears of it. */
  void whenFailing(Runnable action) {
    whenFailing = action;
  }

  /** So many writes and syncs have failed so far. */
  long refusals() {
    return refusals;
  }

  /** Whether the disk has let the node down: it may end itself then. */
  boolean faulty() {
    return failed || damaged;
  }

  @Override
  public void append(String file, byte[] bytes) {
    if (failed) {
      return;
    }
    boolean error = failing == Failing.WRITE;
    if (error || full) {
      write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      fail(error ? "input/output error in a write" : "no space left on device");
    } else {
      write(file, bytes);
    }
  }

  private void write(String name, byte[] bytes) {
    SimFile existing = names.get(name);
    if (existing == null) {
      existing = new SimFile();
      change(List.of(), name, existing);
    }
    existing.append(bytes);
  }

  /** The process hears of it a moment later. */
  private void fail(String reason) {
    long mine = incarnation;
    failing = null;
    failed = true;
    refusals++;
    whenFailing.run();
    world.after(
        FAILURE_NANOS,
        () -> {
          if (mine == incarnation) {
            listener.failed(reason);
          }
        });
  }

  private void change(List<String> removed, String name, SimFile file) {
    TreeMap<String, SimFile> set = new TreeMap<>();
    set.put(name, file);
    NameChange change = new NameChange(removed, set);
    change.applyTo(names);
    unsynced.add(change);
    watcher.names();
  }

  private SimFile file(String name) {
    SimFile file = names.get(name);
    if (file == null) {
      throw new IllegalStateException("no file " + name);
    }
    return file;
  }

  /** The file of that name, or null. */
  @Nullable SimFile find(String name) {
    return names.get(name);
  }

  @Override
  public void truncate(String file, long size) {
    if (failed) {
      return;
    }
    SimFile cut = file(file);
    cut.truncate(size);
    watcher.bytes(cut);
  }

  @Override
  public void rename(String from, String to) {
    if (!failed) {
      change(List.of(from), to, file(from));
    }
  }

  @Override
  public void delete(String file) {
    if (!failed && names.containsKey(file)) {
      NameChange change = new NameChange(List.of(file), new TreeMap<>());
      change.applyTo(names);
      unsynced.add(change);
      watcher.names();
    }
  }

  @Override
  public long sync(String name) {
    if (failed) {
      return ++nextToken;
    }
    SimFile file = file(name);
    int upTo = file.length();
    return complete(
        () -> {
          file.synced(upTo);
          watcher.bytes(file);
        },
        () -> {
          file.losePower(random);
          watcher.bytes(file);
        });
  }

  @Override
  public long syncDirectory() {
    List<NameChange> present = List.copyOf(unsynced);
    return complete(
        () -> {
          for (NameChange change : present) {
            if (unsynced.remove(change)) {
              change.applyTo(durableNames);
            }
          }
          watcher.names();
        },
        () -> {
          loseNames();
          watcher.names();
        });
  }

  /**
   * Syncs complete in the order in which they were asked for, each after a while.
   *
   * @param effect what a sync does
   * @param loss what a sync does that fails
   */
  private long complete(Runnable effect, Runnable loss) {
    long token = ++nextToken;
    long mine = incarnation;
    double share = -Math.log(1 - random.nextDouble());
    long latency = (long) (meanSyncNanos * (0.2 + share) + extraSyncNanos * (0.5 + share / 2));
    lastCompletion = Math.max(lastCompletion + 1, world.now() + latency);
    world.at(
        lastCompletion,
        () -> {
          if (mine != incarnation || failed) {
            return;
          }
          if (failing == Failing.SYNC) {
            loss.run();
            fail("input/output error in a sync");
          } else {
            effect.run();
            listener.synced(token);
          }
        });
    return token;
  }

  @Override
  public List<String> list() {
    return List.copyOf(names.keySet());
  }

  @Override
  public long size(String name) {
    SimFile file = names.get(name);
    return file == null ? -1 : file.length();
  }

  @Override
  public byte[] read(String name, long offset, int length) {
    return file(name).read(offset, length);
  }

  /** The process dies: what it wrote stays, what it waited for is never heard of. */
  void loseProcess() {
    incarnation++;
    listener = new Listener() {};
  }

  /** The power goes. */
  void losePower() {
    loseProcess();
    loseNames();
    names.values().forEach(file -> file.losePower(random));
    watcher.names();
  }

  /** Any of the changes of names that were not synced are undone, and the rest is durable. */
  private void loseNames() {
    TreeMap<String, SimFile> kept = new TreeMap<>(durableNames);
    for (NameChange change : unsynced) {
      if (random.nextBoolean()) {
        change.applyTo(kept);
      }
    }
    unsynced.clear();
    names = kept;
    durableNames = new TreeMap<>(kept);
  }
}
