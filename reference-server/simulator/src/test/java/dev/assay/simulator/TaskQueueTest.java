package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TaskQueueTest {
  private record Due(long nanos, int number) {}

  @Test
  void tasksOfOneTimeComeInTheOrderOfTheirInsertion() {
    TaskQueue queue = new TaskQueue();
    List<Integer> done = new ArrayList<>();
    for (int number = 0; number < 1000; number++) {
      int mine = number;
      queue.add(number % 3, () -> done.add(mine));
    }
    while (!queue.isEmpty()) {
      queue.remove().run();
    }
    assertThat(done)
        .isSortedAccordingTo(
            Comparator.<Integer>comparingInt(number -> number % 3).thenComparing(number -> number));
    assertThat(queue.inserted()).isEqualTo(1000);
  }

  @Test
  void itDoesWhatASlowerQueueDoes() {
    long seed = 20;
    SplittableRandom random = new SplittableRandom(seed);
    TaskQueue queue = new TaskQueue();
    PriorityQueue<Due> slow =
        new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingInt(Due::number));
    List<Integer> done = new ArrayList<>();
    for (int number = 0; number < 20_000; number++) {
      if (random.nextInt(5) < 3 || slow.isEmpty()) {
        Due due = new Due(random.nextLong(50), number);
        slow.add(due);
        queue.add(due.nanos(), () -> done.add(due.number()));
      } else {
        Due expected = slow.remove();
        assertThat(queue.firstTime()).isEqualTo(expected.nanos());
        queue.remove().run();
        assertThat(done.getLast()).as("seed %d", seed).isEqualTo(expected.number());
      }
    }
  }

  @Test
  void anEmptyOneHasNothingToGive() {
    assertThatThrownBy(new TaskQueue()::remove).isInstanceOf(IllegalStateException.class);
  }
}
