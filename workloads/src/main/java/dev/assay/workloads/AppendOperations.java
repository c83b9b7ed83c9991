package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Lists on nodes: the data is the elements, as decimal text with spaces between. A list that is
 * absent is empty.
 *
 * <ul>
 *   <li>{@code append} reads list and version, and writes the list with one more element at its end
 *       under the condition of that version. When the version was refused it begins again, now
 *       after a {@code sync}; after a reply that leaves open what happened it does not. Fails with
 *       {@value #CONTENDED} when others come first each time.
 *   <li>{@code read} is {@code sync} + read.
 * </ul>
 */
record AppendOperations(Paths paths) {
  static final String APPEND = "append";
  static final String READ = "read";
  static final String CONTENDED = "contended";

  private static final int MOST_ATTEMPTS = 5;

  void carryOut(Operation operation, Conversation conversation) {
    String key = operation.key();
    if (key == null) {
      throw new IllegalArgumentException("a list has a key: " + operation);
    }
    String path = paths.of(key);
    switch (operation.f()) {
      case APPEND -> {
        if (!(operation.value() instanceof Long element)) {
          throw new IllegalArgumentException("an element is a number: " + operation);
        }
        new Append(path, element).attempt(MOST_ATTEMPTS, conversation);
      }
      case READ -> conversation.sync(path, () -> read(path, conversation));
      default -> throw new IllegalArgumentException("a list cannot do " + operation);
    }
  }

  private static void read(String path, Conversation conversation) {
    conversation.look(
        new Request.GetData(path),
        reply -> {
          switch (reply) {
            case Reply.Data data -> conversation.ok(elements(data.data()), data.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.ok(List.of(), null);
            case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("the read was answered by " + reply);
          }
        });
  }

  private static List<Object> elements(byte[] data) {
    String text = new String(data, StandardCharsets.US_ASCII);
    return Arrays.stream(text.split(" ")).map(Text::shown).toList();
  }

  /** One element on its way to one list. */
  private record Append(String path, long element) {
    /** Every attempt before was refused for certain, so that at most one of them takes effect. */
    void attempt(int attempts, Conversation conversation) {
      conversation.look(
          new Request.GetData(path),
          reply -> {
            switch (reply) {
              case Reply.Data data ->
                  write(
                      new Request.SetData(path, with(data.data()), data.version()),
                      attempts,
                      conversation);
              case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                  write(
                      new Request.Create(path, Text.of(element), Mode.PERSISTENT),
                      attempts,
                      conversation);
              case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                  conversation.fail("the list was read as " + reply);
            }
          });
    }

    private byte[] with(byte[] list) {
      String text = new String(list, StandardCharsets.US_ASCII) + " " + element;
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void write(Request request, int attempts, Conversation conversation) {
      conversation.change(
          request,
          reply -> {
            switch (reply) {
              case Reply.Done done -> conversation.ok(null, done.zxid());
              case Reply.Refused(Refusal refusal)
                  when refusal == Refusal.BAD_VERSION || refusal == Refusal.NODE_EXISTS -> {
                if (attempts > 1) {
                  conversation.sync(path, () -> attempt(attempts - 1, conversation));
                } else {
                  conversation.fail(CONTENDED);
                }
              }
              case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                  conversation.unexpected("the append", reply);
            }
          });
    }
  }
}
