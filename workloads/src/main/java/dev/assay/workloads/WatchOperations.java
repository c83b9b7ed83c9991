package dev.assay.workloads;

import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes that are watched. {@code write} sets a key, which comes into being with its first write;
 * value {@code [value, version]}. {@code observe} reads a key and sets a watch on it; {@link
 * #SYNCED} after a {@code sync}. {@code add} creates a child of a folder (the key), whose name is
 * the number that is added; {@code list} reads the names of its children and sets a watch on them.
 *
 * <p>What an observation or a list shows says {@code late} where the system may tell of a change
 * later than it shows it.
 *
 * <p>An operation sets at most one watch, and what it shows is what the watch starts from: else
 * nobody could say which events are due.
 */
record WatchOperations(Paths paths) {
  static final String WRITE = "write";
  static final String OBSERVE = "observe";
  static final String ADD = "add";
  static final String LIST = "list";

  /** The value of an {@code observe} that shall follow a {@code sync}. */
  static final Map<String, Object> SYNCED = Map.of("synced", true);

  /** A write on a node that comes into being meanwhile is tried again; that happens once. */
  private static final int MOST_ATTEMPTS = 3;

  private static final int ANY_VERSION = -1;

  void carryOut(Operation operation, Conversation conversation) {
    String key = operation.key();
    if (key == null) {
      throw new IllegalArgumentException("what is watched has a key: " + operation);
    }
    String path = paths.of(key);
    switch (operation.f()) {
      case WRITE -> write(path, number(operation), MOST_ATTEMPTS, conversation);
      case OBSERVE -> {
        if (SYNCED.equals(operation.value())) {
          conversation.sync(path, () -> observe(path, conversation));
        } else {
          observe(path, conversation);
        }
      }
      case ADD -> add(path, number(operation), true, conversation);
      case LIST -> list(path, conversation);
      default -> throw new IllegalArgumentException("a watched node cannot do " + operation);
    }
  }

  private static long number(Operation operation) {
    if (operation.value() instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("a number is written or added: " + operation);
  }

  private static void write(String path, long value, int attempts, Conversation conversation) {
    conversation.change(
        new Request.SetData(path, Text.of(value), ANY_VERSION),
        reply -> {
          switch (reply) {
            case Reply.Done done -> written(value, done, conversation);
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
            case Reply.Done done -> written(value, done, conversation);
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NODE_EXISTS && attempts > 1 ->
                write(path, value, attempts - 1, conversation);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the first write", reply);
          }
        });
  }

  private static void written(long value, Reply.Done done, Conversation conversation) {
    conversation.ok(List.of(value, (long) done.version()), done.zxid());
  }

  private static void observe(String path, Conversation conversation) {
    conversation.look(
        new Request.GetData(path, true),
        reply -> {
          switch (reply) {
            case Reply.Data data ->
                shown("value", Text.shown(data.data()), data.version(), conversation);
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                observeAbsent(path, conversation);
            case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the observation", reply);
          }
        });
  }

  /** A read of what is absent sets no watch. */
  private static void observeAbsent(String path, Conversation conversation) {
    conversation.look(
        new Request.Exists(path, true),
        reply -> {
          switch (reply) {
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                shown("value", Nil.NIL, -1, conversation);
            // It is watched now, but another read would be of another moment than the watch.
            case Reply.Done _ -> conversation.fail("it came to be meanwhile");
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the observation", reply);
          }
        });
  }

  private static void shown(String what, Object state, long version, Conversation conversation) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put(what, state);
    shown.put("version", version);
    if (!conversation.tellsBeforeAnswers()) {
      shown.put("late", true);
    }
    conversation.ok(shown, null);
  }

  private static void add(
      String folder, long child, boolean folderMayBeAbsent, Conversation conversation) {
    conversation.create(
        folder + "/" + child,
        Conversation.NOTHING,
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NO_NODE && folderMayBeAbsent ->
                conversation.folder(folder, () -> add(folder, child, false, conversation));
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the addition", reply);
          }
        });
  }

  private static void list(String folder, Conversation conversation) {
    conversation.look(
        new Request.GetChildren(folder, true),
        reply -> {
          switch (reply) {
            case Reply.Names(List<String> names, Coordination.Stat stat) -> {
              List<String> children = names.stream().sorted().toList();
              shown("children", children, stat.childVersion(), conversation);
            }
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.fail("there is no such folder yet");
            case Reply.Done _, Reply.Data _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the list of names", reply);
          }
        });
  }
}
