package dev.assay.server.zab;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.env.Env;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Phase 0: ZooKeeper's fast leader election. Its outcome is only a hint; safety does not rest on
 * it.
 */
final class Election implements Role {
  private static final int BACKOFF_LIMIT = 8;
  private final Zab zab;
  private final Env env;
  private final Timers timers;
  private final TreeMap<Integer, Vote> votes = new TreeMap<>();

  /** What nodes say that are not looking. */
  private final TreeMap<Integer, Notification> settled = new TreeMap<>();

  private Vote vote;

  /** The vote that a quorum agrees on and that is being waited for. */
  private @Nullable Vote candidate;

  private long backoff = 1;

  Election(Zab zab) {
    this.zab = zab;
    this.env = zab.env();
    this.timers = new Timers(env);
    this.vote = zab.ownVote();
  }

  @Override
  public void begin() {
    zab.nextRound();
    votes.put(zab.self(), vote);
    announce();
    resend();
    consider();
  }

  private void resend() {
    timers.after(
        backoff * zab.settings().tickNanos() / 4,
        () -> {
          backoff = Math.min(backoff * 2, BACKOFF_LIMIT);
          announce();
          resend();
        });
  }

  private void announce() {
    for (int peer : zab.settings().voters()) {
      if (peer != zab.self()) {
        tell(peer);
      }
    }
  }

  private void tell(int peer) {
    env.datagram(peer, new Notification(zab.self(), state(), zab.round(), vote).toBytes());
  }

  @Override
  public void notified(Notification said) {
    switch (said.state()) {
      case LOOKING -> looking(said);
      case FOLLOWING, LEADING -> settled(said);
    }
  }

  private void looking(Notification said) {
    settled.remove(said.sender());
    if (said.round() < zab.round()) {
      tell(said.sender());
      return;
    }
    boolean changed = false;
    if (said.round() > zab.round()) {
      zab.adoptRound(said.round());
      votes.clear();
      vote = zab.ownVote();
      changed = true;
    }
    if (better(said.vote())) {
      vote = said.vote();
      changed = true;
    }
    votes.put(zab.self(), vote);
    votes.put(said.sender(), said.vote());
    if (changed) {
      backoff = 1;
      announce();
    } else if (!said.vote().equals(vote)) {
      tell(said.sender());
    }
    consider();
  }

  private boolean better(Vote other) {
    boolean byNumber =
        zab.settings().has(SeededBug.ELECTION_IGNORES_HISTORY)
            || zab.settings().has(SeededBug.VOTE_IGNORES_HISTORY);
    return byNumber ? other.leader() > vote.leader() : other.beats(vote);
  }

  /** Decides when a quorum wants the same, and nothing better comes for a while. */
  private void consider() {
    long supporters = votes.values().stream().filter(vote::equals).count();
    if (supporters < zab.settings().quorum()) {
      candidate = null;
    } else if (zab.settings().voters().size() == 1) {
      decide();
    } else if (!vote.equals(candidate)) {
      Vote wanted = vote;
      candidate = wanted;
      timers.after(
          zab.settings().tickNanos() / 10,
          () -> {
            if (wanted.equals(candidate)) {
              decide();
            }
          });
    }
  }

  private void decide() {
    if (vote.leader() == zab.self()) {
      zab.become(new Leader(zab));
    } else {
      zab.become(new Follower(zab, vote.leader()));
    }
  }

  /** Joins a leader that a quorum follows and that says itself that it leads. */
  private void settled(Notification said) {
    settled.put(said.sender(), said);
    int leader = said.vote().leader();
    if (leader == zab.self()) {
      followed(said);
      return;
    }
    Notification own = settled.get(leader);
    if (own == null || own.state() != Notification.State.LEADING) {
      return;
    }
    long supporters =
        settled.values().stream().filter(each -> each.vote().leader() == leader).count();
    if (supporters + 1 >= zab.settings().quorum()) {
      zab.adoptRound(Math.max(zab.round(), own.round()));
      zab.become(new Follower(zab, leader));
    }
  }

  /**
   * Somebody follows this node already. In this round that is a vote, and may be the only word of
   * it: datagrams overtake each other, so that an earlier vote may have come last. Without it the
   * node would look for a leader while a quorum waits for it to lead.
   */
  private void followed(Notification said) {
    if (said.round() == zab.round() && vote.leader() == zab.self()) {
      votes.put(said.sender(), vote);
      consider();
    }
  }

  @Override
  public void end() {
    timers.cancelAll();
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
    env.closeLink(link);
  }

  @Override
  public void linkDown(long link) {}

  @Override
  public void received(long link, Message message) {}

  @Override
  public void submit(byte[] request) {}

  @Override
  public void barrier(long token) {}

  @Override
  public void aside(byte[] message) {}

  @Override
  public Notification.State state() {
    return Notification.State.LOOKING;
  }

  @Override
  public String mode() {
    return "looking";
  }
}
