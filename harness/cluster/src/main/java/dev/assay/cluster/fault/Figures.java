package dev.assay.cluster.fault;

import dev.assay.core.fault.FaultAction;
import java.util.concurrent.TimeUnit;

/** The parameters of an action that are numbers. */
public final class Figures {
  private Figures() {}

  /** A number, or what it is when the action does not say. */
  public static long of(FaultAction action, String parameter, long otherwise) {
    Object value = action.parameters().getOrDefault(parameter, otherwise);
    if (!(value instanceof Number number)) {
      throw new IllegalArgumentException(parameter + " is not a number: " + value);
    }
    return number.longValue();
  }

  /** As {@link #of}, of a number of milliseconds. */
  public static long nanos(FaultAction action, String parameter, long otherwiseMillis) {
    return TimeUnit.MILLISECONDS.toNanos(of(action, parameter, otherwiseMillis));
  }
}
