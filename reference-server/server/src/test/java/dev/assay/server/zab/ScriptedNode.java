package dev.assay.server.zab;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Event;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Node 1 of three, driven by a test that plays the others. */
final class ScriptedNode implements AtomicBroadcast.Application {
  final ScriptedEnv env;
  final Zab zab;
  final List<Long> delivered = new ArrayList<>();
  final List<Long> barriers = new ArrayList<>();
  final List<Integer> sealedAt = new ArrayList<>();
  String activity = "inactive";
  int level = 1;

  ScriptedNode(ScriptedEnv env, int snapshotEvery, SeededBug... bugs) {
    this.env = env;
    this.zab =
        new Zab(
            env,
            new ZabSettings(
                1, List.of(1, 2, 3), 200, 10, 5, snapshotEvery, env.segmentBytes, Set.of(bugs)),
            this);
    env.drive(zab::on);
    zab.start();
  }

  static ScriptedNode fresh(SeededBug... bugs) {
    ScriptedNode node = new ScriptedNode(new ScriptedEnv(), 1000, bugs);
    node.env.completeSyncs();
    return node;
  }

  /** Another incarnation on what this one has on disk. */
  ScriptedNode again(SeededBug... bugs) {
    ScriptedNode node = new ScriptedNode(env.rebooted(), 1000, bugs);
    node.env.completeSyncs();
    return node;
  }

  /** Without the bug, or with it. */
  static SeededBug[] only(boolean on, SeededBug bug) {
    return on ? new SeededBug[] {bug} : new SeededBug[0];
  }

  /** The last zxid of its history. */
  long last() {
    return zab.storage().history().last();
  }

  /** Makes it follow node 3, and says on which link. */
  long follow() {
    vote(2, 3);
    vote(3, 3);
    env.passMillis(30);
    long link = env.lastLink();
    zab.on(new Event.LinkUp(link));
    return link;
  }

  /** Makes it lead; node 2 comes on link 7, node 3 on link 8, both silent so far. */
  void lead() {
    vote(2, 1);
    vote(3, 1);
    env.passMillis(30);
    zab.on(new Event.LinkAccepted(7));
    zab.on(new Event.LinkAccepted(8));
  }

  /** Makes it serve as the leader of epoch 1, with node 2 behind it on link 7. */
  void serveAsLeader() {
    lead();
    receives(7, new Message.FollowerInfo(2, 0, 1));
    env.completeSyncs();
    receives(7, new Message.AckEpoch(0, 0, 0, 0, List.of()));
    env.completeSyncs();
    receives(7, new Message.AckNewLeader(1));
    env.completeSyncs();
  }

  private void vote(int sender, int leader) {
    long fresh = leader == 1 ? zab.ownVote().lastZxid() : Long.MAX_VALUE;
    long epoch = leader == 1 ? zab.ownVote().currentEpoch() : 1L << 30;
    zab.on(
        new Event.Datagram(
            new Notification(
                    sender, Notification.State.LOOKING, zab.round(), new Vote(epoch, fresh, leader))
                .toBytes()));
  }

  void receives(long link, Message... messages) {
    for (Message message : messages) {
      zab.on(new Event.LinkMessage(link, MessageCodec.encode(message)));
    }
  }

  /** Brings a fresh follower to where it serves, with these entries committed. */
  void serve(long link, long epoch, long... zxids) {
    receives(link, new Message.LeaderInfo(epoch));
    env.completeSyncs();
    long last = 0;
    for (long zxid : zxids) {
      receives(link, new Message.Proposal(zxid, new byte[] {(byte) zxid}));
      last = zxid;
    }
    receives(link, new Message.NewLeader(epoch));
    env.completeSyncs();
    receives(link, new Message.UpToDate(last));
    env.completeSyncs();
  }

  @Override
  public int level() {
    return level;
  }

  @Override
  public byte[] seal(byte[] request, int common) {
    sealedAt.add(common);
    return request;
  }

  @Override
  public void deliver(long position, byte[] entry) {
    delivered.add(position);
  }

  @Override
  public Iterator<byte[]> snapshot() {
    return List.of(new byte[] {1, 2, 3}, new byte[] {4}).iterator();
  }

  @Override
  public void restore(long position, Iterator<byte[]> chunks) {
    delivered.clear();
    delivered.add(position);
  }

  @Override
  public void active(boolean leader, long epoch) {
    activity = (leader ? "leads " : "follows ") + epoch;
  }

  @Override
  public void inactive() {
    activity = "inactive";
  }

  @Override
  public void barrierReached(long token) {
    barriers.add(token);
  }

  @Override
  public void fromNode(int node, byte[] message) {}
}
