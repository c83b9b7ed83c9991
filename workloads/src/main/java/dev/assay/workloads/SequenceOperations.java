package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sequences, each a folder. {@code next} creates a node to whose name the service adds a number;
 * the value is the node's data, the result is the number. {@code drop} deletes the node of a
 * number.
 */
record SequenceOperations(Paths paths) {
  static final String NEXT = "next";
  static final String DROP = "drop";
  private static final String PREFIX = "n";
  private static final int ANY_VERSION = -1;

  void carryOut(Operation operation, Conversation conversation) {
    String key = operation.key();
    if (key == null || !(operation.value() instanceof Long number)) {
      throw new IllegalArgumentException("a sequence has a key, and a number: " + operation);
    }
    String folder = paths.of(key);
    switch (operation.f()) {
      case NEXT -> next(folder, number, true, conversation);
      case DROP -> drop(folder, number, conversation);
      default -> throw new IllegalArgumentException("a sequence cannot do " + operation);
    }
  }

  private static void next(
      String folder, long id, boolean folderMayBeAbsent, Conversation conversation) {
    String prefix = folder + "/" + PREFIX;
    conversation.change(
        new Request.Create(prefix, Text.of(id), Mode.PERSISTENT_SEQUENTIAL),
        reply -> {
          switch (reply) {
            case Reply.Done done -> given(prefix, done, conversation);
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NO_NODE && folderMayBeAbsent ->
                conversation.folder(folder, () -> next(folder, id, false, conversation));
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the creation", reply);
          }
        });
  }

  private static void given(String prefix, Reply.Done done, Conversation conversation) {
    @Nullable String path = done.path();
    if (path != null
        && path.startsWith(prefix)
        && path.substring(prefix.length()).matches("-?\\d{1,18}")) {
      conversation.ok(Long.parseLong(path.substring(prefix.length())), done.zxid());
    } else {
      conversation.unknown("it was created as " + path);
    }
  }

  private static void drop(String folder, long number, Conversation conversation) {
    String name = PREFIX + String.format(Locale.ROOT, "%010d", number);
    conversation.change(
        new Request.Delete(folder + "/" + name, ANY_VERSION),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the deletion", reply);
          }
        });
  }
}
