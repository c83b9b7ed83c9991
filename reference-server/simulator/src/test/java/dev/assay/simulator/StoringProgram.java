package dev.assay.simulator;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import dev.assay.server.log.CorruptionException;
import dev.assay.server.log.LogEntry;
import dev.assay.server.log.Storage;
import dev.assay.server.log.Zxid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node that does nothing but store what a test tells it to. */
final class StoringProgram implements Program {
  private final Env env;
  private final long segmentBytes;
  private @Nullable Storage storage;
  private long digest;
  private long stateSize;
  private List<String> inconsistencies = List.of();

  StoringProgram(Env env, long segmentBytes) {
    this.env = env;
    this.segmentBytes = segmentBytes;
  }

  static byte[] payload(long zxid) {
    return ("entry " + zxid).getBytes(StandardCharsets.UTF_8);
  }

  /** Appends the entries of epoch 1 with these counters. */
  void append(int first, int last) {
    for (int counter = first; counter <= last; counter++) {
      append(Zxid.of(1, counter), payload(Zxid.of(1, counter)));
    }
  }

  void append(long zxid, byte[] payload) {
    storage().append(new LogEntry(zxid, payload));
  }

  Storage storage() {
    if (storage == null) {
      throw new IllegalStateException("not started");
    }
    return storage;
  }

  void digest(long other) {
    digest = other;
  }

  void stateSize(long items) {
    stateSize = items;
  }

  void inconsistent(String what) {
    inconsistencies = List.of(what);
  }

  @Override
  public void start() {
    try {
      storage = Storage.open(env, segmentBytes, Set.of()).storage();
    } catch (CorruptionException damaged) {
      env.halt(damaged.toString());
    }
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Synced synced -> storage().synced(synced.token());
      case Event.TimerFired fired -> storage().fired(fired.token());
      default -> throw new IllegalArgumentException(event.toString());
    }
  }

  @Override
  public AtomicBroadcast.Status status() {
    return new AtomicBroadcast.Status("follower", 1, storage().history().last());
  }

  @Override
  public long digest() {
    return digest;
  }

  @Override
  public long stateSize() {
    return stateSize;
  }

  @Override
  public List<String> inconsistencies() {
    return inconsistencies;
  }
}
