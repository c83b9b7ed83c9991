package dev.assay.server.zab;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Env;
import dev.assay.server.log.LogEntry;
import dev.assay.server.log.Storage;
import dev.assay.server.log.Zxid;
import java.util.List;

/** Phases 1 to 3 at the leader. */
final class Leader implements Role {
  private final Zab zab;
  private final Env env;
  private final ZabSettings settings;
  private final Storage storage;
  private final Timers timers;
  private final long begun;
  private final Learners learners;
  private final Discovery discovery;
  private final Barriers barriers;
  private final Synchroniser synchroniser;

  /** All up to here is durable at this node itself; -1 until its own NEWLEADER is. */
  private long ownDurable = -1;

  private boolean established;
  private long committed;

  Leader(Zab zab) {
    this.zab = zab;
    this.env = zab.env();
    this.settings = zab.settings();
    this.storage = zab.storage();
    this.timers = new Timers(env);
    this.learners = new Learners(env);
    this.begun = env.nanos();
    this.committed = zab.applied();
    this.discovery = new Discovery(this, learners);
    this.barriers = new Barriers(this);
    this.synchroniser = new Synchroniser(this);
  }

  @Override
  public void begin() {
    timers.every(settings.tickNanos() / 2, this::beat);
    discovery.chooseEpoch();
  }

  /**
   * A quorum has accepted the epoch: the history is settled, and followers are synchronised. Those
   * that come later are, too.
   */
  void discovered() {
    env.trace("leader-discovered", discovery.epoch());
    storage.enterEpoch(discovery.epoch());
    long last = storage.history().last();
    // Durable first: the leader's whole log and currentEpoch, before it counts itself.
    storage.whenDurable(() -> {
      if (zab.plays(this)) {
        ownDurable = Math.max(ownDurable, last);
        establish();
      }
    });
    for (Learner learner : followers()) {
      Message.AckEpoch ack = learner.ackEpoch;
      if (ack != null) {
        synchronise(learner, ack);
      }
    }
  }

  // Phase 2, synchronisation.

  void synchronise(Learner learner, Message.AckEpoch ack) {
    synchroniser.synchronise(learner, ack, discovery.epoch());
  }

  private void ackNewLeader(Learner learner, long acknowledged) {
    if (!learner.forwarding()
        || learner.acknowledgedNewLeader()
        || acknowledged != discovery.epoch()) {
      drop(learner);
      return;
    }
    learner.durable = learner.sentWithNewLeader;
    if (established) {
      advance();
      activate(learner);
    } else {
      establish();
    }
  }

  private void establish() {
    if (established || ownDurable < 0 || (!followed() && !mayBeAlone())) {
      return;
    }
    established = true;
    // The initial history is committed as a whole. Nothing was proposed before.
    committed = storage.history().last();
    zab.commitThrough(committed);
    env.trace("leader-established", discovery.epoch());
    for (Learner learner : followers()) {
      if (learner.acknowledgedNewLeader()) {
        activate(learner);
      }
    }
    zab.activate(true, discovery.epoch());
  }

  /** Whether a quorum has this leader's history, and is still there. */
  private boolean followed() {
    return learners.following() + 1 >= settings.commitQuorum();
  }

  /** Only with a seeded bug: a leader serves while it waits for its first followers. */
  private boolean mayBeAlone() {
    return settings.has(SeededBug.ESTABLISHED_ALONE) && env.nanos() - begun <= initNanos();
  }

  private void activate(Learner learner) {
    learner.active = true;
    send(learner, new Message.UpToDate(committed));
  }

  // Phase 3, broadcast.

  @Override
  public void submit(byte[] request) {
    long last = storage.history().last();
    boolean first = Zxid.epoch(last) != discovery.epoch();
    if (!first && Zxid.exhausted(last)) {
      zab.elect();
      return;
    }
    byte[] payload = zab.application().seal(request, discovery.commonLevel());
    long zxid = first ? Zxid.of(discovery.epoch(), 1) : last + 1;
    storage.append(new LogEntry(zxid, payload));
    for (Learner learner : followers()) {
      if (forwards(learner)) {
        send(learner, new Message.Proposal(zxid, payload));
      }
    }
    // Durable first: the leader's own log through the zxid, before it counts itself.
    if (settings.has(SeededBug.LEADER_COUNTS_ITSELF_EARLY)) {
      timers.after(0, () -> countItself(zxid));
    } else {
      storage.whenDurable(() -> countItself(zxid));
    }
  }

  private boolean forwards(Learner learner) {
    return settings.has(SeededBug.SYNC_FORWARD_GAP)
        ? learner.acknowledgedNewLeader()
        : learner.forwarding();
  }

  private void countItself(long zxid) {
    if (zab.plays(this)) {
      ownDurable = Math.max(ownDurable, zxid);
      advance();
    }
  }

  private void ack(Learner learner, long zxid) {
    if (!learner.acknowledgedNewLeader() || zxid > storage.history().last()) {
      drop(learner);
      return;
    }
    learner.durable = Math.max(learner.durable, zxid);
    advance();
  }

  /** Commits, in order, what a quorum has made durable. */
  private void advance() {
    if (!established) {
      return;
    }
    long reached = learners.durableWith(ownDurable, settings.commitQuorum());
    if (reached > committed) {
      committed = reached;
      for (Learner learner : followers()) {
        if (learner.active) {
          send(learner, new Message.Commit(committed));
        }
      }
      zab.commitThrough(committed);
    }
  }

  private void beat() {
    long now = env.nanos();
    if (!established && now - begun > initNanos()) {
      zab.elect();
      return;
    }
    long silence = settings.syncLimit() * settings.tickNanos();
    for (Learner learner : followers()) {
      if (now - learner.lastHeardNanos > (learner.active ? silence : initNanos())) {
        drop(learner);
      }
    }
    if (established && !followed() && !mayBeAlone()) {
      zab.elect();
      return;
    }
    barriers.beat();
  }

  private long initNanos() {
    return settings.initLimit() * settings.tickNanos();
  }

  @Override
  public void barrier(long token) {
    barriers.ask(() -> {
      if (zab.plays(this)) {
        zab.application().barrierReached(token);
      }
    });
  }

  private void barrierOf(Learner learner, long token) {
    if (!learner.active) {
      drop(learner);
      return;
    }
    long reached = committed;
    barriers.ask(() -> send(learner, new Message.BarrierDone(token, reached)));
  }

  Zab zab() {
    return zab;
  }

  /** The learners, a copy. */
  List<Learner> followers() {
    return learners.all();
  }

  void send(Learner learner, Message message) {
    learners.send(learner, message);
  }

  private void drop(Learner learner) {
    learners.drop(learner);
  }

  @Override
  public void received(long link, Message message) {
    Learner learner = learners.of(link);
    if (learner == null) {
      return;
    }
    learner.lastHeardNanos = env.nanos();
    switch (message) {
      case Message.FollowerInfo info -> discovery.followerInfo(learner, info);
      case Message.AckEpoch ack -> discovery.ackEpoch(learner, ack);
      case Message.AckNewLeader ack -> ackNewLeader(learner, ack.epoch());
      case Message.Ack ack -> ack(learner, ack.zxid());
      case Message.Pong pong -> barriers.pong(learner, pong.round());
      case Message.Submit submit -> submitOf(learner, submit.request());
      case Message.Barrier barrier -> barrierOf(learner, barrier.token());
      case Message.Aside aside -> zab.application().fromNode(learner.node, aside.message());
      case Message.LeaderInfo _,
          Message.Truncate _,
          Message.SnapshotBegin _,
          Message.SnapshotChunk _,
          Message.SnapshotEnd _,
          Message.Proposal _,
          Message.NewLeader _,
          Message.UpToDate _,
          Message.Commit _,
          Message.Ping _,
          Message.BarrierDone _ ->
          drop(learner);
    }
  }

  private void submitOf(Learner learner, byte[] request) {
    if (learner.active) {
      submit(request);
    } else {
      drop(learner);
    }
  }

  @Override
  public void aside(byte[] message) {
    zab.application().fromNode(zab.self(), message);
  }

  @Override
  public void end() {
    timers.cancelAll();
    followers().forEach(this::drop);
  }

  @Override
  public void notified(Notification said) {
    zab.answer(said, zab.self());
  }

  @Override
  public void fired(long token) {
    timers.fired(token);
  }

  @Override
  public void linkUp(long link) {
    env.closeLink(link);
  }

  @Override
  public void linkAccepted(long link) {
    learners.add(new Learner(link, env.nanos()));
  }

  @Override
  public void linkDown(long link) {
    learners.remove(link);
  }

  @Override
  public Notification.State state() {
    return Notification.State.LEADING;
  }

  @Override
  public String mode() {
    return settings.voters().size() == 1 ? "standalone" : "leader";
  }
}
