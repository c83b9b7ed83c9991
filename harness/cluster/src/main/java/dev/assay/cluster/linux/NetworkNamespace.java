package dev.assay.cluster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes sockets inside the network namespace of another process. A socket stays in the namespace of
 * the thread that made it, whoever uses it later. Needs root.
 */
public final class NetworkNamespace {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int READ_ONLY = 0;

  /** To open a socket takes no time at all. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private NetworkNamespace() {}

  /**
   * Calls something on a thread of its own, which has entered the namespace of a process and ends
   * after it.
   *
   * @throws IOException when it fails, or has not ended after 10 s
   */
  public static <T> T call(long pid, Callable<T> task) throws IOException, InterruptedException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("namespace-" + pid)
        .daemon()
        .start(() -> {
          try {
            enter(pid);
            answer.complete(task.call());
          } catch (Throwable e) {
            // Whatever it is, it belongs to the one who waits.
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException(
          "no answer from the network of process %d in time".formatted(pid), late);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void enter(long pid) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom("/proc/" + pid + "/ns/net");
      FunctionDescriptor opening =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
      int file = (int) Libc.function("open", opening).invokeExact(path, READ_ONLY);
      if (file < 0) {
        throw new IOException("no process " + pid + ", or its network may not be entered");
      }
      FunctionDescriptor two =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      int entered = (int) Libc.function("setns", two).invokeExact(file, CLONE_NEWNET);
      FunctionDescriptor one = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
      int closed = (int) Libc.function("close", one).invokeExact(file);
      if (entered != 0 || closed != 0) {
        throw new IOException("the network of process " + pid + " may not be entered");
      }
    }
  }
}
