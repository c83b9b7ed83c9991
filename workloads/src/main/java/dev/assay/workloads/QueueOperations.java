package dev.assay.workloads;

import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.List;

/**
 * Queues, each a folder, by ZooKeeper's recipe: the elements are nodes to whose names the service
 * adds a growing number; who deletes a node has taken its element.
 *
 * <ul>
 *   <li>{@code enqueue} creates the node of an element; it is tried once.
 *   <li>{@code dequeue} lists the names after a {@code sync}, reads the data of the lowest, and
 *       deletes it. A node that is gone by then somebody else has taken: then it is the next one's
 *       turn, and after the last one another list's. Result: the element; nil if the list was
 *       empty. Fails with {@value #CONTENDED} when others come first each time.
 * </ul>
 *
 * <p>A dequeue whose deletion leaves open what happened says in its outcome which element it may
 * have taken. Every deletion before was refused for certain.
 */
record QueueOperations(Paths paths) {
  static final String ENQUEUE = "enqueue";
  static final String DEQUEUE = "dequeue";
  static final String CONTENDED = "contended";

  private static final String PREFIX = "n";
  private static final int MOST_LISTS = 3;

  void carryOut(Operation operation, Conversation conversation) {
    String key = operation.key();
    if (key == null) {
      throw new IllegalArgumentException("a queue has a key: " + operation);
    }
    String folder = paths.of(key);
    switch (operation.f()) {
      case ENQUEUE -> {
        if (!(operation.value() instanceof Long element)) {
          throw new IllegalArgumentException("an element is a number: " + operation);
        }
        enqueue(folder, element, true, conversation);
      }
      case DEQUEUE -> dequeue(folder, MOST_LISTS, conversation);
      default -> throw new IllegalArgumentException("a queue cannot do " + operation);
    }
  }

  private static void enqueue(
      String folder, long element, boolean folderMayBeAbsent, Conversation conversation) {
    conversation.change(
        new Request.Create(folder + "/" + PREFIX, Text.of(element), Mode.PERSISTENT_SEQUENTIAL),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NO_NODE && folderMayBeAbsent ->
                conversation.folder(folder, () -> enqueue(folder, element, false, conversation));
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the creation", reply);
          }
        });
  }

  private static void dequeue(String folder, int lists, Conversation conversation) {
    conversation.sync(
        folder,
        () ->
            conversation.look(
                new Request.GetChildren(folder),
                reply -> {
                  switch (reply) {
                    case Reply.Names(List<String> names, Coordination.Stat _)
                        when names.isEmpty() ->
                        conversation.ok(Nil.NIL, null);
                    case Reply.Names(List<String> names, Coordination.Stat _) ->
                        new Turn(folder, names.stream().sorted().toList(), lists)
                            .take(conversation);
                    case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                        conversation.ok(Nil.NIL, null);
                    case Reply.Done _,
                        Reply.Data _,
                        Reply.Refused _,
                        Reply.NotDone _,
                        Reply.Unknown _ ->
                        conversation.fail("the list of names was answered by " + reply);
                  }
                }));
  }

  /**
   * One list of names, from the lowest that is left on.
   *
   * @param lists how many lists may be asked for, with this one
   */
  private record Turn(String folder, List<String> left, int lists) {
    void take(Conversation conversation) {
      if (left.isEmpty()) {
        if (lists > 1) {
          dequeue(folder, lists - 1, conversation);
        } else {
          conversation.fail(CONTENDED);
        }
        return;
      }
      String path = folder + "/" + left.getFirst();
      conversation.look(
          new Request.GetData(path),
          reply -> {
            switch (reply) {
              case Reply.Data data ->
                  delete(
                      new Request.Delete(path, data.version()),
                      Text.shown(data.data()),
                      conversation);
              case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                  next().take(conversation);
              case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                  conversation.fail("the element was read as " + reply);
            }
          });
    }

    private void delete(Request.Delete delete, Object element, Conversation conversation) {
      conversation.change(
          delete,
          element,
          reply -> {
            switch (reply) {
              case Reply.Done done -> conversation.ok(element, done.zxid());
              case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                  next().take(conversation);
              case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                  conversation.unexpected("the deletion", reply);
            }
          });
    }

    private Turn next() {
      return new Turn(folder, left.subList(1, left.size()), lists);
    }
  }
}
