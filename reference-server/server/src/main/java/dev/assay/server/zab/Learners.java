package dev.assay.server.zab;

import dev.assay.server.env.Env;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The learners of a leader, by their links. */
final class Learners {
  private final Env env;
  private final TreeMap<Long, Learner> byLink = new TreeMap<>();

  Learners(Env env) {
    this.env = env;
  }

  void add(Learner learner) {
    byLink.put(learner.link, learner);
  }

  @Nullable Learner of(long link) {
    return byLink.get(link);
  }

  /** All of them, a copy. */
  List<Learner> all() {
    return List.copyOf(byLink.values());
  }

  /** Those who have said which epoch they had accepted. */
  List<Learner> informed() {
    return all().stream().filter(learner -> learner.info != null).toList();
  }

  /** How many have acknowledged NEWLEADER. */
  long following() {
    return byLink.values().stream().filter(Learner::acknowledgedNewLeader).count();
  }

  /** The last zxid that a quorum has made durable, the leader among it; -1 when none has. */
  long durableWith(long ownDurable, int quorum) {
    List<Long> durable = new ArrayList<>(List.of(ownDurable));
    for (Learner learner : byLink.values()) {
      if (learner.acknowledgedNewLeader()) {
        durable.add(learner.durable);
      }
    }
    durable.sort(Comparator.reverseOrder());
    return durable.size() < quorum ? -1 : durable.get(quorum - 1);
  }

  void send(Learner learner, Message message) {
    env.send(learner.link, MessageCodec.encode(message));
  }

  /** Closes a learner's link, if that has not been done. */
  void drop(Learner learner) {
    if (byLink.remove(learner.link) != null) {
      env.closeLink(learner.link);
    }
  }

  /** Its link is closed. */
  void remove(long link) {
    byLink.remove(link);
  }
}
