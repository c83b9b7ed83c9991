package dev.assay.server.runtime;

import dev.assay.server.env.Event;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A loop without a node: calls are made on its thread, and events are kept to be looked at. */
final class LoopDriver implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 10;

  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  final NodeLoop loop =
      new NodeLoop(
          "driver",
          new SystemClock(),
          new NodeLoop.Listener() {
            @Override
            public void timerFired(long token) {}

            @Override
            public void afterEach() {}

            @Override
            public void ended(@Nullable Throwable crash) {}
          });

  LoopDriver() {
    loop.start();
  }

  <T> T call(Supplier<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.post(() -> result.complete(call.get()));
    try {
      return result.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the loop did not answer", e);
    }
  }

  void run(Runnable call) {
    call(() -> {
      call.run();
      return true;
    });
  }

  Event next() throws InterruptedException {
    return Objects.requireNonNull(
        events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS), "no event in time");
  }

  <E extends Event> E next(Class<E> kind) throws InterruptedException {
    return kind.cast(next());
  }

  @Override
  public void close() {
    loop.stop();
    try {
      if (!loop.join(Duration.ofSeconds(DEADLINE_SECONDS))) {
        throw new IllegalStateException("the loop did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
