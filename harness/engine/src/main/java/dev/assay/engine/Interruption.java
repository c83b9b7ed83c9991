package dev.assay.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: the work is asked to end, and the process lives on until it has, within a
 * deadline. The virtual machine then ends with 130 or 143.
 */
public final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;
  private Runnable action = () -> {};
  private boolean asked;

  private Interruption() {
    this.hook = new Thread(this::interrupted, "interruption");
  }

  /**
   * Watches until it is closed, which is to come after all else that must be put in order: from
   * then on the virtual machine ends.
   */
  public static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** From now on this is done, at once if the work was asked to end already. */
  public void then(Runnable other) {
    boolean late;
    synchronized (this) {
      action = other;
      late = asked;
    }
    if (late) {
      other.run();
    }
  }

  private void interrupted() {
    Runnable present;
    synchronized (this) {
      asked = true;
      present = action;
    }
    present.run();
    try {
      boolean _ = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // The hook is running: it was this that it waited for.
    }
  }
}
