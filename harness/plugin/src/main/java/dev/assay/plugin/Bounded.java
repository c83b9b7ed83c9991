package dev.assay.plugin;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls of somebody else's code that may hang. */
final class Bounded {
  private Bounded() {}

  /** Calls it on a thread of its own, which is interrupted when its time is over. */
  static <T> T call(Callable<T> code, long millis) throws IOException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(code);
    Thread.ofVirtual().name("bounded").start(task);
    try {
      return task.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException("no answer within " + millis + " ms", late);
    } catch (ExecutionException failed) {
      throw new IOException(words(failed.getCause()), failed.getCause());
    } finally {
      task.cancel(true);
    }
  }

  /** What was thrown, in one line. */
  static String words(@Nullable Throwable thrown) {
    if (thrown == null) {
      return "nobody says why";
    }
    String message = String.valueOf(thrown.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    String name = thrown.getClass().getSimpleName();
    return thrown.getMessage() == null ? name : name + ": " + message;
  }
}
