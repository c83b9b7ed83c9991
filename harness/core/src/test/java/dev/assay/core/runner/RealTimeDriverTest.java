package dev.assay.core.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RealTimeDriverTest {
  private static final long MILLI = 1_000_000;

  private final Queue<Throwable> crashes = new ConcurrentLinkedQueue<>();

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsTasksInTheOrderOfTheirTimesAndNotBefore() throws InterruptedException {
    List<String> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(3);
    try (RealTimeDriver driver = new RealTimeDriver(crashes::add)) {
      long now = driver.now();
      List<Long> early = new ArrayList<>();
      for (long millis : new long[] {60, 20, 40}) {
        driver.at(
            now + millis * MILLI,
            () -> {
              order.add(millis + " ms");
              if (driver.now() < now + millis * MILLI) {
                early.add(millis);
              }
              done.countDown();
            });
      }
      await(done);
      assertThat(order).containsExactly("20 ms", "40 ms", "60 ms");
      assertThat(early).isEmpty();
    }
    assertThat(crashes).isEmpty();
  }

  @Test
  void anEarlierTaskWakesTheDriver() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (RealTimeDriver driver = new RealTimeDriver(crashes::add)) {
      driver.at(driver.now() + 3_600_000 * MILLI, () -> {});
      driver.post(done::countDown);
      await(done);
    }
  }

  @Test
  void runsOneTaskAtATimeWhoeverPostsThem() throws InterruptedException {
    int each = 2_000;
    CountDownLatch done = new CountDownLatch(4 * each);
    int[] counter = new int[1];
    try (RealTimeDriver driver = new RealTimeDriver(crashes::add)) {
      List<Thread> threads = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int i = 0; i < each; i++) {
                    driver.post(() -> {
                      counter[0]++;
                      done.countDown();
                    });
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      await(done);
      assertThat(counter[0]).isEqualTo(4 * each);
    }
  }

  @Test
  void reportsATaskThatThrowsAndGoesOn() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (RealTimeDriver driver = new RealTimeDriver(crashes::add)) {
      driver.post(() -> {
        throw new AssertionError("a bug");
      });
      driver.post(done::countDown);
      await(done);
    }
    assertThat(crashes).singleElement().matches(crash -> "a bug".equals(crash.getMessage()));
  }

  @Test
  void runsNothingAfterClose() {
    RealTimeDriver driver = new RealTimeDriver(crashes::add);
    List<String> ran = new ArrayList<>();
    driver.close();
    driver.post(() -> ran.add("late"));
    driver.close();
    assertThat(ran).isEmpty();
  }

  @Test
  void canBeClosedByOneOfItsOwnTasks() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    RealTimeDriver driver = new RealTimeDriver(crashes::add);
    driver.post(() -> {
      driver.close();
      done.countDown();
    });
    await(done);
    assertThat(crashes).isEmpty();
  }
}
