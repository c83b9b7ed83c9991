package dev.assay.workloads;

import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Registers on nodes: a register is absent until it is first written; its value is a number, as
 * decimal text. Nodes are never deleted.
 *
 * <p>A compare-and-set reads value and version after a {@code sync}, and writes under the condition
 * of that version. When it fails it says {@value #MISMATCH}, which a checker takes to mean that at
 * some moment of the operation the value was not the expected one. Both ways to get there imply it:
 *
 * <ul>
 *   <li>the value read was another, or there was none: the read is linearizable;
 *   <li>the server refused the version: somebody wrote after our read. That alone would not say
 *       that the value changed. But no value is ever written to a key twice (the generator counts
 *       up, for compare-and-sets too, and nothing is retried after an unknown reply), so the value
 *       after that write is not the one that we read.
 * </ul>
 *
 * All other failures (not connected, ...) carry another error and say nothing about the value.
 */
record RegisterOperations(Paths paths, boolean syncFirst) {
  /** The error of a compare-and-set that found another value. */
  static final String MISMATCH = "mismatch";

  /** A write on a node that comes into being meanwhile is tried again; that happens once. */
  private static final int MOST_ATTEMPTS = 3;

  private static final int ANY_VERSION = -1;

  void carryOut(Operation operation, Conversation conversation) {
    String path = path(operation);
    switch (operation.f()) {
      case "read" -> read(path, conversation);
      case "write" -> write(path, number(operation.value()), MOST_ATTEMPTS, conversation);
      case "cas" -> {
        List<?> pair = (List<?>) operation.value();
        if (pair == null || pair.size() != 2) {
          throw new IllegalArgumentException("a cas has two values: " + operation);
        }
        compareAndSet(path, number(pair.get(0)), number(pair.get(1)), conversation);
      }
      default -> throw new IllegalArgumentException("a register cannot do " + operation);
    }
  }

  private String path(Operation operation) {
    String key = operation.key();
    if (key == null) {
      throw new IllegalArgumentException("an operation on a register has a key: " + operation);
    }
    return paths.of(key);
  }

  private static long number(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("a register holds a number, not " + value);
  }

  private void read(String path, Conversation conversation) {
    Runnable read =
        () ->
            get(
                path,
                conversation,
                data -> conversation.ok(Text.shown(data.data()), data.zxid()),
                () -> conversation.ok(Nil.NIL, null));
    if (syncFirst) {
      conversation.sync(path, read);
    } else {
      read.run();
    }
  }

  private static void get(
      String path, Conversation conversation, Consumer<Reply.Data> present, Runnable absent) {
    conversation.look(
        new Request.GetData(path),
        reply -> {
          switch (reply) {
            case Reply.Data data -> present.accept(data);
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE -> absent.run();
            case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("the read was answered by " + reply);
          }
        });
  }

  private static void write(String path, long value, int attempts, Conversation conversation) {
    conversation.change(
        new Request.SetData(path, Text.of(value), ANY_VERSION),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                create(path, value, attempts, conversation);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the write", reply);
          }
        });
  }

  /** Every attempt before was refused for certain, so that at most one of them takes effect. */
  private static void create(String path, long value, int attempts, Conversation conversation) {
    conversation.create(
        path,
        Text.of(value),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NODE_EXISTS && attempts > 1 ->
                write(path, value, attempts - 1, conversation);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the first write", reply);
          }
        });
  }

  private static void compareAndSet(
      String path, long expected, long replacement, Conversation conversation) {
    conversation.sync(
        path,
        () ->
            get(
                path,
                conversation,
                data -> {
                  if (Text.shown(data.data()).equals(expected)) {
                    setIfUnchanged(path, replacement, data.version(), conversation);
                  } else {
                    conversation.fail(MISMATCH);
                  }
                },
                () -> conversation.fail(MISMATCH)));
  }

  private static void setIfUnchanged(
      String path, long replacement, int version, Conversation conversation) {
    conversation.change(
        new Request.SetData(path, Text.of(replacement), version),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.BAD_VERSION ->
                conversation.fail(MISMATCH);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the compare-and-set", reply);
          }
        });
  }
}
