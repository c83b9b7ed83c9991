package dev.assay.checker.model;

import dev.assay.checker.history.OperationRecord;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequential specification. Users implement it for objects of their own. All methods are pure; a
 * checker may call them in any order, from one thread at a time.
 *
 * @param <S> the state: immutable, with {@code equals} and {@code hashCode}
 * @param <C> what an operation means, argument and result together: immutable, with {@code equals}
 *     and {@code hashCode}; equal calls are interchangeable
 */
public interface Model<S, C> {
  /** The state at the beginning. */
  S initial();

  /**
   * What an operation means. An operation of unknown outcome that this returns a call for may take
   * effect at any moment after its invocation, or never; so there is no use in one that is
   * read-only.
   *
   * @return null if the operation has no bearing (a failed write, a read of unknown result)
   * @throws dev.assay.checker.history.HistoryException if the operation makes no sense here
   */
  @Nullable C interpret(OperationRecord operation);

  /** The state after the call, or null if the call could not have had this result in the state. */
  @Nullable S step(S state, C call);

  /** Goes through one order of calls, from the beginning. */
  interface Walk<C> {
    /** So many steps can be taken back, if any can. */
    int MOST_BACK = 2048;

    /** Takes the call; false, and nothing is changed, if it is illegal. */
    boolean step(C call);

    /**
     * Takes back the latest step that was not taken back; false, and nothing is changed, if that
     * cannot be done. It can for the last {@link #MOST_BACK} steps, or never.
     */
    default boolean back() {
      return false;
    }

    /** About how many bytes its state holds, for the memory limit. */
    default long bytes() {
      return 0;
    }
  }

  /**
   * A walk. Models with large states override it, so that it need not make a state at every step;
   * it must agree with {@link #step}.
   */
  default Walk<C> walk() {
    return new Walk<>() {
      private final Backlog<S> before = new Backlog<>();
      private S state = initial();

      @Override
      public boolean step(C call) {
        S after = Model.this.step(state, call);
        if (after != null) {
          before.push(state);
          state = after;
        }
        return after != null;
      }

      @Override
      public boolean back() {
        S last = before.pop();
        state = last == null ? state : last;
        return last != null;
      }

      @Override
      public long bytes() {
        return stateBytes(state);
      }
    };
  }

  /** Whether the call never changes any state. Must not say yes wrongly; no is always safe. */
  boolean readOnly(C call);

  /**
   * The part of the state that the call alone reads and changes, by name; null if there is no such
   * part. Calls on different parts must have nothing to do with each other, as if each were an
   * object of its own. Where every call of a history has a part, each may be judged alone.
   */
  default @Nullable String part(C call) {
    return null;
  }

  /**
   * A smaller object that can be seen in this one.
   *
   * @param model what it is meant to do
   * @param operations those that have to do with it, in the order of their invocations
   */
  record View<S, C>(Model<S, C> model, List<OperationRecord> operations) {}

  /**
   * Smaller objects that can be seen in this one: whenever all operations have an order here, those
   * of each view have one under its model, so that a view without an order is a violation. Views
   * may miss violations. They are looked at before a search, and tell a shorter story.
   */
  default List<View<?, ?>> views(List<OperationRecord> operations) {
    return List.of();
  }

  /** What the call is about, so that calls about the same can be left out together; or null. */
  default @Nullable Object subject(C call) {
    return null;
  }

  /**
   * Whether every legal order of the calls in both stays legal when those {@code left} out are
   * gone. Must not say yes wrongly; no is always safe.
   */
  default boolean separable(Collection<C> left, Collection<C> rest) {
    return false;
  }

  /**
   * The call's effect in closed form, which makes a search much faster; null if it has none. Where
   * there is one, it must agree with {@link #step} in every state.
   */
  default @Nullable Effect<S> effect(C call) {
    return null;
  }

  /** About how many bytes a state holds, for the memory limit. */
  default long stateBytes(S state) {
    return 64;
  }

  /** The call in words: {@code "write 3"}. */
  String describe(C call);

  /** The state in words. */
  default String describeState(S state) {
    return state.toString();
  }
}
