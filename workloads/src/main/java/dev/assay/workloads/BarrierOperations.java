package dev.assay.workloads;

import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.List;
import java.util.Map;

/**
 * Double barriers by ZooKeeper's recipe, a folder for each round (the key). The value of every
 * operation is a map with the number of the {@code party}, and how many {@code parties} there are.
 *
 * <ul>
 *   <li>{@code enter} creates the party's node, which ends with its session.
 *   <li>{@code pass} looks, after a {@code sync}, whether all are there; who finds that leaves a
 *       node {@value #READY} for those who look when some have left already.
 *   <li>{@code leave} deletes the party's node.
 *   <li>{@code exit} looks, after a {@code sync}, whether nobody is there.
 * </ul>
 *
 * Nothing waits here: {@code pass} and {@code exit} fail with {@value #WAITS}, and are asked for
 * again.
 */
record BarrierOperations(Paths paths) {
  static final String ENTER = "enter";
  static final String PASS = "pass";
  static final String LEAVE = "leave";
  static final String EXIT = "exit";
  static final String PARTY = "party";
  static final String PARTIES = "parties";
  static final String WAITS = "others are awaited";
  private static final String READY = "ready";

  void carryOut(Operation operation, Conversation conversation) {
    String key = operation.key();
    if (key == null) {
      throw new IllegalArgumentException("a round has a key: " + operation);
    }
    String folder = paths.of(key);
    long party = number(operation, PARTY);
    switch (operation.f()) {
      case ENTER -> EphemeralOperations.own(folder, party, true, conversation);
      case PASS ->
          conversation.sync(folder, () -> pass(folder, number(operation, PARTIES), conversation));
      case LEAVE -> MembershipOperations.quit(folder, party, conversation);
      case EXIT -> conversation.sync(folder, () -> exit(folder, conversation));
      default -> throw new IllegalArgumentException("a barrier cannot do " + operation);
    }
  }

  private static long number(Operation operation, String field) {
    if (operation.value() instanceof Map<?, ?> map && map.get(field) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("there is no %s: %s".formatted(field, operation));
  }

  private static long present(List<String> names) {
    return names.stream().filter(name -> !name.equals(READY)).count();
  }

  private static void pass(String folder, long parties, Conversation conversation) {
    conversation.look(
        new Request.GetChildren(folder),
        reply -> {
          if (!(reply instanceof Reply.Names(List<String> names, Coordination.Stat _))) {
            conversation.fail("those who are there were read as " + reply);
          } else if (names.contains(READY)) {
            conversation.ok(null, null);
          } else if (present(names) >= parties) {
            // All were seen, whatever becomes of the word to the others.
            conversation.ask(
                new Request.Create(folder + "/" + READY, Conversation.NOTHING, Mode.PERSISTENT),
                _ -> conversation.ok(null, null));
          } else {
            conversation.fail(WAITS);
          }
        });
  }

  private static void exit(String folder, Conversation conversation) {
    conversation.look(
        new Request.GetChildren(folder),
        reply -> {
          switch (reply) {
            case Reply.Names(List<String> names, Coordination.Stat _) when present(names) == 0 ->
                conversation.ok(null, null);
            case Reply.Names _ -> conversation.fail(WAITS);
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.ok(null, null);
            case Reply.Done _, Reply.Data _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("those who are there were read as " + reply);
          }
        });
  }
}
