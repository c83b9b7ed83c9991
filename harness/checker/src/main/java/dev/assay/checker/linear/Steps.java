package dev.assay.checker.linear;

/** A model's step function over numbered states and numbered calls. */
sealed interface Steps permits EffectSteps, ModelSteps {
  /** What {@link #step} answers for an illegal call, and what stands for "no state". */
  int ILLEGAL = -1;

  int initial();

  /** The state after the call, or {@link #ILLEGAL}. */
  int step(int state, int call);

  boolean readOnly(int call);

  /** About how many bytes the states hold. */
  long bytes();

  /** The only state in which the call is legal, or {@link #ILLEGAL} if that cannot be said. */
  int requires(int call);

  /** The state after the call, or {@link #ILLEGAL} if there is none or it cannot be said. */
  int produces(int call);

  /** How many states there are; 0 if they have no closed form. */
  int closedStates();
}
