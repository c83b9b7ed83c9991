package dev.assay.simulator;

import dev.assay.server.env.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * A node's disk, byte by byte. Contents become durable by a sync of the file, names by a sync of
 * the directory; a power loss keeps any selection of what was not synced.
 */
final class SimDisk implements Disk {
  private final World world;
  private final RandomGenerator random;
  private TreeMap<String, SimFile> names = new TreeMap<>();
  private TreeMap<String, SimFile> durableNames = new TreeMap<>();
  private final List<NameChange> unsynced = new ArrayList<>();
  private long meanSyncNanos = 500_000;
  private long incarnation;
  private long nextToken;
  private long lastCompletion;
  private LongConsumer completion = token -> {};
  private Watcher watcher = new Watcher() {};

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

  /** Who hears of completed syncs: the present incarnation of the node. */
  void completeTo(LongConsumer listener) {
    incarnation++;
    completion = listener;
  }

  /** Has somebody watch what becomes durable. */
  void watch(Watcher someone) {
    watcher = someone;
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

  @Override
  public void append(String file, byte[] bytes) {
    SimFile existing = names.get(file);
    if (existing == null) {
      existing = new SimFile();
      change(List.of(), file, existing);
    }
    existing.append(bytes);
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

  @Override
  public void truncate(String file, long size) {
    SimFile cut = file(file);
    cut.truncate(size);
    watcher.bytes(cut);
  }

  @Override
  public void rename(String from, String to) {
    change(List.of(from), to, file(from));
  }

  @Override
  public void delete(String file) {
    if (names.containsKey(file)) {
      NameChange change = new NameChange(List.of(file), new TreeMap<>());
      change.applyTo(names);
      unsynced.add(change);
      watcher.names();
    }
  }

  @Override
  public long sync(String name) {
    SimFile file = file(name);
    int upTo = file.length();
    return complete(() -> {
      file.synced(upTo);
      watcher.bytes(file);
    });
  }

  @Override
  public long syncDirectory() {
    List<NameChange> present = List.copyOf(unsynced);
    return complete(() -> {
      for (NameChange change : present) {
        if (unsynced.remove(change)) {
          change.applyTo(durableNames);
        }
      }
      watcher.names();
    });
  }

  /** Syncs complete in the order in which they were asked for, each after a while. */
  private long complete(Runnable effect) {
    long token = ++nextToken;
    long mine = incarnation;
    long latency = (long) (meanSyncNanos * (0.2 + -Math.log(1 - random.nextDouble())));
    lastCompletion = Math.max(lastCompletion + 1, world.now() + latency);
    world.at(
        lastCompletion,
        () -> {
          if (mine == incarnation) {
            effect.run();
            completion.accept(token);
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
    completion = token -> {};
  }

  /** The power goes. */
  void losePower() {
    loseProcess();
    TreeMap<String, SimFile> kept = new TreeMap<>(durableNames);
    for (NameChange change : unsynced) {
      if (random.nextBoolean()) {
        change.applyTo(kept);
      }
    }
    unsynced.clear();
    kept.values().forEach(file -> file.losePower(random));
    names = kept;
    durableNames = new TreeMap<>(kept);
    watcher.names();
  }
}
