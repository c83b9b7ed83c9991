package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.Seed;
import dev.assay.simulator.Network.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What comes out of links and connections, and what never does. */
class NetworkTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Pair FORTH = new Pair("a", "b");
  private static final Pair BACK = new Pair("b", "a");

  private World world = new World(new Seed(1));
  private Network network = new Network(world);

  /** One end of a connection: what it was told, in order; the text {@code closed} at its end. */
  private static final class End implements Network.Receiver {
    private final List<Object> told = new ArrayList<>();

    @Override
    public void received(Object message) {
      told.add(message);
    }

    @Override
    public void closed() {
      told.add("closed");
    }
  }

  private final End atA = new End();
  private final End atB = new End();

  private void fresh(long seed) {
    world = new World(new Seed(seed));
    network = new Network(world);
    atA.told.clear();
    atB.told.clear();
  }

  private Connection connected() {
    Connection connection = network.connect("a", "b", atA);
    connection.establish(
        () -> {
          connection.receiverAtTo(atB);
          return true;
        },
        () -> atA.told.add("failed"));
    pass(SECOND / 10);
    return connection;
  }

  private void pass(long nanos) {
    assertThat(world.runUntil(world.now() + nanos, () -> false)).isFalse();
  }

  @Test
  void aConnectionKeepsTheOrderInBothDirections() {
    Connection connection = connected();
    for (int i = 0; i < 100; i++) {
      connection.sendForth(i);
      connection.sendBack(-i);
    }
    pass(SECOND);
    for (int i = 0; i < 100; i++) {
      assertThat(atB.told.get(i)).isEqualTo(i);
      assertThat(atA.told.get(i)).isEqualTo(-i);
    }
  }

  @Test
  void theOtherEndHearsOfACloseBehindWhatWasSent() {
    Connection connection = connected();
    connection.sendForth(1);
    connection.closeBy("a");
    connection.sendBack(2);
    pass(SECOND);
    assertThat(atB.told).containsExactly(1, "closed");
    assertThat(atA.told).isEmpty();
  }

  @Test
  void aCutHoldsAndAfterItAllComesOrNothingAndTheEnd() {
    int lost = 0;
    for (long seed = 1; seed <= 50; seed++) {
      fresh(seed);
      Connection connection = connected();
      connection.sendForth(1);
      network.cut(FORTH);
      connection.sendForth(2);
      connection.sendBack(7);
      pass(SECOND);
      assertThat(atB.told).as("seed %d", seed).isEmpty();
      assertThat(atA.told).as("one direction is open").containsExactly(7);
      network.heal(FORTH);
      connection.sendForth(3);
      pass(SECOND);
      if (connection.open()) {
        assertThat(atB.told).as("seed %d", seed).containsExactly(1, 2, 3);
      } else {
        assertThat(atB.told).as("seed %d", seed).containsExactly("closed");
        assertThat(atA.told).containsExactly(7, "closed");
        lost++;
      }
    }
    assertThat(lost).isBetween(10, 40);
  }

  @Test
  void aHealNeverDeliversWhatADeadConnectionHeld() {
    for (long seed = 1; seed <= 50; seed++) {
      fresh(seed);
      RandomGenerator dice = new Seed(seed).random();
      Connection connection = connected();
      network.cut(FORTH);
      connection.sendForth("old");
      pass(SECOND);
      switch (dice.nextInt(3)) {
        case 0 -> connection.fail();
        case 1 -> network.reset(BACK);
        default -> connection.closeBy("b");
      }
      pass(dice.nextLong(1_000_000));
      network.heal(FORTH);
      pass(SECOND);
      assertThat(atB.told).as("seed %d", seed).doesNotContain("old");
    }
  }

  @Test
  void whatIsInFlightOnALostConnectionNeverArrives() {
    Connection connection = connected();
    connection.sendForth(1);
    connection.fail();
    connection.sendForth(2);
    pass(SECOND);
    assertThat(atB.told).containsExactly("closed");
    assertThat(atA.told).containsExactly("closed");
  }

  @Test
  void nobodyIsReachedThroughACutOfEitherDirection() {
    network.cut(BACK);
    Connection connection = connected();
    pass(SECOND);
    assertThat(connection.open()).isFalse();
    assertThat(atA.told).containsExactly("failed");
  }

  @Test
  void aCutThatBeginsOnTheWayStopsAnAttemptToo() {
    Connection connection = network.connect("a", "b", atA);
    connection.establish(
        () -> {
          atB.told.add("accepted");
          return true;
        },
        () -> atA.told.add("failed"));
    network.cut(FORTH);
    pass(3 * SECOND);
    assertThat(atB.told).isEmpty();
    assertThat(atA.told).containsExactly("failed");
  }

  @Test
  void aHostWithoutPowerSaysNothingAndRefusesWhatComesWhenItIsBack() {
    Connection connection = connected();
    connection.sendBack("sent before");
    network.powerOff("b");
    pass(SECOND);
    connection.sendForth(1);
    pass(SECOND);
    assertThat(atA.told).as("nobody tells it").containsExactly("sent before");
    assertThat(atB.told).isEmpty();
    network.powerOn("b");
    pass(SECOND);
    assertThat(connection.open()).isTrue();
    connection.sendForth(2);
    pass(SECOND);
    assertThat(atA.told).containsExactly("sent before", "closed");
    assertThat(atB.told).isEmpty();
    assertThat(connection.open()).isFalse();
  }

  @Test
  void aHostWithoutPowerDoesNotEvenRefuseAConnection() {
    network.powerOff("b");
    connected();
    assertThat(atA.told).as("a refusal would have come by now").isEmpty();
    pass(SECOND);
    assertThat(atA.told).containsExactly("failed");
  }

  @Test
  void aConnectionBetweenTwoHostsThatLostTheirPowerIsForgotten() {
    Connection connection = connected();
    network.powerOff("b");
    network.powerOff("a");
    assertThat(connection.open()).isFalse();
    pass(SECOND);
    assertThat(atA.told).isEmpty();
  }

  @Test
  void aLossyLinkEndsConnectionsAndLosesDatagramsUntilItIsHealed() {
    network.datagrams(new Network.Datagrams(0, 0, 0));
    Connection before = connected();
    network.lose(FORTH, new Network.Loss(0.5, SECOND / 10));
    Connection during = connected();
    pass(2 * SECOND);
    assertThat(before.open()).isFalse();
    assertThat(during.open()).isFalse();
    assertThat(network.connectionsLost()).isEqualTo(2);
    assertThat(atA.told).containsExactly("closed", "closed");
    assertThat(datagrams(1_000)).isBetween(400, 600);
    assertThat(network.datagramsLost()).isBetween(400L, 600L);
    Connection last = network.connect("a", "b", atA);
    network.loseNoMore(FORTH);
    pass(10 * SECOND);
    assertThat(last.open()).isTrue();
    assertThat(datagrams(1_000)).isEqualTo(1_000);
  }

  private int datagrams(int count) {
    int[] arrived = new int[1];
    for (int i = 0; i < count; i++) {
      network.datagram(FORTH, () -> arrived[0]++);
    }
    pass(10 * SECOND);
    return arrived[0];
  }

  @Test
  void datagramsAreLostDoubledAndOvertakenAsMuchAsTheWorldSays() {
    network.datagrams(new Network.Datagrams(0.2, 0, 0));
    assertThat(datagrams(1_000)).isBetween(730, 870);
    network.datagrams(new Network.Datagrams(0, 0.3, 0));
    assertThat(datagrams(1_000)).isBetween(1_230, 1_370);
    network.datagrams(new Network.Datagrams(0, 0, 50_000_000));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      network.datagram(FORTH, () -> order.add(number));
      pass(1_000_000);
    }
    pass(10 * SECOND);
    assertThat(order).hasSize(100).isNotEqualTo(order.stream().sorted().toList());
  }

  @Test
  void aDelayMakesALinkSlowAndKeepsItsOrder() {
    network.delay(FORTH, SECOND);
    Connection connection = network.connect("a", "b", atA);
    connection.receiverAtTo(atB);
    connection.sendForth(1);
    pass(SECOND / 2);
    assertThat(atB.told).isEmpty();
    network.undelay(FORTH);
    connection.sendForth(2);
    pass(2 * SECOND);
    assertThat(atB.told).containsExactly(1, 2);
  }
}
