package dev.assay.workloads;

import dev.assay.checker.history.Hint;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a client as a series of requests, of which at most the last one changes
 * anything. So a request that only looks may fail in any way: then nothing was done. What several
 * requests at once amount to is for whoever {@link #ask asks} them.
 */
final class Conversation {
  /** Of nodes that are there for their name or their children. */
  static final byte[] NOTHING = {};

  private final Coordination session;
  private final Consumer<Outcome> completion;

  Conversation(Coordination session, Consumer<Outcome> completion) {
    this.session = session;
    this.completion = completion;
  }

  /** The session's name, as {@link Coordination#session} has it. */
  String session() {
    return session.session();
  }

  /** As {@link Coordination#tellsBeforeAnswers}. */
  boolean tellsBeforeAnswers() {
    return session.tellsBeforeAnswers();
  }

  /** Asks for something, and hands on whatever is answered. */
  void ask(Request request, Consumer<Reply> next) {
    session.submit(request, next);
  }

  /** Asks for something that changes nothing; only a definite answer goes on. */
  void look(Request request, Consumer<Reply> next) {
    session.submit(
        request,
        reply -> {
          switch (reply) {
            case Reply.NotDone(String reason) -> fail(reason);
            case Reply.Unknown(String reason) -> fail("nothing was seen: " + reason);
            case Reply.Done _, Reply.Data _, Reply.Names _, Reply.Refused _ -> next.accept(reply);
          }
        });
  }

  /** Asks for a change; only a definite answer goes on. */
  void change(Request request, Consumer<Reply> next) {
    session.submit(
        request,
        reply -> {
          switch (reply) {
            case Reply.NotDone(String reason) -> fail(reason);
            case Reply.Unknown(String reason) -> unknown(reason);
            case Reply.Done _, Reply.Data _, Reply.Names _, Reply.Refused _ -> next.accept(reply);
          }
        });
  }

  /** As {@link #change}, where the client knows what the operation may have done. */
  void change(Request request, Object maybe, Consumer<Reply> next) {
    session.submit(
        request,
        reply -> {
          switch (reply) {
            case Reply.NotDone(String reason) -> fail(reason);
            case Reply.Unknown(String reason) -> unknown(reason, maybe);
            case Reply.Done _, Reply.Data _, Reply.Names _, Reply.Refused _ -> next.accept(reply);
          }
        });
  }

  /**
   * Asks for what changes nothing, after something was changed: without a definite answer nobody
   * knows what came of the operation.
   */
  void confirm(Request request, Consumer<Reply> next) {
    session.submit(
        request,
        reply -> {
          switch (reply) {
            case Reply.NotDone(String reason) -> unknown("it was done, but then: " + reason);
            case Reply.Unknown(String reason) -> unknown("it was done, but then: " + reason);
            case Reply.Done _, Reply.Data _, Reply.Names _, Reply.Refused _ -> next.accept(reply);
          }
        });
  }

  /** Brings the session up to date, so that its next plain read is linearizable. */
  void sync(String path, Runnable next) {
    look(
        new Request.Sync(path),
        reply -> {
          switch (reply) {
            case Reply.Done _ -> next.run();
            // The path may be absent yet; what is asked of the service is its order, not the path.
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE -> next.run();
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                unexpected("sync", reply);
          }
        });
  }

  void create(String path, byte[] data, Consumer<Reply> next) {
    change(new Request.Create(path, data, Coordination.Mode.PERSISTENT), next);
  }

  /** Creates a folder if it is not there. */
  void folder(String path, Runnable next) {
    create(
        path,
        NOTHING,
        reply -> {
          switch (reply) {
            case Reply.Done _ -> next.run();
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NODE_EXISTS -> next.run();
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                unexpected("create " + path, reply);
          }
        });
  }

  void ok(@Nullable Object value, @Nullable String zxid) {
    completion.accept(
        new Outcome.Ok(value, zxid == null ? null : new Hint("zxid", "system", zxid)));
  }

  void fail(String error) {
    completion.accept(new Outcome.Fail(error));
  }

  /** Nobody knows what became of the operation. */
  void unknown(String error) {
    completion.accept(new Outcome.Info(error));
  }

  /** Nobody knows whether the operation has done this. */
  void unknown(String error, Object value) {
    completion.accept(new Outcome.Info(error, value));
  }

  /** An answer that this request cannot have. A refusal at least says that nothing was done. */
  void unexpected(String request, Reply reply) {
    if (reply instanceof Reply.Refused(Refusal refusal)) {
      fail(request + " was refused: " + refusal);
    } else {
      unknown(request + " was answered by " + reply);
    }
  }
}
