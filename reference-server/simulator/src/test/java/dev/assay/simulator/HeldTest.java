package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.Seed;
import dev.assay.server.env.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a paused node is handed, and when. */
class HeldTest {
  private final List<Event> handled = new ArrayList<>();
  private final Held held = new Held(handled::add);

  private static Event message(long number) {
    return new Event.Synced(number);
  }

  private static Event timer(long number) {
    return new Event.TimerFired(number);
  }

  @Test
  void whileNobodyPausesItEverythingPassesAtOnce() {
    held.offer(message(1));
    held.offer(timer(2));
    assertThat(handled).containsExactly(message(1), timer(2));
  }

  @Test
  void afterAPauseTheMessagesComeInTheirOrderAndThenTheLateTimers() {
    held.pause(1);
    held.offer(message(1));
    held.offer(timer(2));
    held.offer(message(3));
    assertThat(handled).isEmpty();
    held.resume(1);
    assertThat(handled).containsExactly(message(1), message(3), timer(2));
  }

  @Test
  void inOtherWorldsTheLateTimersComeFirst() {
    held.timersFirst(true);
    held.pause(1);
    held.offer(message(1));
    held.offer(timer(2));
    held.offer(message(3));
    held.offer(timer(4));
    held.resume(1);
    assertThat(handled).containsExactly(timer(2), timer(4), message(1), message(3));
  }

  @Test
  void aPauseThatEndsWithinAnotherOneDoesNotShortenIt() {
    held.pause(1);
    held.pause(2);
    held.offer(message(1));
    held.resume(2);
    assertThat(handled).isEmpty();
    assertThat(held.paused()).isTrue();
    held.resume(2);
    held.resume(7);
    assertThat(handled).isEmpty();
    held.resume(1);
    assertThat(handled).containsExactly(message(1));
    assertThat(held.paused()).isFalse();
  }

  @Test
  void aPauseOfAnEarlierProcessSaysNothingOfThePresentOne() {
    held.pause(1);
    held.offer(message(1));
    held.clear();
    held.pause(2);
    held.offer(message(2));
    held.resume(1);
    assertThat(handled).isEmpty();
    held.resume(2);
    assertThat(handled).containsExactly(message(2));
  }

  @Test
  void nothingOvertakesWhatWasHeldEvenWhenItComesWhileThatIsHandedOver() {
    List<Event> order = new ArrayList<>();
    Held[] node = new Held[1];
    node[0] =
        new Held(event -> {
          order.add(event);
          if (event.equals(message(1))) {
            node[0].offer(message(9));
          }
        });
    node[0].pause(1);
    node[0].offer(message(1));
    node[0].offer(message(2));
    node[0].resume(1);
    assertThat(order).containsExactly(message(1), message(2), message(9));
  }

  @Test
  void underAnyPausesMessagesKeepTheirOrderAndNothingIsLost() {
    for (long seed = 1; seed <= 200; seed++) {
      RandomGenerator dice = new Seed(seed).random();
      handled.clear();
      long sent = 0;
      for (int step = 0; step < 200; step++) {
        switch (dice.nextInt(4)) {
          case 0 -> held.pause(dice.nextInt(3));
          case 1 -> held.resume(dice.nextInt(3));
          default -> held.offer(message(++sent));
        }
      }
      for (int holder = 0; holder < 3; holder++) {
        held.resume(holder);
      }
      List<Event> all = new ArrayList<>();
      for (long number = 1; number <= sent; number++) {
        all.add(message(number));
      }
      assertThat(handled).as("seed %d", seed).isEqualTo(all);
    }
  }
}
