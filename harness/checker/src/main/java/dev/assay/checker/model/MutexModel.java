package dev.assay.checker.model;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import org.jspecify.annotations.Nullable;

/**
 * A lock with {@code acquire} and {@code release}, free at first. An acquire that failed says
 * nothing: it may have been refused for any reason.
 *
 * @param kind who may do what
 */
public record MutexModel(Kind kind) implements Model<MutexModel.Hold, MutexModel.Call> {
  private static final String ANYBODY = "";

  /** Who may acquire and release. */
  public enum Kind {
    /** Anybody may release what anybody holds. */
    PLAIN,
    /** Only the process that holds it may release it. */
    OWNED,
    /** It may also acquire it again, and must release it as often. */
    REENTRANT,
    /**
     * As {@link #OWNED}; an acquire returns a number, the fencing token, which is greater than all
     * before.
     */
    FENCED
  }

  /**
   * What is so at a moment.
   *
   * @param owner who holds it, in the model's sense; null if nobody does
   * @param times how many times it was acquired and not released
   * @param token the greatest fencing token so far
   */
  public record Hold(@Nullable String owner, int times, long token) {}

  /**
   * What an operation means.
   *
   * @param acquire whether it acquires; releases if not
   * @param who by whom
   * @param token the token that it returned; {@link Long#MIN_VALUE} if it is not known
   */
  public record Call(boolean acquire, String who, long token) {}

  @Override
  public Hold initial() {
    return new Hold(null, 0, Long.MIN_VALUE);
  }

  @Override
  public @Nullable Call interpret(OperationRecord operation) {
    boolean acquire =
        switch (operation.invoke().f()) {
          case "acquire" -> true;
          case "release" -> false;
          default ->
              throw new HistoryException(
                  "index %d: a mutex knows acquire and release, not %s"
                      .formatted(operation.invoke().index(), operation.invoke().f()));
        };
    if (operation.outcome() == EntryType.FAIL) {
      return null;
    }
    String who = kind == Kind.PLAIN ? ANYBODY : operation.invoke().actor().toString();
    return new Call(acquire, who, acquire ? token(operation) : Long.MIN_VALUE);
  }

  private long token(OperationRecord operation) {
    if (kind != Kind.FENCED || operation.outcome() != EntryType.OK) {
      return Long.MIN_VALUE;
    }
    if (operation.completion() != null && operation.completion().value() instanceof Long token) {
      return token;
    }
    throw new HistoryException(
        "index %d: an acquire of a fenced mutex returned no number"
            .formatted(operation.returnIndex()));
  }

  @Override
  public @Nullable Hold step(Hold state, Call call) {
    if (!call.acquire()) {
      return !call.who().equals(state.owner())
          ? null
          : new Hold(state.times() == 1 ? null : state.owner(), state.times() - 1, state.token());
    }
    boolean again = kind == Kind.REENTRANT && call.who().equals(state.owner());
    if ((state.owner() != null && !again)
        || (call.token() != Long.MIN_VALUE && call.token() <= state.token())) {
      return null;
    }
    return new Hold(call.who(), state.times() + 1, Math.max(state.token(), call.token()));
  }

  @Override
  public boolean readOnly(Call call) {
    return false;
  }

  @Override
  public @Nullable Effect<Hold> effect(Call call) {
    if (kind != Kind.PLAIN && kind != Kind.OWNED) {
      return null;
    }
    Hold held = new Hold(call.who(), 1, Long.MIN_VALUE);
    return call.acquire()
        ? new Effect<>(initial(), null, held)
        : new Effect<>(held, null, initial());
  }

  @Override
  public String describe(Call call) {
    String what = call.acquire() ? "acquire" : "release";
    return call.token() == Long.MIN_VALUE ? what : what + " with token " + call.token();
  }

  @Override
  public String describeState(Hold state) {
    String owner = state.owner();
    if (owner == null) {
      return "free";
    }
    return owner.isEmpty() ? "held" : "held by process " + owner;
  }
}
