package dev.assay.workloads;

import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.List;

/**
 * Nodes that end with their session. {@code own} creates one, named by a number; {@code touch} is a
 * sign of life that is answered; {@code leave} ends the session, and is done when the server says
 * so; {@code die} falls silent, and names the session that was left; {@code move} takes the session
 * to another node; {@code list} answers with all numbers, in order, after a {@code sync}.
 */
record EphemeralOperations(Paths paths) {
  static final String OWN = "own";
  static final String TOUCH = "touch";
  static final String LEAVE = "leave";
  static final String DIE = "die";
  static final String LIST = "list";
  static final String MOVE = "move";
  private static final String PREFIX = "o";

  private String folder() {
    return paths.of("owned");
  }

  void carryOut(Operation operation, Conversation conversation) {
    switch (operation.f()) {
      case OWN -> {
        if (!(operation.value() instanceof Long number)) {
          throw new IllegalArgumentException("what is owned is named by a number: " + operation);
        }
        own(folder(), number, true, conversation);
      }
      case TOUCH -> touch(conversation);
      case LEAVE -> end(true, conversation);
      case DIE -> end(false, conversation);
      case MOVE -> move(String.valueOf(operation.value()), conversation);
      case LIST -> list(folder(), conversation);
      default -> throw new IllegalArgumentException("an owner cannot do " + operation);
    }
  }

  /** Creates an ephemeral node in a folder, which comes into being with its first one. */
  static void own(
      String folder, long number, boolean folderMayBeAbsent, Conversation conversation) {
    conversation.change(
        new Request.Create(path(folder, number), Conversation.NOTHING, Coordination.Mode.EPHEMERAL),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NO_NODE && folderMayBeAbsent ->
                conversation.folder(folder, () -> own(folder, number, false, conversation));
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the creation", reply);
          }
        });
  }

  /** Where the node of a number is. */
  static String path(String folder, long number) {
    return folder + "/" + PREFIX + number;
  }

  private void touch(Conversation conversation) {
    conversation.look(
        new Request.Exists(folder()),
        reply -> {
          switch (reply) {
            case Reply.Done _, Reply.Refused _ -> conversation.ok(null, null);
            case Reply.Data _, Reply.Names _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the sign of life", reply);
          }
        });
  }

  /** Asked for as a read is: whatever becomes of it, nothing is changed. */
  private static void move(String node, Conversation conversation) {
    conversation.look(
        new Request.Move(node),
        reply -> {
          switch (reply) {
            case Reply.Done _ -> conversation.ok(null, null);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the move", reply);
          }
        });
  }

  /** Ends the session, with a good-bye or without. */
  static void end(boolean clean, Conversation conversation) {
    String session = conversation.session();
    conversation.change(
        new Request.End(clean),
        reply -> {
          switch (reply) {
            case Reply.Done _ -> conversation.ok(clean ? null : session, null);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the end", reply);
          }
        });
  }

  /** The numbers of the nodes in a folder, in order, after a {@code sync}. */
  static void list(String folder, Conversation conversation) {
    conversation.sync(folder, () -> names(folder, conversation));
  }

  private static void names(String folder, Conversation conversation) {
    conversation.look(
        new Request.GetChildren(folder),
        reply -> {
          switch (reply) {
            case Reply.Names(List<String> names, Coordination.Stat _) ->
                conversation.ok(
                    names.stream()
                        .map(name -> Text.shown(name.substring(PREFIX.length())))
                        .sorted(Text.ORDER)
                        .toList(),
                    null);
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.ok(List.of(), null);
            case Reply.Done _, Reply.Data _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the list of names", reply);
          }
        });
  }
}
