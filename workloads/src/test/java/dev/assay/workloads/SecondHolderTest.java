package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondHolderTest {
  private final SecondHolder showing = new SecondHolder("work", "token");

  private void completed(EntryType type, String f, String key, long token) {
    Map<String, Object> value = Map.of("token", token, "item", 7L);
    showing.completed(
        Entry.line(0, type, new Actor.Client(1), f, value).withTime(0).withOp(0).withKey(key));
  }

  @Test
  void twoNumbersOfOneLockAreEnough() {
    completed(EntryType.OK, "work", "l0", 5);
    completed(EntryType.OK, "work", "l0", 5);
    completed(EntryType.OK, "work", "l1", 6);
    completed(EntryType.INFO, "work", "l0", 7);
    completed(EntryType.OK, "acquire", "l0", 8);
    assertThat(showing.enough()).isFalse();
    completed(EntryType.OK, "work", "l0", 8);
    assertThat(showing.enough()).isTrue();
  }
}
