package dev.assay.server.log;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Env;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of a node: its history, both epochs, and snapshots. Serial; every effect goes
 * through the {@link Env}.
 */
public final class Storage {
  private final Env env;
  private final Wal wal;
  private final History history;
  private final Set<SeededBug> bugs;

  /** The snapshots on disk. */
  private final TreeSet<Long> snapshots = new TreeSet<>();

  private @Nullable SnapshotWriter writer;
  private @Nullable SnapshotWriter installer;
  private Runnable installed = () -> {};

  private Storage(Env env, long segmentBytes, Set<SeededBug> bugs, Recovered recovered) {
    this.env = env;
    this.bugs = bugs;
    this.wal = new Wal(env.disk(), segmentBytes, bugs, recovered);
    this.history =
        new History(recovered.snapshot(), recovered.entries(), Recovery.takesHoles(bugs));
    this.snapshots.addAll(recovered.snapshots());
  }

  /**
   * What a node finds at its start. {@code chunks}: its newest snapshot, empty when it has none.
   */
  public record Opened(Storage storage, long snapshot, List<byte[]> chunks) {
    public Opened {
      chunks = List.copyOf(chunks);
    }
  }

  /** Recovers from disk. Nothing is acknowledged before {@link #whenDurable} has run. */
  public static Opened open(Env env, long segmentBytes, Set<SeededBug> bugs)
      throws CorruptionException {
    Recovered recovered = Recovery.read(env.disk(), bugs);
    if (recovered.tornBytes() > 0) {
      env.trace("torn-tail", recovered.tornBytes());
    }
    Storage storage = new Storage(env, segmentBytes, bugs, recovered);
    return new Opened(storage, recovered.snapshot(), recovered.chunks());
  }

  /** Begins with nothing, and deletes what is there. Only a seeded bug does that. */
  public static Opened openEmpty(Env env, long segmentBytes, Set<SeededBug> bugs) {
    for (String name : env.disk().list()) {
      if (name.startsWith(Wal.PREFIX) || name.startsWith(SnapshotFile.PREFIX)) {
        env.disk().delete(name);
      }
    }
    env.trace("started-empty", 0);
    return new Opened(new Storage(env, segmentBytes, bugs, Recovered.NOTHING), 0, List.of());
  }

  public History history() {
    return history;
  }

  /** The last epoch of which a NEWEPOCH was accepted, durable or about to be. */
  public long acceptedEpoch() {
    return wal.standing().acceptedEpoch();
  }

  /** The last epoch of which a NEWLEADER was accepted, durable or about to be. */
  public long currentEpoch() {
    return wal.standing().currentEpoch();
  }

  /** Runs once all that was changed before is durable. */
  public void whenDurable(Runnable action) {
    wal.whenDurable(action);
  }

  /** Appends an entry, which must follow the last one. */
  public void append(LogEntry entry) {
    history.append(entry);
    wal.append(new LogRecord.Entry(entry.zxid(), entry.payload()));
  }

  /** Takes back all entries above a zxid. */
  public void truncate(long zxid) {
    history.truncate(zxid);
    wal.append(new LogRecord.Truncate(zxid));
  }

  public void acceptEpoch(long epoch) {
    wal.append(new LogRecord.Epochs(epoch, currentEpoch()));
  }

  public void enterEpoch(long epoch) {
    wal.append(new LogRecord.Epochs(acceptedEpoch(), epoch));
  }

  /** Whether a snapshot is being written. */
  public boolean snapshotting() {
    return writer != null;
  }

  /**
   * Writes a snapshot of this node's own state, a slice at a time, then forgets what it makes
   * superfluous: on disk what it covers, in memory what the snapshot before it covered.
   */
  public void snapshot(long zxid, Iterator<byte[]> chunks) {
    SnapshotWriter own = new SnapshotWriter(env, "incomplete.own", zxid, chunks);
    writer = own;
    wal.whenDurable(own::step);
  }

  private void written(long zxid) {
    long before = snapshots.isEmpty() ? 0 : snapshots.first();
    snapshots.add(zxid);
    history.dropThrough(Math.min(before, zxid));
    while (snapshots.first() < zxid) {
      env.disk().delete(SnapshotFile.name(snapshots.removeFirst()));
    }
    wal.purgeThrough(zxid);
    env.trace("snapshot-written", zxid);
  }

  /**
   * Replaces all history by a leader's snapshot. Its file is durable before the log says so: until
   * then the old log stays, with all that was acknowledged from it.
   */
  public void install(long zxid, List<byte[]> chunks, Runnable done) {
    if (bugs.contains(SeededBug.SNAPSHOT_NOT_SAVED)) {
      history.reset(zxid);
      done.run();
      return;
    }
    installer = new SnapshotWriter(env, "incomplete.leader", zxid, chunks.iterator());
    installed = done;
    installer.step();
  }

  /**
   * Gives an installation up. Its file may have its final name already, and then counts at the next
   * start: what it shows is committed, and what the log has above it still follows.
   */
  public void cancelInstall() {
    installer = null;
  }

  private void installed(long zxid) {
    history.reset(zxid);
    wal.append(new LogRecord.Base(zxid));
    for (long other : snapshots) {
      if (other != zxid) {
        env.disk().delete(SnapshotFile.name(other));
      }
    }
    snapshots.clear();
    snapshots.add(zxid);
    wal.purgeThrough(zxid);
    env.trace("snapshot-installed", zxid);
    installed.run();
  }

  /** Hands in a completed sync. */
  public void synced(long token) {
    SnapshotWriter own = writer;
    SnapshotWriter leaders = installer;
    if (wal.synced(token)) {
      return;
    }
    if (own != null && own.synced(token)) {
      writer = null;
      written(own.zxid());
    } else if (leaders != null && leaders.synced(token)) {
      installer = null;
      installed(leaders.zxid());
    }
  }

  /** Hands in a timer. Returns whether it was one of the storage's own. */
  public boolean fired(long token) {
    return (writer != null && writer.fired(token)) || (installer != null && installer.fired(token));
  }
}
