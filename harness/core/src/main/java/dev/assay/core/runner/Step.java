package dev.assay.core.runner;

/** What the scheduler wants done next. */
sealed interface Step {
  /** Hand it to the client of its slot; it is already written down. */
  record Invoke(OpenOperation open) implements Step {}

  /** Close the slot's client; the next operation of the slot gets a new one. */
  record Replace(int slot) implements Step {}

  /** Nothing until an operation completes, or until this time. */
  record Wait(long untilNanos) implements Step {}

  /** Nothing any more: the generator is exhausted and no operation is open. */
  record Finished() implements Step {}
}
