package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.model.RegisterCall;
import dev.assay.checker.model.RegisterModel;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.FailureGraph.Edge;
import dev.assay.checker.verdict.FailureGraph.Node;
import dev.assay.checker.verdict.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The configurations around a failure, by small histories. */
class DeadEndGraphTest {
  private static Guarantee judge(HistoryBuilder history) {
    RegisterModel register = new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);
    return OrderChecker.linearizable(register).check(history.build(), Limits.DEFAULT).getFirst();
  }

  @Test
  void aStaleReadEndsAfterTheWritesBeforeIt() {
    FailureGraph graph =
        judge(
                new HistoryBuilder()
                    .did(1, "write", 1L)
                    .did(2, "write", 2L)
                    .did(3, "read", 1L)
                    .did(4, "read", 2L))
            .graph();
    assertThat(graph.title()).isEqualTo("Not linearizable: key x");
    assertThat(graph.nodes())
        .containsExactly(
            new Node(List.of("nothing yet", "state null"), false),
            new Node(List.of("w1", "state 1"), false),
            new Node(
                List.of("w1, w2", "state 2", "r3 (read of 1) is not possible in this state"),
                true));
    assertThat(graph.edges())
        .containsExactlyInAnyOrder(
            new Edge(0, 1, "w1: write of 1 by process 1 on n1"),
            new Edge(1, 2, "w2: write of 2 by process 2 on n2"));
  }

  @Test
  void whatIsOpenMayGoEitherWayAndLaterOnesSayWhatTheyWaitFor() {
    FailureGraph graph =
        judge(
                new HistoryBuilder()
                    .invoke(1, "write", 1L)
                    .invoke(2, "write", 2L)
                    .did(3, "read", 1L)
                    .did(3, "read", 2L)
                    .did(3, "read", 1L))
            .graph();
    assertThat(graph.nodes().getFirst().end()).isFalse();
    assertThat(graph.edges()).filteredOn(edge -> edge.from() == 0).hasSize(2);
    assertThat(graph.nodes())
        .filteredOn(Node::end)
        .isNotEmpty()
        .allMatch(node -> node.lines().toString().contains("is not possible in this state"));
    assertThat(graph.nodes().toString()).contains("comes after r3, which was over before it began");
  }

  @Test
  void ofManyConfigurationsThoseThatComeFurthestAreShown() {
    HistoryBuilder history = new HistoryBuilder();
    for (int process = 1; process <= 7; process++) {
      history.invoke(process, "write", (long) process);
    }
    history.did(9, "read", 99L);
    RegisterModel register = new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);
    List<Told<RegisterCall>> told = new ArrayList<>();
    for (OperationRecord operation : Operations.ofClients(history.build())) {
      RegisterCall call = Objects.requireNonNull(register.interpret(operation));
      told.add(new Told<>("o" + told.size(), operation, call, register.describe(call)));
    }
    FailureGraph graph = DeadEnds.of(register, Order.REAL_TIME, told).graph("why");
    assertThat(graph.title())
        .matches("why \\(\\d+ of 449 configurations: those on the ways that come furthest\\)");
    assertThat(graph.nodes()).hasSizeBetween(8, 60);
    assertThat(graph.nodes()).filteredOn(Node::end).hasSize(6);
    assertThat(graph.edges()).hasSizeGreaterThanOrEqualTo(graph.nodes().size() - 1);
  }

  @Test
  void whatHasAnOrderHasNoGraph() {
    Guarantee guarantee = judge(new HistoryBuilder().did(1, "write", 1L).did(2, "read", 1L));
    assertThat(guarantee.graph()).isEqualTo(FailureGraph.NONE);
  }
}
