package dev.assay.workloads;

import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A client on one session: does the set-up that all workloads share, hands on the rest, and makes
 * events of what the session tells.
 *
 * @param work carries out an operation of the workload
 * @param told hears of what the session tells before the history does
 */
record SessionClient(
    Coordination coordination,
    Paths paths,
    BiConsumer<Operation, Conversation> work,
    Consumer<Coordination.Notice> told)
    implements Client {
  /** The operation that makes the run's folders. */
  static final Operation SET_UP = new Operation("set-up", null, null);

  SessionClient(Coordination coordination, Paths paths, BiConsumer<Operation, Conversation> work) {
    this(coordination, paths, work, _ -> {});
  }

  @Override
  public void listen(Consumer<Notice> listener) {
    Notices notices = new Notices(paths);
    coordination.listen(notice -> {
      told.accept(notice);
      listener.accept(notices.of(notice));
    });
  }

  @Override
  public void invoke(Operation operation, Consumer<Outcome> completion) {
    Conversation conversation = new Conversation(coordination, completion);
    if (operation.f().equals(SET_UP.f())) {
      makeFolders(conversation, paths.folders().iterator());
    } else {
      work.accept(operation, conversation);
    }
  }

  private static void makeFolders(Conversation conversation, Iterator<String> left) {
    if (left.hasNext()) {
      conversation.folder(left.next(), () -> makeFolders(conversation, left));
    } else {
      conversation.ok(null, null);
    }
  }

  @Override
  public String session() {
    return coordination.session();
  }

  @Override
  public void close() {
    coordination.close();
  }
}
