package dev.assay.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * A call's effect in closed form: legal only in one state, or in all but one, or in all; afterwards
 * the state is a given one, or unchanged.
 *
 * @param requires the only state in which the call is legal; null if there is no such
 * @param excludes the only state in which the call is illegal; null if there is no such
 * @param produces the state afterwards; null if the state is unchanged
 */
public record Effect<S>(@Nullable S requires, @Nullable S excludes, @Nullable S produces) {
  public Effect {
    if (excludes != null && (requires != null || produces != null)) {
      throw new IllegalArgumentException("a call that excludes a state only observes");
    }
  }
}
