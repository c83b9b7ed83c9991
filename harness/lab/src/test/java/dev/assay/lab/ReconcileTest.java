package dev.assay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.run.RunSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcileTest {
  @Test
  void equalRunsDoNotDiffer() {
    assertThat(Reconcile.firstDifference(List.of("a", "b"), List.of("a", "b"))).isEmpty();
    assertThat(Reconcile.firstDifference(List.of(), List.of())).isEmpty();
  }

  @Test
  void theFirstDifferenceIsShownWithWhatCameBefore() {
    assertThat(Reconcile.firstDifference(List.of("a", "b", "c"), List.of("a", "x", "c")))
        .hasValue("the runs go apart at line 2\n  both:  a\n  once:  b\n  again: x\n");
  }

  @Test
  void anEarlierEndIsADifference() {
    assertThat(Reconcile.firstDifference(List.of("a"), List.of("a", "b")))
        .hasValue("the runs go apart at line 2\n  both:  a\n  once:  (the end)\n  again: b\n");
  }

  @Test
  void twoSeedsGoApartAndOneDoesNot() {
    List<String> once = Reconcile.text(briefly(1));
    assertThat(once)
        .anyMatch(line -> line.contains("n1 boots"))
        .anyMatch(line -> line.contains("\"type\":"));
    assertThat(Reconcile.firstDifference(once, Reconcile.text(briefly(1)))).isEmpty();
    assertThat(Reconcile.firstDifference(once, Reconcile.text(briefly(2)))).isPresent();
  }

  private static RunSpec briefly(long seed) {
    return WorldDraw.draw(seed, "register", "").withNodes(3).withTimeLimitMillis(2_000);
  }
}
