package dev.assay.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.docker.Impairments.Impairment;
import dev.assay.cluster.proxy.Delay;
import dev.assay.core.fault.FaultAction.Link;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ImpairmentsTest {
  private static final Link LINK = new Link("n1", "n2");
  private static final Link OTHER = new Link("n3", "n2");

  private final Impairments impairments =
      new Impairments(Map.of("n1", "10.0.0.1", "n2", "10.0.0.2", "n3", "10.0.0.3"));

  @Test
  void theReceiverLosesAndHoldsWhatComesFromTheSender() {
    impairments.add(0, new Impairment.Lossy(List.of(LINK), 5));
    impairments.add(1, new Impairment.Slow(List.of(LINK, OTHER), new Delay(7, 0)));
    assertThat(impairments.rules("n1")).isEmpty();
    assertThat(impairments.rules("n2"))
        .containsExactly(
            "-s 10.0.0.1 -m statistic --mode random --probability 0.05 -j DROP",
            "-s 10.0.0.1 -j NFQUEUE --queue-num 1 --queue-bypass",
            "-s 10.0.0.3 -j NFQUEUE --queue-num 3 --queue-bypass");
    assertThat(impairments.queues("n2")).containsExactly(1, 3);
    assertThat(impairments.holds("n2")).isTrue();
    assertThat(impairments.holds("n3")).isFalse();
  }

  @Test
  void healingOneFaultLeavesWhatAnotherDoesToTheSameLink() {
    impairments.add(0, new Impairment.Slow(List.of(LINK), new Delay(7, 0)));
    impairments.add(1, new Impairment.Narrow(List.of(LINK), 4_000));
    impairments.add(2, new Impairment.Slow(List.of(LINK), new Delay(9, 0)));
    impairments.remove(0);
    assertThat(impairments.shape(LINK))
        .isEqualTo(new Shaper.Shape(Map.of(2, new Delay(9, 0)), Map.of(1, 4_000L)));
    assertThat(impairments.rules("n2")).hasSize(1);
    impairments.remove(1);
    impairments.remove(2);
    assertThat(impairments.rules("n2")).isEmpty();
    assertThat(impairments.sound(List.of(LINK))).containsExactly(LINK);
  }
}
