package dev.assay.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.linux.QueuedPacket;
import dev.assay.cluster.proxy.Delay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PacketLineTest {
  private static final long MILLI = 1_000_000;

  private final List<Integer> passed = new ArrayList<>();
  private final List<Integer> dropped = new ArrayList<>();
  private final PacketLine line = new PacketLine(0);

  private static QueuedPacket packet(int id, int bytes, long flow) {
    return new QueuedPacket(1, id, new QueuedPacket.Content(bytes, flow));
  }

  private List<Integer> at(long millis) {
    passed.clear();
    line.advance(
        millis * MILLI,
        new PacketLine.Fate() {
          @Override
          public void pass(QueuedPacket packet) {
            passed.add(packet.id());
          }

          @Override
          public void drop(QueuedPacket packet) {
            dropped.add(packet.id());
          }
        });
    return List.copyOf(passed);
  }

  @Test
  void aSlowLinkHoldsEachPacketForItsTime() {
    line.delays(Map.of(0, new Delay(50 * MILLI, 0)));
    line.arrive(packet(1, 100, 1), 0);
    line.arrive(packet(2, 100, 1), 10 * MILLI);
    assertThat(line.waitNanos(10 * MILLI, 100 * MILLI)).isEqualTo(40 * MILLI);
    assertThat(at(49)).isEmpty();
    assertThat(at(50)).containsExactly(1);
    assertThat(at(60)).containsExactly(2);
  }

  @Test
  void jitterKeepsTheOrder() {
    line.delays(Map.of(3, new Delay(50 * MILLI, 40 * MILLI)));
    for (int i = 0; i < 100; i++) {
      line.arrive(packet(i, 100, i), i * MILLI);
    }
    assertThat(at(1_000)).isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void whatIsHeldPassesWhenTheLastDelayIsGone() {
    line.delays(Map.of(0, new Delay(50 * MILLI, 0), 1, new Delay(500 * MILLI, 0)));
    line.arrive(packet(1, 100, 1), 0);
    line.delays(Map.of(1, new Delay(500 * MILLI, 0)));
    assertThat(at(100)).isEmpty();
    line.delays(Map.of());
    assertThat(at(101)).containsExactly(1);
  }

  @Test
  void aNarrowLinkLetsASmallPacketOfAnotherConnectionAhead() {
    line.rates(Map.of(0, 1_000L), 0);
    for (int i = 0; i < 5; i++) {
      line.arrive(packet(i, 1_000, 1), 0);
    }
    assertThat(at(0)).isEmpty();
    line.arrive(packet(9, 60, 2), 100 * MILLI);
    assertThat(at(1_000)).containsExactly(0);
    assertThat(at(1_100)).containsExactly(9);
    assertThat(at(2_100)).containsExactly(1);
  }

  @Test
  void whatIsTooMuchOfOneConnectionIsDroppedAndOthersAreNotHarmed() {
    line.rates(Map.of(0, 1_000L), 0);
    for (int i = 0; i < 40; i++) {
      line.arrive(packet(i, 1_000, 1), 0);
    }
    line.arrive(packet(99, 1_000, 2), 0);
    assertThat(at(0)).isEmpty();
    assertThat(dropped).hasSize(40 - PacketLine.MOST_OF_A_FLOW).doesNotContain(0, 99);
    assertThat(at(1_000)).containsExactly(0);
    assertThat(at(2_000)).containsExactly(99);
  }

  @Test
  void whatWaitsPassesWhenTheLinkIsWideAgain() {
    line.rates(Map.of(0, 1_000L), 0);
    line.arrive(packet(1, 1_000, 1), 0);
    line.arrive(packet(2, 1_000, 1), 0);
    assertThat(at(1)).isEmpty();
    line.rates(Map.of(), 2 * MILLI);
    assertThat(at(2)).containsExactly(1, 2);
  }

  @Test
  void inTheEndAllIsReleased() {
    line.rates(Map.of(0, 1_000L), 0);
    line.delays(Map.of(1, new Delay(50 * MILLI, 0)));
    line.arrive(packet(1, 1_000, 1), 0);
    line.arrive(packet(2, 1_000, 1), 0);
    assertThat(at(60)).isEmpty();
    line.arrive(packet(3, 1_000, 1), 60 * MILLI);
    line.release(packet -> passed.add(packet.id()));
    assertThat(passed).containsExactly(1, 2, 3);
    assertThat(at(10_000)).isEmpty();
  }
}
