package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;

/**
 * Groups whose members are nodes that end with their session. {@code join} makes a member, named by
 * a number, of a group (the key); {@code quit} takes it away while its session goes on; {@code
 * leave} ends the session, and is done when the server says so; {@code die} falls silent, and names
 * the session that was left: with a session all its memberships end. {@code members} answers with
 * all numbers of a group, in order, after a {@code sync}.
 */
record MembershipOperations(Paths paths) {
  static final String JOIN = "join";
  static final String QUIT = "quit";
  static final String LEAVE = EphemeralOperations.LEAVE;
  static final String DIE = EphemeralOperations.DIE;
  static final String MEMBERS = "members";
  static final String GONE = "the member is gone";
  private static final int ANY_VERSION = -1;

  void carryOut(Operation operation, Conversation conversation) {
    switch (operation.f()) {
      case JOIN -> EphemeralOperations.own(group(operation), number(operation), true, conversation);
      case QUIT -> quit(group(operation), number(operation), conversation);
      case LEAVE -> EphemeralOperations.end(true, conversation);
      case DIE -> EphemeralOperations.end(false, conversation);
      case MEMBERS -> EphemeralOperations.list(group(operation), conversation);
      default -> throw new IllegalArgumentException("a member cannot do " + operation);
    }
  }

  private String group(Operation operation) {
    String key = operation.key();
    if (key == null) {
      throw new IllegalArgumentException("a group has a key: " + operation);
    }
    return paths.of(key);
  }

  private static long number(Operation operation) {
    if (operation.value() instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("a member is named by a number: " + operation);
  }

  /** Deletes the node of a number. */
  static void quit(String group, long number, Conversation conversation) {
    conversation.change(
        new Request.Delete(EphemeralOperations.path(group, number), ANY_VERSION),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.fail(GONE);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the deletion", reply);
          }
        });
  }
}
