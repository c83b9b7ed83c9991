package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Effect;
import dev.assay.checker.model.RegisterLike;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A register in which some operations that replaced one value by another are taken as they say: the
 * state after them is certain, what they found is not asked. What a history without an order loses
 * by that is nothing but reasons, so that one that still has none has none for what is left; and
 * what led to the values that are no longer asked for need not be told.
 *
 * @param model the register
 * @param loose the operations that are taken as they say
 */
record Loosened<S, C>(RegisterLike<S, C> model, Set<OperationRecord> loose)
    implements RegisterLike<S, Loosened.Call<C>> {
  /** A call, and whether it is taken as it says. */
  record Call<C>(C call, boolean loose) {}

  /** The same with one more. */
  Loosened<S, C> with(OperationRecord operation) {
    Set<OperationRecord> more = new HashSet<>(loose);
    more.add(operation);
    return new Loosened<>(model, more);
  }

  /** Whether the operation asks for a state and leaves another, so that it can be loosened. */
  boolean replaces(OperationRecord operation) {
    Effect<S> effect = effectOf(operation);
    return effect != null
        && effect.requires() != null
        && effect.produces() != null
        && !loose.contains(operation);
  }

  /** What the operation does without being loosened. */
  @Nullable Effect<S> effectOf(OperationRecord operation) {
    C call = model.interpret(operation);
    return call == null ? null : model.effect(call);
  }

  @Override
  public S initial() {
    return model.initial();
  }

  @Override
  public @Nullable Call<C> interpret(OperationRecord operation) {
    C call = model.interpret(operation);
    return call == null ? null : new Call<>(call, loose.contains(operation));
  }

  @Override
  public @Nullable S step(S state, Call<C> call) {
    return call.loose()
        ? Objects.requireNonNull(effect(call)).produces()
        : model.step(state, call.call());
  }

  @Override
  public boolean readOnly(Call<C> call) {
    return model.readOnly(call.call());
  }

  @Override
  public @Nullable Effect<S> effect(Call<C> call) {
    Effect<S> effect = model.effect(call.call());
    return effect == null || !call.loose() ? effect : new Effect<>(null, null, effect.produces());
  }

  @Override
  public boolean wouldHaveMade(OperationRecord operation, S state) {
    return model.wouldHaveMade(operation, state);
  }

  @Override
  public String describe(Call<C> call) {
    return model.describe(call.call());
  }

  @Override
  public String describeState(S state) {
    return model.describeState(state);
  }
}
