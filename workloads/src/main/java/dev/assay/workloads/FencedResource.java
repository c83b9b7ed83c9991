package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;

/**
 * A node that holds the highest number (a token, an epoch) that it has seen, and an item: it is
 * written under the condition that it did not change since it was read, and work under a lower
 * number fails with {@value #FENCED}.
 */
record FencedResource(String path) {
  static final String FENCED = "fenced";

  /** How often work is tried that meets the work of others. */
  static final int MOST_ATTEMPTS = 3;

  void write(long number, long item, Conversation conversation) {
    write(number, item, MOST_ATTEMPTS, conversation);
  }

  private void write(long number, long item, int attempts, Conversation conversation) {
    byte[] mark = Text.of(number, item);
    Runnable again = () -> write(number, item, attempts - 1, conversation);
    conversation.look(
        new Request.GetData(path),
        reply -> {
          switch (reply) {
            case Reply.Data data when Text.first(data.data()).orElse(Long.MIN_VALUE) > number ->
                conversation.fail(FENCED);
            case Reply.Data data ->
                set(new Request.SetData(path, mark, data.version()), conversation, attempts, again);
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                create(path, mark, conversation, attempts, again);
            case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("the resource was read as " + reply);
          }
        });
  }

  /** Every attempt before was refused for certain, so that at most one of them takes effect. */
  private static void set(
      Request.SetData set, Conversation conversation, int attempts, Runnable again) {
    conversation.change(
        set,
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.BAD_VERSION && attempts > 1 ->
                again.run();
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the work", reply);
          }
        });
  }

  /** The first work on a resource; when somebody was faster, another attempt. */
  static void create(
      String path, byte[] mark, Conversation conversation, int attempts, Runnable again) {
    conversation.create(
        path,
        mark,
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NODE_EXISTS && attempts > 1 ->
                again.run();
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the first work", reply);
          }
        });
  }
}
