package dev.assay.server.zab;

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
  private final Barriers barriers;
  private final Synchroniser synchroniser;

  /** The epoch that it proposes; -1 until a quorum has said which ones it had accepted. */
  private long epoch = -1;

  private boolean epochDurable;

  /** A quorum has accepted the epoch: the history is settled, and followers are synchronised. */
  private boolean discovered;

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
    this.barriers = new Barriers(this);
    this.synchroniser = new Synchroniser(this);
  }

  @Override
  public void begin() {
    timers.every(settings.tickNanos() / 2, this::beat);
    chooseEpoch();
  }

  // Phase 1, discovery.

  private void chooseEpoch() {
    List<Learner> informed = learners.informed();
    if (epoch >= 0 || informed.size() + 1 < settings.quorum()) {
      return;
    }
    long newest = storage.acceptedEpoch();
    for (Learner learner : informed) {
      newest = Math.max(newest, accepted(learner));
    }
    epoch = newest + 1;
    storage.acceptEpoch(epoch);
    // Durable first: the leader's acceptedEpoch, before LEADERINFO (ZOOKEEPER-1291).
    storage.whenDurable(() -> {
      if (zab.plays(this)) {
        epochDurable = true;
        learners.informed().forEach(learner -> send(learner, new Message.LeaderInfo(epoch)));
        finishDiscovery();
      }
    });
  }

  private static long accepted(Learner learner) {
    Message.FollowerInfo info = learner.info;
    return info == null ? -1 : info.acceptedEpoch();
  }

  private void followerInfo(Learner learner, Message.FollowerInfo info) {
    if (learner.info != null || !settings.voters().contains(info.node())) {
      drop(learner);
      return;
    }
    for (Learner other : followers()) {
      if (other.node == info.node()) {
        drop(other);
      }
    }
    learner.node = info.node();
    learner.info = info;
    if (epoch >= 0 && info.acceptedEpoch() > epoch) {
      // It will never follow this epoch; a new one must include it.
      zab.elect();
    } else if (epochDurable) {
      send(learner, new Message.LeaderInfo(epoch));
    } else {
      chooseEpoch();
    }
  }

  private void ackEpoch(Learner learner, Message.AckEpoch ack) {
    if (!epochDurable || learner.info == null || learner.ackEpoch != null) {
      drop(learner);
      return;
    }
    learner.ackEpoch = ack;
    if (discovered) {
      synchroniser.synchronise(learner, ack, epoch);
      return;
    }
    Vote own = zab.ownVote();
    Vote its = new Vote(ack.currentEpoch(), ack.lastZxid(), own.leader());
    if (ack.currentEpoch() >= 0 && its.beats(own)) {
      // Somebody in the quorum has the fresher history: the election was a wrong hint.
      zab.elect();
      return;
    }
    finishDiscovery();
  }

  /** An ACKEPOCH of a node that had accepted this number before does not count. */
  private static boolean counts(Learner learner) {
    Message.AckEpoch ack = learner.ackEpoch;
    return ack != null && ack.currentEpoch() >= 0;
  }

  private void finishDiscovery() {
    long counted = followers().stream().filter(Leader::counts).count();
    if (discovered || !epochDurable || counted + 1 < settings.quorum()) {
      return;
    }
    discovered = true;
    storage.enterEpoch(epoch);
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
        synchroniser.synchronise(learner, ack, epoch);
      }
    }
  }

  // Phase 2, synchronisation: see Synchroniser.

  private void ackNewLeader(Learner learner, long acknowledged) {
    if (!learner.forwarding() || learner.acknowledgedNewLeader() || acknowledged != epoch) {
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
    if (established || ownDurable < 0 || learners.following() + 1 < settings.commitQuorum()) {
      return;
    }
    established = true;
    // The initial history is committed as a whole. Nothing was proposed before.
    committed = storage.history().last();
    zab.commitThrough(committed);
    env.trace("leader-established", epoch);
    for (Learner learner : followers()) {
      if (learner.acknowledgedNewLeader()) {
        activate(learner);
      }
    }
    zab.activate(true, epoch);
  }

  private void activate(Learner learner) {
    learner.active = true;
    send(learner, new Message.UpToDate(committed));
  }

  // Phase 3, broadcast.

  @Override
  public void submit(byte[] request) {
    long last = storage.history().last();
    boolean first = Zxid.epoch(last) != epoch;
    if (!first && Zxid.exhausted(last)) {
      zab.elect();
      return;
    }
    byte[] payload = zab.application().seal(request);
    long zxid = first ? Zxid.of(epoch, 1) : last + 1;
    storage.append(new LogEntry(zxid, payload));
    for (Learner learner : followers()) {
      if (learner.forwarding()) {
        send(learner, new Message.Proposal(zxid, payload));
      }
    }
    // Durable first: the leader's own log through the zxid, before it counts itself.
    storage.whenDurable(() -> {
      if (zab.plays(this)) {
        ownDurable = Math.max(ownDurable, zxid);
        advance();
      }
    });
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
    if (established && learners.following() + 1 < settings.commitQuorum()) {
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
      case Message.FollowerInfo info -> followerInfo(learner, info);
      case Message.AckEpoch ack -> ackEpoch(learner, ack);
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
