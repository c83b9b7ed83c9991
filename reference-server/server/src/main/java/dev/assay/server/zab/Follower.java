package dev.assay.server.zab;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Env;
import dev.assay.server.log.LogEntry;
import dev.assay.server.log.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Phases 1 to 3 at a follower. Anything unexpected ends the link, and leads back to the election.
 */
final class Follower implements Role {
  private static final long NO_LINK = -1;
  private final Zab zab;
  private final Env env;
  private final Storage storage;
  private final Timers timers;
  private final int leader;
  private final long begun;
  private long link = NO_LINK;
  private boolean up;
  private long lastHeard;
  private long epoch = -1;
  private Stage stage = Stage.DISCOVERY;

  /** Messages that wait until a snapshot is installed. */
  private final ArrayDeque<Message> inbox = new ArrayDeque<>();

  private long incoming = -1;
  private boolean installing;
  private final List<byte[]> chunks = new ArrayList<>();

  /** What a seeded bug has not logged yet. */
  private final List<Message.Proposal> unlogged = new ArrayList<>();

  /** What a seeded bug let clients ask for before UPTODATE. */
  private final List<Message> early = new ArrayList<>();

  /** How far a follower has come; each stage follows the one before. */
  private enum Stage {
    DISCOVERY,
    SYNCHRONISATION,
    NEW_LEADER_SEEN,
    NEW_LEADER_ACKNOWLEDGED,
    BROADCAST
  }

  Follower(Zab zab, int leader) {
    this.zab = zab;
    this.env = zab.env();
    this.storage = zab.storage();
    this.timers = new Timers(env);
    this.leader = leader;
    this.begun = env.nanos();
    this.lastHeard = begun;
  }

  @Override
  public void begin() {
    connect();
    timers.every(zab.settings().tickNanos() / 2, this::giveUpOnSilence);
  }

  private void connect() {
    up = false;
    link = env.connect(leader);
  }

  private void giveUpOnSilence() {
    ZabSettings settings = zab.settings();
    boolean serving = stage == Stage.BROADCAST;
    long limit = (serving ? settings.syncLimit() : settings.initLimit()) * settings.tickNanos();
    if (env.nanos() - (serving ? lastHeard : begun) > limit) {
      zab.elect();
    }
  }

  @Override
  public void linkUp(long which) {
    if (which == link) {
      up = true;
      send(
          new Message.FollowerInfo(zab.self(), storage.acceptedEpoch(), zab.application().level()));
    } else {
      env.closeLink(which);
    }
  }

  @Override
  public void linkDown(long which) {
    if (which != link) {
      return;
    }
    link = NO_LINK;
    if (stage == Stage.DISCOVERY && epoch < 0 && env.nanos() - begun <= patience()) {
      // The leader may not know yet that it is one.
      timers.after(zab.settings().tickNanos() / 10, this::connect);
    } else {
      zab.elect();
    }
  }

  /** For how long it knocks at a leader that turns it away: that one may have lost the vote. */
  private long patience() {
    return zab.settings().syncLimit() * zab.settings().tickNanos();
  }

  private void send(Message message) {
    if (up) {
      env.send(link, MessageCodec.encode(message));
    }
  }

  @Override
  public void received(long which, Message message) {
    if (which != link) {
      return;
    }
    lastHeard = env.nanos();
    inbox.add(message);
    while (!inbox.isEmpty() && !installing && zab.plays(this)) {
      handle(inbox.remove());
    }
  }

  private void handle(Message message) {
    switch (message) {
      case Message.LeaderInfo info -> discovered(info.epoch());
      case Message.Truncate cut -> truncate(cut.zxid());
      case Message.SnapshotBegin begin -> beginSnapshot(begin.zxid());
      case Message.SnapshotChunk chunk -> chunks.add(chunk.bytes());
      case Message.SnapshotEnd ignored -> install();
      case Message.Proposal proposal -> proposed(proposal);
      case Message.NewLeader newLeader -> newLeader(newLeader.epoch());
      case Message.UpToDate upToDate -> upToDate(upToDate.committed());
      case Message.Commit commit -> committed(commit.zxid());
      case Message.Ping ping -> send(new Message.Pong(ping.round()));
      case Message.BarrierDone done -> barrierDone(done);
      case Message.FollowerInfo m -> unexpected(m);
      case Message.AckEpoch m -> unexpected(m);
      case Message.AckNewLeader m -> unexpected(m);
      case Message.Ack m -> unexpected(m);
      case Message.Pong m -> unexpected(m);
      case Message.Submit m -> unexpected(m);
      case Message.Barrier m -> unexpected(m);
      case Message.Aside m -> unexpected(m);
    }
  }

  private void unexpected(Message message) {
    env.trace("unexpected " + message.getClass().getSimpleName() + " in " + stage, epoch);
    zab.elect();
  }

  private void discovered(long newEpoch) {
    if (stage != Stage.DISCOVERY || epoch >= 0 || newEpoch < storage.acceptedEpoch()) {
      zab.elect();
      return;
    }
    epoch = newEpoch;
    boolean accepted = newEpoch > storage.acceptedEpoch();
    if (accepted) {
      storage.acceptEpoch(newEpoch);
    }
    boolean counts = accepted || zab.settings().has(SeededBug.EPOCH_REUSE_COUNTS);
    // Durable first: acceptedEpoch, before ACKEPOCH.
    zab.whenDurable(
        SeededBug.EPOCH_NOT_SYNCED,
        () -> {
          if (zab.plays(this)) {
            stage = Stage.SYNCHRONISATION;
            send(
                new Message.AckEpoch(
                    counts ? storage.currentEpoch() : -1,
                    storage.history().last(),
                    zab.unalterable(),
                    storage.history().base(),
                    storage.history().epochEnds()));
            env.trace("epoch-accepted", epoch);
            if (zab.settings().has(SeededBug.EPOCH_BEFORE_HISTORY)) {
              storage.enterEpoch(epoch);
            }
          }
        });
  }

  private void truncate(long zxid) {
    if (stage != Stage.SYNCHRONISATION || zxid < zab.unalterable()) {
      unexpected(new Message.Truncate(zxid));
      return;
    }
    env.trace("truncated", zxid);
    boolean oneMore = zab.settings().has(SeededBug.TRUNC_TOO_MUCH);
    storage.truncate(oneMore ? storage.history().before(zxid) : zxid);
  }

  private void beginSnapshot(long zxid) {
    if (stage != Stage.SYNCHRONISATION) {
      unexpected(new Message.SnapshotBegin(zxid));
      return;
    }
    incoming = zxid;
    chunks.clear();
  }

  private void install() {
    if (stage != Stage.SYNCHRONISATION || incoming < 0) {
      unexpected(new Message.SnapshotEnd());
      return;
    }
    installing = true;
    storage.install(
        incoming,
        chunks,
        () -> {
          installing = false;
          zab.restore(incoming, chunks);
          incoming = -1;
          chunks.clear();
          while (!inbox.isEmpty() && !installing && zab.plays(this)) {
            handle(inbox.remove());
          }
        });
  }

  private void proposed(Message.Proposal proposal) {
    if (postpones()) {
      unlogged.add(proposal);
      return;
    }
    if (stage == Stage.DISCOVERY || !storage.history().accepts(proposal.zxid())) {
      // A hole must never get into the history (ZOOKEEPER-4925).
      unexpected(proposal);
      return;
    }
    storage.append(new LogEntry(proposal.zxid(), proposal.payload()));
    switch (stage) {
      case DISCOVERY, SYNCHRONISATION -> {}
      // Durable first: the log through the zxid, before ACK. Acknowledgements of proposals cannot
      // overtake that of NEWLEADER, since durability comes in the order of the log
      // (ZOOKEEPER-4685).
      case NEW_LEADER_SEEN -> storage.whenDurable(() -> acknowledge(proposal.zxid()));
      case NEW_LEADER_ACKNOWLEDGED, BROADCAST ->
          zab.whenDurable(SeededBug.ACK_BEFORE_FSYNC, () -> acknowledge(proposal.zxid()));
    }
    if (stage == Stage.BROADCAST && zab.settings().has(SeededBug.FOLLOWER_APPLIES_PROPOSALS)) {
      zab.commitThrough(proposal.zxid());
    }
  }

  /** Only with a seeded bug: what comes before UPTODATE is logged after it. */
  private boolean postpones() {
    return stage.compareTo(Stage.BROADCAST) < 0
        && zab.settings().has(SeededBug.NEWLEADER_ACK_EARLY);
  }

  private void acknowledge(long zxid) {
    if (zab.plays(this)) {
      send(new Message.Ack(zxid));
    }
  }

  private void newLeader(long newEpoch) {
    if (stage != Stage.SYNCHRONISATION || newEpoch != epoch) {
      unexpected(new Message.NewLeader(newEpoch));
      return;
    }
    stage = Stage.NEW_LEADER_SEEN;
    // Durable first: the whole history, then currentEpoch, before ACK(NEWLEADER).
    storage.enterEpoch(epoch);
    storage.whenDurable(() -> {
      if (zab.plays(this)) {
        stage = Stage.NEW_LEADER_ACKNOWLEDGED;
        send(new Message.AckNewLeader(epoch));
        env.trace("newleader-acked", epoch);
        if (zab.settings().has(SeededBug.SERVES_BEFORE_UPTODATE)) {
          zab.commitThrough(storage.history().last());
          zab.activate(false, epoch);
        }
      }
    });
  }

  private void upToDate(long committed) {
    if (stage != Stage.NEW_LEADER_ACKNOWLEDGED) {
      unexpected(new Message.UpToDate(committed));
      return;
    }
    stage = Stage.BROADCAST;
    unlogged.forEach(this::proposed);
    unlogged.clear();
    zab.commitThrough(committed);
    if (zab.settings().has(SeededBug.SERVES_BEFORE_UPTODATE)) {
      early.forEach(this::send);
      early.clear();
    } else {
      zab.activate(false, epoch);
    }
  }

  private void committed(long zxid) {
    if (stage != Stage.BROADCAST || !storage.history().reaches(zxid)) {
      unexpected(new Message.Commit(zxid));
      return;
    }
    zab.commitThrough(zxid);
  }

  private void barrierDone(Message.BarrierDone done) {
    // The link is FIFO: every COMMIT up to that position came before.
    boolean reached = done.committed() <= zab.applied() || zab.entryMissing();
    if (stage != Stage.BROADCAST || !reached) {
      unexpected(done);
      return;
    }
    zab.application().barrierReached(done.token());
  }

  @Override
  public void end() {
    timers.cancelAll();
    storage.cancelInstall();
    if (link != NO_LINK) {
      env.closeLink(link);
    }
  }

  @Override
  public void notified(Notification said) {
    boolean leaderLooksAgain =
        said.sender() == leader
            && said.state() == Notification.State.LOOKING
            && said.round() > zab.round();
    if (leaderLooksAgain && stage != Stage.BROADCAST) {
      zab.elect();
    } else {
      zab.answer(said, leader);
    }
  }

  @Override
  public void fired(long token) {
    timers.fired(token);
  }

  @Override
  public void linkAccepted(long which) {
    env.closeLink(which);
  }

  @Override
  public void submit(byte[] request) {
    ask(new Message.Submit(request));
  }

  @Override
  public void barrier(long token) {
    ask(new Message.Barrier(token));
  }

  private void ask(Message message) {
    if (stage == Stage.BROADCAST) {
      send(message);
    } else {
      early.add(message);
    }
  }

  @Override
  public void aside(byte[] message) {
    send(new Message.Aside(message));
  }

  @Override
  public Notification.State state() {
    return Notification.State.FOLLOWING;
  }

  @Override
  public String mode() {
    return "follower";
  }
}
