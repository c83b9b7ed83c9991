package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeLoopTest {
  private static final long MILLI = 1_000_000;

  private final BlockingQueue<Long> fired = new LinkedBlockingQueue<>();
  private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
  private final NodeLoop loop =
      new NodeLoop(
          "test",
          new SystemClock(),
          new NodeLoop.Listener() {
            @Override
            public void timerFired(long token) {
              fired.add(token);
            }

            @Override
            public void afterEach() {}

            @Override
            public void ended(@Nullable Throwable crash) {
              end.complete(crash);
            }
          });

  @BeforeEach
  void start() {
    loop.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.stop();
    assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void runsTasksInTheOrderOfTheirPosting() throws InterruptedException {
    BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      loop.post(() -> seen.add(number));
    }

    for (int i = 0; i < 1_000; i++) {
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(i);
    }
  }

  @Test
  void firesTimersInTheOrderOfTheirTimeAndNotBefore() throws InterruptedException {
    long before = System.nanoTime();
    loop.post(() -> {
      loop.timer(30 * MILLI);
      loop.timer(10 * MILLI);
      loop.timer(0);
    });

    List<@Nullable Long> tokens =
        Arrays.asList(
            fired.poll(10, TimeUnit.SECONDS),
            fired.poll(10, TimeUnit.SECONDS),
            fired.poll(10, TimeUnit.SECONDS));

    assertThat(tokens).containsExactly(3L, 2L, 1L);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30 * MILLI);
  }

  @Test
  void aCancelledTimerDoesNotFire() throws InterruptedException {
    loop.post(() -> {
      long cancelled = loop.timer(5 * MILLI);
      loop.timer(20 * MILLI);
      loop.cancelTimer(cancelled);
      loop.cancelTimer(4711);
    });

    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(2L);
    assertThat(fired).isEmpty();
  }

  @Test
  void timersFireAlthoughTasksNeverEnd() throws InterruptedException {
    loop.post(this::postAgain);
    loop.post(() -> loop.timer(MILLI));

    assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo(1L);
  }

  @Test
  void aTaskThatThrowsEndsTheLoopAndIsReported() throws Exception {
    IllegalStateException fault = new IllegalStateException("a fault");
    loop.post(() -> {
      throw fault;
    });
    loop.post(() -> fired.add(1L));

    assertThat(end.get(10, TimeUnit.SECONDS)).isSameAs(fault);
    assertThat(fired).isEmpty();
  }

  private void postAgain() {
    loop.post(this::postAgain);
  }
}
