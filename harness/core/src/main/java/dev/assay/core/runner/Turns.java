package dev.assay.core.runner;

import dev.assay.core.spi.Driver;
import java.util.function.Consumer;

/**
 * The runner's turns on the driver. A turn that throws ends the run with that exception, whichever
 * driver it is; after the end no turn is taken any more.
 */
final class Turns {
  private final Driver driver;
  private final Consumer<Throwable> crashed;
  private boolean over;

  Turns(Driver driver, Consumer<Throwable> crashed) {
    this.driver = driver;
    this.crashed = crashed;
  }

  long now() {
    return driver.now();
  }

  /** Soon, from any thread. */
  void soon(Runnable turn) {
    driver.post(() -> take(turn));
  }

  void at(long nanos, Runnable turn) {
    driver.at(nanos, () -> take(turn));
  }

  void after(long nanos, Runnable turn) {
    at(now() + nanos, turn);
  }

  /** Takes no turn any more. */
  void end() {
    over = true;
  }

  private void take(Runnable turn) {
    if (over) {
      return;
    }
    try {
      turn.run();
    } catch (RuntimeException | Error e) {
      over = true;
      crashed.accept(e);
    }
  }
}
