package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;

/**
 * Counters on nodes: the data is the count, as decimal text; a counter that is absent stands at 0.
 *
 * <ul>
 *   <li>{@code increase} reads count and version, and writes one more under the condition of that
 *       version. When the version was refused it begins again, now after a {@code sync}; after a
 *       reply that leaves open what happened it does not. Fails with {@value #CONTENDED} when
 *       others come first each time.
 *   <li>{@code read} is {@code sync} + read.
 * </ul>
 */
record CounterOperations(Paths paths) {
  static final String INCREASE = "increase";
  static final String READ = "read";
  static final String CONTENDED = "contended";

  private static final int MOST_ATTEMPTS = 5;

  void carryOut(Operation operation, Conversation conversation) {
    String key = operation.key();
    if (key == null) {
      throw new IllegalArgumentException("a counter has a key: " + operation);
    }
    String path = paths.of(key);
    switch (operation.f()) {
      case INCREASE -> increase(path, MOST_ATTEMPTS, conversation);
      case READ -> conversation.sync(path, () -> read(path, conversation));
      default -> throw new IllegalArgumentException("a counter cannot do " + operation);
    }
  }

  private static void read(String path, Conversation conversation) {
    conversation.look(
        new Request.GetData(path),
        reply -> {
          switch (reply) {
            case Reply.Data data -> conversation.ok(Text.shown(data.data()), data.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.ok(0L, null);
            case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("the read was answered by " + reply);
          }
        });
  }

  /** Every attempt before was refused for certain, so that at most one of them takes effect. */
  private static void increase(String path, int attempts, Conversation conversation) {
    conversation.look(
        new Request.GetData(path),
        reply -> {
          switch (reply) {
            case Reply.Data data when Text.shown(data.data()) instanceof Long count ->
                write(
                    new Request.SetData(path, Text.of(count + 1), data.version()),
                    path,
                    attempts,
                    conversation);
            case Reply.Data data ->
                conversation.fail("the count was read as " + Text.shown(data.data()));
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                write(
                    new Request.Create(path, Text.of(1), Mode.PERSISTENT),
                    path,
                    attempts,
                    conversation);
            case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("the count was read as " + reply);
          }
        });
  }

  private static void write(Request request, String path, int attempts, Conversation conversation) {
    conversation.change(
        request,
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.BAD_VERSION || refusal == Refusal.NODE_EXISTS -> {
              if (attempts > 1) {
                conversation.sync(path, () -> increase(path, attempts - 1, conversation));
              } else {
                conversation.fail(CONTENDED);
              }
            }
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the increment", reply);
          }
        });
  }
}
