package dev.assay.checker.linear;

import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Effect;
import dev.assay.checker.model.Model;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A model that begins in a state that its operations have led to.
 *
 * @param model what it is meant to do
 * @param initial the state
 */
record Begun<S, C>(Model<S, C> model, S initial) implements Model<S, C> {
  @Override
  public @Nullable C interpret(OperationRecord operation) {
    return model.interpret(operation);
  }

  @Override
  public @Nullable S step(S state, C call) {
    return model.step(state, call);
  }

  @Override
  public boolean readOnly(C call) {
    return model.readOnly(call);
  }

  @Override
  public @Nullable Object subject(C call) {
    return model.subject(call);
  }

  @Override
  public boolean separable(Collection<C> left, Collection<C> rest) {
    return model.separable(left, rest);
  }

  @Override
  public @Nullable Effect<S> effect(C call) {
    return model.effect(call);
  }

  @Override
  public long stateBytes(S state) {
    return model.stateBytes(state);
  }

  @Override
  public String describe(C call) {
    return model.describe(call);
  }

  @Override
  public String describeState(S state) {
    return model.describeState(state);
  }
}
