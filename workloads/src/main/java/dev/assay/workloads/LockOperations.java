package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Locks that end with their holder's session, each with a resource. The value of every operation is
 * a map with a fresh number, {@code item}.
 *
 * <ul>
 *   <li>{@code acquire} tries once to create the ephemeral lock node, whose data is the item.
 *       Result: the {@code token}, which is the position of that creation. Fails with {@value
 *       #HELD} when somebody has it.
 *   <li>{@code work} under a {@code token} writes to the resource. Without fencing it records the
 *       item, whoever holds the lock. With fencing the resource holds the highest token that it has
 *       seen, and is written under the condition that it did not change since it was read; work
 *       under a lower token fails with {@value FencedResource#FENCED}.
 *   <li>{@code release}, of the {@code item} that it was acquired with, deletes the lock node.
 * </ul>
 *
 * <p>A client may lose its session without knowing, and be given another one: then it must not
 * delete the lock node, which may be somebody else's. So a second ephemeral node, the witness, is
 * created and deleted together with the lock node: when it is gone, the session is another one, and
 * the release is refused. Its outcome is then unknown, so that the client begins anew.
 */
record LockOperations(Paths paths, Work work) {
  static final String ACQUIRE = "acquire";
  static final String WORK = "work";
  static final String RELEASE = "release";
  static final String TOKEN = "token";
  static final String ITEM = "item";
  static final String HELD = "held";

  private static final int ANY_VERSION = -1;

  /** Whether the resource looks at tokens. */
  enum Work {
    PLAIN,
    FENCED
  }

  void carryOut(Operation operation, Conversation conversation) {
    String lock = operation.key();
    if (lock == null) {
      throw new IllegalArgumentException("a lock has a key: " + operation);
    }
    long item = number(operation, ITEM);
    switch (operation.f()) {
      case ACQUIRE -> acquire(lock, item, conversation);
      case WORK -> {
        String resource = paths.of(lock + "-resource");
        switch (work) {
          case PLAIN -> write(resource, item, FencedResource.MOST_ATTEMPTS, conversation);
          case FENCED ->
              new FencedResource(resource).write(number(operation, TOKEN), item, conversation);
        }
      }
      case RELEASE -> release(lock, item, conversation);
      default -> throw new IllegalArgumentException("a lock cannot do " + operation);
    }
  }

  private static long number(Operation operation, String field) {
    if (operation.value() instanceof Map<?, ?> map && map.get(field) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("there is no %s: %s".formatted(field, operation));
  }

  private String witness(long item) {
    return paths.of("witness" + item);
  }

  private void acquire(String lock, long item, Conversation conversation) {
    conversation.change(
        new Request.Multi(
            List.of(
                new Request.Create(witness(item), Conversation.NOTHING, Mode.EPHEMERAL),
                new Request.Create(paths.of(lock), Text.of(item), Mode.EPHEMERAL))),
        reply -> {
          switch (reply) {
            case Reply.Done _ -> token(lock, item, conversation);
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NODE_EXISTS ->
                conversation.fail(HELD);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the acquisition", reply);
          }
        });
  }

  /** A session sees what it has done. What is not its own node any more, it has lost already. */
  private void token(String lock, long item, Conversation conversation) {
    conversation.confirm(
        new Request.GetData(paths.of(lock)),
        reply -> {
          if (reply instanceof Reply.Data data && Text.shown(data.data()).equals(item)) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put(TOKEN, data.stat().czxid());
            value.put(ITEM, item);
            conversation.ok(value, Long.toString(data.stat().czxid()));
          } else {
            conversation.unknown("it was acquired, but then the lock node was " + reply);
          }
        });
  }

  private void release(String lock, long item, Conversation conversation) {
    conversation.change(
        new Request.Multi(
            List.of(
                new Request.Delete(witness(item), ANY_VERSION),
                new Request.Delete(paths.of(lock), ANY_VERSION))),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.unknown("the session that acquired it is over");
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the release", reply);
          }
        });
  }

  private static void write(String resource, long item, int attempts, Conversation conversation) {
    conversation.change(
        new Request.SetData(resource, Text.of(item), ANY_VERSION),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                FencedResource.create(
                    resource,
                    Text.of(item),
                    conversation,
                    attempts,
                    () -> write(resource, item, attempts - 1, conversation));
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the work", reply);
          }
        });
  }
}
