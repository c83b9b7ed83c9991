package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryOrderTest {
  private final List<String> broken = new ArrayList<>();
  private final DeliveryOrder order = new DeliveryOrder(broken::add);

  DeliveryOrderTest() {
    order.begun(1);
    order.begun(2);
  }

  @Test
  void theFirstToApplyIsTold() {
    assertThat(order.delivered(1, 10, 7)).isTrue();
    assertThat(order.delivered(2, 10, 7)).isFalse();
    assertThat(order.delivered(2, 11, 8)).isTrue();
    assertThat(order.delivered(1, 11, 8)).isFalse();
    assertThat(order.lastPosition()).isEqualTo(11);
    assertThat(order.lastContent()).isEqualTo(8);
    assertThat(order.countThrough(11)).isEqualTo(2);
    assertThat(broken).isEmpty();
  }

  @Test
  void aNewIncarnationFollowsTheOrderAgain() {
    fill(1, 3);
    order.begun(1);
    fill(1, 3);
    order.begun(2);
    order.restored(2, 2);
    order.delivered(2, 3, 3);
    assertThat(broken).isEmpty();
  }

  @Test
  void anotherContentIsTold() {
    fill(1, 1);
    order.delivered(2, 1, 99);
    assertThat(broken).containsExactly("n2 applies at 0x1 something else than another node did");
  }

  @Test
  void anotherContentAfterARestartIsTold() {
    fill(1, 2);
    order.begun(1);
    order.delivered(1, 1, 1);
    order.delivered(1, 2, 99);
    assertThat(broken).containsExactly("n1 applies at 0x2 something else than another node did");
  }

  @Test
  void aGapIsTold() {
    fill(1, 3);
    order.delivered(2, 1, 1);
    order.delivered(2, 3, 3);
    assertThat(broken).containsExactly("n2 applies 0x3 where another node applied 0x2");
  }

  @Test
  void aRepetitionIsTold() {
    fill(1, 2);
    order.delivered(1, 2, 2);
    assertThat(broken).contains("n1 applies 0x2 after 0x2");
  }

  @Test
  void aPositionThatWasPassedByIsTold() {
    order.delivered(1, 5, 5);
    order.delivered(2, 4, 4);
    assertThat(broken).containsExactly("n2 applies 0x4 where another node applied 0x5");
  }

  @Test
  void goingBackToASnapshotIsTold() {
    fill(1, 3);
    order.restored(1, 2);
    assertThat(broken).containsExactly("n1 goes back from 0x3 to a snapshot at 0x2");
  }

  @Test
  void aSnapshotOfNoKnownPositionIsTold() {
    fill(1, 3);
    order.restored(2, 9);
    assertThat(broken).containsExactly("n2 takes up a snapshot at 0x9, which no node has applied");
  }

  private void fill(int node, int last) {
    for (int position = 1; position <= last; position++) {
      order.delivered(node, position, position);
    }
  }
}
