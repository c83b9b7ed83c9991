package dev.assay.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pairing of invocations and completions. */
class OperationsTest {
  private final List<Entry> entries = new ArrayList<>();

  private OperationsTest line(EntryType type, Actor actor, String f, long op) {
    entries.add(Entry.line(entries.size(), type, actor, f, null).withOp(op));
    return this;
  }

  private OperationsTest line(EntryType type, int process, String f, long op) {
    return line(type, new Actor.Client(process), f, op);
  }

  @Test
  void pairsByOperationIdWhereThereIsOne() {
    line(EntryType.INVOKE, 1, "read", 10)
        .line(EntryType.INVOKE, 1, "write", 11)
        .line(EntryType.OK, 1, "write", 11)
        .line(EntryType.EVENT, new Actor.Node("n1"), "died", -1)
        .line(EntryType.OK, 1, "read", 10);
    List<OperationRecord> operations = Operations.pair(entries);
    assertThat(operations).extracting(OperationRecord::id).containsExactly(10L, 11L);
    assertThat(operations).extracting(OperationRecord::returnIndex).containsExactly(4L, 2L);
  }

  @Test
  void pairsByProcessElse() {
    line(EntryType.INVOKE, 1, "read", -1)
        .line(EntryType.INVOKE, 2, "read", -1)
        .line(EntryType.FAIL, 1, "read", -1)
        .line(EntryType.INVOKE, 1, "read", -1);
    assertThat(Operations.pair(entries))
        .extracting(OperationRecord::outcome)
        .containsExactly(EntryType.FAIL, EntryType.INFO, EntryType.INFO);
  }

  @Test
  void whatHasNoCompletionMayTakeEffectAnyTime() {
    line(EntryType.INVOKE, 1, "write", 5)
        .line(EntryType.INVOKE, 2, "write", 6)
        .line(EntryType.INFO, 2, "write", 6);
    assertThat(Operations.pair(entries))
        .extracting(OperationRecord::returnIndex)
        .containsOnly(Long.MAX_VALUE);
  }

  @Test
  void acceptsTheNemesisOfJepsen() {
    line(EntryType.INFO, new Actor.Nemesis(), "start", -1)
        .line(EntryType.INFO, new Actor.Nemesis(), "start", -1);
    assertThat(Operations.pair(entries)).isEmpty();
  }

  @Test
  void namesTheIndexOfWhatContradictsItself() {
    line(EntryType.INVOKE, 1, "read", -1).line(EntryType.INVOKE, 1, "read", -1);
    assertThatThrownBy(() -> Operations.pair(entries))
        .isInstanceOf(HistoryException.class)
        .hasMessage("index 1: process 1 invokes an operation while that of index 0 is open");
    entries.clear();
    line(EntryType.OK, 1, "read", -1);
    assertThatThrownBy(() -> Operations.pair(entries)).hasMessageContaining("not open");
    entries.clear();
    line(EntryType.INVOKE, 1, "read", 3).line(EntryType.OK, 1, "write", 3);
    assertThatThrownBy(() -> Operations.pair(entries)).hasMessageContaining("completes read");
    entries.clear();
    line(EntryType.INVOKE, 1, "read", 3)
        .line(EntryType.OK, 1, "read", 3)
        .line(EntryType.INVOKE, 1, "read", 3);
    assertThatThrownBy(() -> Operations.pair(entries)).hasMessageContaining("used before");
    List<Entry> backwards = entries.reversed();
    assertThatThrownBy(() -> Operations.pair(backwards)).hasMessageContaining("comes after");
  }
}
