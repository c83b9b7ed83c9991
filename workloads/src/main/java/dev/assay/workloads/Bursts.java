package dev.assay.workloads;

import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Notice;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one client on its session: each is a list of requests that are submitted at
 * once, and completes with the same list and what came of each request.
 *
 * <ul>
 *   <li>{@code ["w", key, value]}: answered with outcome and version, -1 when it is not known;
 *   <li>{@code ["r", key]}: with value (nil when absent), outcome and version (-1 when absent);
 *   <li>{@code ["sync"]} and {@code ["move", node]}: with the outcome.
 * </ul>
 *
 * An outcome is {@code ok}, {@code fail} (surely not done) or {@code info} (nobody knows). {@code
 * init} creates the keys, and can be done again, since it writes the same values. {@code burst} is
 * {@code ok} when the session outlived it, whatever came of the requests; it fails when none of
 * them was done.
 */
final class Bursts {
  static final String INIT = "init";
  static final String BURST = "burst";
  private static final int ANY_VERSION = -1;
  private static final long NO_VERSION = -1;

  private final Paths paths;
  private long sessionsLost;
  private boolean between;

  Bursts(Paths paths) {
    this.paths = paths;
  }

  /** Something happened to the session. */
  synchronized void told(Notice notice) {
    switch (notice) {
      case Notice.Expired _ -> {
        sessionsLost++;
        between = true;
      }
      case Notice.Connected _ -> between = false;
      case Notice.Disconnected _, Notice.Fired _ -> {}
    }
  }

  private synchronized long sessionsLost() {
    return sessionsLost;
  }

  /** The session's name, or empty when the next request opens one. */
  private synchronized String current(Conversation conversation) {
    return between ? "" : conversation.session();
  }

  void carryOut(Operation operation, Conversation conversation) {
    boolean first =
        switch (operation.f()) {
          case INIT -> true;
          case BURST -> false;
          default -> throw new IllegalArgumentException("a session cannot do " + operation);
        };
    if (!(operation.value() instanceof List<?> steps) || steps.isEmpty()) {
      throw new IllegalArgumentException("a burst is a list of requests: " + operation);
    }
    List<Step> all = steps.stream().map(step -> step(step, first)).toList();
    Run run = new Run(all, first, conversation);
    for (int position = 0; position < all.size(); position++) {
      int mine = position;
      conversation.ask(all.get(position).request(), reply -> run.answered(mine, reply));
    }
  }

  /** One request: what the history calls it, and what is asked. */
  private record Step(List<?> words, Request request) {}

  private Step step(@Nullable Object step, boolean first) {
    return switch (step) {
      case List<?> words
          when words.size() == 3
              && "w".equals(words.getFirst())
              && words.get(1) instanceof String key
              && words.get(2) instanceof Long value -> {
        String path = paths.of(key);
        byte[] data = Text.of(value);
        yield new Step(
            words,
            first
                ? new Request.Create(path, data, Coordination.Mode.PERSISTENT)
                : new Request.SetData(path, data, ANY_VERSION));
      }
      case List<?> words
          when words.size() == 2
              && "r".equals(words.getFirst())
              && words.get(1) instanceof String key ->
          new Step(words, new Request.GetData(paths.of(key)));
      case List<?> words
          when words.size() == 2
              && "move".equals(words.getFirst())
              && words.get(1) instanceof String node ->
          new Step(words, new Request.Move(node));
      case List<?> words when words.size() == 1 && "sync".equals(words.getFirst()) ->
          new Step(words, new Request.Sync(paths.root()));
      case null, default -> throw new IllegalArgumentException("no request of a burst: " + step);
    };
  }

  /** A burst under way. Answers may come from several threads. */
  private final class Run {
    private final List<Step> steps;
    private final boolean first;
    private final Conversation conversation;
    private final @Nullable Reply[] replies;
    private final String session;
    private final long lostBefore;
    private int left;

    private Run(List<Step> steps, boolean first, Conversation conversation) {
      this.steps = steps;
      this.first = first;
      this.conversation = conversation;
      this.replies = new @Nullable Reply[steps.size()];
      this.left = steps.size();
      this.session = current(conversation);
      this.lostBefore = sessionsLost();
    }

    private void answered(int position, Reply reply) {
      boolean last;
      synchronized (this) {
        last = replies[position] == null && --left == 0;
        replies[position] = reply;
      }
      if (last) {
        complete();
      }
    }

    private void complete() {
      List<Object> value = new ArrayList<>();
      List<String> outcomes = new ArrayList<>();
      for (int position = 0; position < steps.size(); position++) {
        Reply reply = replies[position];
        if (reply != null) {
          outcomes.add(outcome(steps.get(position).request(), reply));
          value.add(answer(steps.get(position), reply, outcomes.getLast()));
        }
      }
      boolean same = session.isEmpty() || session.equals(conversation.session());
      boolean all = outcomes.stream().allMatch("ok"::equals);
      if (outcomes.stream().allMatch("fail"::equals)) {
        conversation.fail("nothing was done: " + replies[0]);
      } else if (!same || sessionsLost() != lostBefore) {
        conversation.unknown("the session was lost meanwhile");
      } else if (first && !all) {
        conversation.unknown("not all keys were created: " + value);
      } else {
        conversation.ok(value, null);
      }
    }
  }

  /** A key that is there already was created by an earlier attempt, with the same value. */
  private static String outcome(Request request, Reply reply) {
    return switch (reply) {
      case Reply.Done _, Reply.Data _ -> "ok";
      case Reply.Refused(Refusal refusal)
          when request instanceof Request.Create && refusal == Refusal.NODE_EXISTS ->
          "ok";
      case Reply.Refused(Refusal refusal)
          when request instanceof Request.GetData && refusal == Refusal.NO_NODE ->
          "ok";
      case Reply.Refused _, Reply.NotDone _ -> "fail";
      case Reply.Unknown _, Reply.Names _ -> "info";
    };
  }

  private static List<Object> answer(Step step, Reply reply, String outcome) {
    List<Object> answer = new ArrayList<>(step.words());
    switch (step.request()) {
      case Request.GetData _ -> {
        answer.add(reply instanceof Reply.Data data ? Text.shown(data.data()) : Nil.NIL);
        answer.add(outcome);
        answer.add(reply instanceof Reply.Data data ? (long) data.version() : NO_VERSION);
      }
      case Request.Single _ -> {
        answer.add(outcome);
        answer.add(outcome.equals("ok") ? version(reply) : NO_VERSION);
      }
      default -> answer.add(outcome);
    }
    return answer;
  }

  /** Nobody writes before the keys are there: what an earlier attempt created has version 0. */
  private static long version(Reply reply) {
    return reply instanceof Reply.Done done ? done.version() : 0;
  }
}
