package dev.assay.core.runner;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Outcome;

/** Writes down what the scheduler decides, and gives numbers to operations. */
interface Recorder {
  long nextOperation();

  Entry invoked(OpenOperation open);

  Entry completed(OpenOperation open, Outcome outcome);
}
