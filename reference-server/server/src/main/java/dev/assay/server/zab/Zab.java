package dev.assay.server.zab;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Env;
import dev.assay.server.env.Event;
import dev.assay.server.log.CorruptionException;
import dev.assay.server.log.LogEntry;
import dev.assay.server.log.Storage;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One node of ZAB: what all roles share, and the change from one role to the next. */
public final class Zab implements AtomicBroadcast {
  private final Env env;
  private final ZabSettings settings;
  private final Application application;
  private @Nullable Storage storage;
  private @Nullable Role role;
  private long round;
  private long applied;
  private long committed;
  private long appliedSinceSnapshot;
  private long activeEpoch;
  private boolean active;
  private boolean delivering;

  public Zab(Env env, ZabSettings settings, Application application) {
    this.env = env;
    this.settings = settings;
    this.application = application;
  }

  @Override
  public void start() {
    Storage.Opened opened;
    try {
      opened = open();
    } catch (CorruptionException | IllegalArgumentException damaged) {
      if (!settings.has(SeededBug.CORRUPT_AS_EMPTY)) {
        env.halt(
            "the data are damaged: "
                + damaged.getMessage()
                + "; move the data directory away, and the node fetches them from the others");
        return;
      }
      opened = Storage.openEmpty(env, settings.segmentBytes(), settings.bugs());
    }
    storage = opened.storage();
    applied = opened.snapshot();
    committed = applied;
    storage.whenDurable(this::elect);
  }

  private Storage.Opened open() throws CorruptionException {
    Storage.Opened opened = Storage.open(env, settings.segmentBytes(), settings.bugs());
    if (opened.snapshot() > 0) {
      application.restore(opened.snapshot(), opened.chunks().iterator());
    }
    return opened;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Synced synced -> storage().synced(synced.token());
      case Event.DiskFailed failed -> env.halt("the disk failed: " + failed.reason());
      case Event.TimerFired fired -> {
        if (!storage().fired(fired.token()) && role != null) {
          role.fired(fired.token());
        }
      }
      case Event.LinkUp up -> withRole(each -> each.linkUp(up.link()));
      case Event.LinkDown down -> withRole(each -> each.linkDown(down.link()));
      case Event.LinkAccepted accepted -> {
        if (role == null) {
          env.closeLink(accepted.link());
        }
        withRole(each -> each.linkAccepted(accepted.link()));
      }
      case Event.LinkMessage message -> received(message.link(), message.message());
      case Event.Datagram datagram -> notified(datagram.message());
      case Event.FromClient ignored -> throw new IllegalArgumentException("not for the broadcast");
      case Event.ClientGone ignored -> throw new IllegalArgumentException("not for the broadcast");
    }
    snapshotWhenDue();
  }

  private void withRole(Consumer<Role> action) {
    if (role != null) {
      action.accept(role);
    }
  }

  private void received(long link, byte[] bytes) {
    Message message;
    try {
      message = MessageCodec.decode(bytes);
    } catch (IllegalArgumentException malformed) {
      env.trace("malformed-message", link);
      env.closeLink(link);
      withRole(each -> each.linkDown(link));
      return;
    }
    withRole(each -> each.received(link, message));
  }

  private void notified(byte[] bytes) {
    Notification said;
    try {
      said = Notification.of(bytes);
    } catch (IllegalArgumentException malformed) {
      env.trace("malformed-notification", bytes.length);
      return;
    }
    if (settings.voters().contains(said.sender()) && said.sender() != self()) {
      withRole(each -> each.notified(said));
    }
  }

  @Override
  public void submit(byte[] request) {
    if (active) {
      withRole(each -> each.submit(request));
    }
  }

  @Override
  public void barrier(long token) {
    if (active) {
      withRole(each -> each.barrier(token));
    }
  }

  @Override
  public void toLeader(byte[] message) {
    if (active) {
      withRole(each -> each.aside(message));
    }
  }

  @Override
  public Status status() {
    return new Status(active && role != null ? role.mode() : "looking", activeEpoch, applied);
  }

  // What the roles use.

  Env env() {
    return env;
  }

  ZabSettings settings() {
    return settings;
  }

  Application application() {
    return application;
  }

  int self() {
    return settings.self();
  }

  Storage storage() {
    Storage opened = storage;
    if (opened == null) {
      throw new IllegalStateException("not started");
    }
    return opened;
  }

  /**
   * Runs an action once all that was changed before is durable.
   *
   * @param unless with this bug it is run at once
   */
  void whenDurable(SeededBug unless, Runnable action) {
    if (settings.has(unless)) {
      action.run();
    } else {
      storage().whenDurable(action);
    }
  }

  long applied() {
    return applied;
  }

  /** What a leader must not take back: all that is applied. */
  long unalterable() {
    boolean anything =
        settings.has(SeededBug.SERVES_BEFORE_UPTODATE) || settings.has(SeededBug.ESTABLISHED_ALONE);
    return anything ? storage().history().base() : applied;
  }

  long round() {
    return round;
  }

  void nextRound() {
    round++;
  }

  void adoptRound(long newer) {
    round = newer;
  }

  Vote ownVote() {
    return new Vote(storage().currentEpoch(), storage().history().last(), self());
  }

  /** Answers a node that is looking, when this one is not. */
  void answer(Notification said, int leader) {
    if (said.state() == Notification.State.LOOKING && role != null) {
      Vote vote = new Vote(storage().currentEpoch(), storage().history().last(), leader);
      env.datagram(said.sender(), new Notification(self(), role.state(), round, vote).toBytes());
    }
  }

  void elect() {
    become(new Election(this));
  }

  /** Ends the present role and begins another. */
  void become(Role next) {
    if (role != null) {
      role.end();
    }
    role = next;
    if (active) {
      active = false;
      application.inactive();
    }
    env.trace(next.state().name().toLowerCase(Locale.ROOT), round);
    next.begin();
  }

  boolean plays(Role someone) {
    return role == someone;
  }

  void activate(boolean leader, long epoch) {
    active = true;
    activeEpoch = epoch;
    env.trace(leader ? "leader-active" : "follower-active", epoch);
    application.active(leader, epoch);
  }

  /** Delivers what is committed, in order. */
  void commitThrough(long zxid) {
    committed = Math.max(committed, zxid);
    if (delivering) {
      return;
    }
    delivering = true;
    while (applied < committed && !entryMissing()) {
      LogEntry entry = storage().history().next(applied);
      applied = entry.zxid();
      appliedSinceSnapshot++;
      application.deliver(entry.zxid(), entry.payload());
    }
    delivering = false;
  }

  /** With a seeded bug a node may not have what is committed, and does not notice. */
  boolean entryMissing() {
    return !settings.bugs().isEmpty() && !storage().history().reachesAbove(applied);
  }

  /** Replaces the state by a leader's snapshot. */
  void restore(long zxid, Iterable<byte[]> chunks) {
    env.trace(zxid < applied ? "rolled-back" : "restored", zxid);
    applied = zxid;
    committed = zxid;
    appliedSinceSnapshot = 0;
    application.restore(zxid, chunks.iterator());
  }

  private void snapshotWhenDue() {
    if (appliedSinceSnapshot >= settings.snapshotEvery() && !storage().snapshotting()) {
      appliedSinceSnapshot = 0;
      boolean misnamed = settings.has(SeededBug.SNAPSHOT_MISSES_ENTRIES);
      long position = misnamed ? storage().history().last() : applied;
      storage().snapshot(position, application.snapshot());
    }
  }
}
