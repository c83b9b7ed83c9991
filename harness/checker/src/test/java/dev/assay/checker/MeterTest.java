package dev.assay.checker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A check that goes step by step ends within its limits, and says how far it came. */
class MeterTest {
  private static final Limits LIMITS = new Limits(1_000, 1_000);

  @Test
  void endsWhenTheTimeIsUp() {
    AtomicLong clock = new AtomicLong();
    Meter meter = Meter.start(LIMITS, clock::get, Long.MAX_VALUE, 9_000, "reads");
    clock.set(999_999_999);
    assertThatCode(meter::look).doesNotThrowAnyException();
    clock.set(1_000_000_000);
    assertThatThrownBy(
            () -> {
              for (int step = 0; step < 9_000; step++) {
                meter.step();
              }
            })
        .isInstanceOf(LimitReached.class)
        .hasMessage("the time was up after 256 of 9000 reads");
  }

  @Test
  void endsWhenTheMemoryIsUsedUp() {
    Meter meter = Meter.start(LIMITS, () -> 0, Long.MAX_VALUE, 7, "lines");
    meter.hold(900);
    meter.hold(-500);
    meter.step();
    meter.hold(600);
    assertThatThrownBy(() -> meter.hold(1))
        .isInstanceOf(LimitReached.class)
        .hasMessage("the memory was used up after 1 of 7 lines");
  }

  @Test
  void neverHoldsMoreThanItsShareOfTheHeap() {
    Meter meter = Meter.start(LIMITS, () -> 0, 500, 7, "lines");
    assertThatThrownBy(() -> meter.hold(501)).isInstanceOf(LimitReached.class);
  }
}
