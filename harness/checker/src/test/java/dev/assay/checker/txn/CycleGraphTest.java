package dev.assay.checker.txn;

import static dev.assay.checker.txn.Txns.append;
import static dev.assay.checker.txn.Txns.read;
import static dev.assay.checker.txn.Txns.see;
import static dev.assay.checker.txn.Txns.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.verdict.FailureGraph;
import dev.assay.checker.verdict.FailureGraph.Edge;
import dev.assay.checker.verdict.Guarantee;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cycles as graphs: which transactions, and by what and which key each is before the next. */
class CycleGraphTest {
  private static Guarantee lists(Txns txns) {
    return TxnChecker.ofLists(Consistency.STRICT_SERIALIZABLE)
        .check(txns.entries(), Limits.DEFAULT)
        .getFirst();
  }

  @Test
  void aCycleHasItsTransactionsAndKeys() {
    FailureGraph graph =
        lists(
                new Txns()
                    .together(
                        0,
                        List.of(
                            List.of(append("x", 1), read("y", 1L)),
                            List.of(append("y", 1), read("x", 1L)))))
            .graph();
    assertThat(graph.title()).isEqualTo("G1c: 2 transactions form a cycle (T1 wr T2 wr T1)");
    assertThat(graph.edges()).containsExactly(new Edge(0, 1, "wr on x"), new Edge(1, 0, "wr on y"));
    assertThat(graph.nodes().getFirst().lines())
        .containsExactly("T1 of process 0 from line 1 to 3", "append 1 to x", "read y as [1]");
  }

  /** Both write both keys, in opposite orders: each edge is by a key of its own. */
  @Test
  void theKeyIsTheOneByWhichTheyAreOrdered() {
    Guarantee guarantee =
        lists(
            new Txns()
                .together(
                    0,
                    List.of(
                        List.of(append("x", 1), append("y", 1)),
                        List.of(append("x", 2), append("y", 2)),
                        List.of(read("x", 1L, 2L)),
                        List.of(read("y", 2L, 1L)))));
    assertThat(guarantee.graph().edges())
        .extracting(Edge::label)
        .containsExactlyInAnyOrder("ww on x", "ww on y");
    assertThat(guarantee.story().toString())
        .contains(
            "T2 wrote 2 to x after T1 had written 1", "T1 wrote 1 to y after T2 had written 2");
  }

  @Test
  void realTimeHasNoKey() {
    FailureGraph graph =
        lists(new Txns().alone(0, append("x", 1)).alone(1, read("x")).alone(2, read("x", 1L)))
            .graph();
    assertThat(graph.edges())
        .extracting(Edge::label)
        .containsExactlyInAnyOrder("realtime", "rw on x");
  }

  @Test
  void registersHaveTheSame() {
    FailureGraph graph =
        TxnChecker.ofRegisters(Consistency.STRICT_SERIALIZABLE)
            .check(
                new Txns()
                    .together(
                        0,
                        List.of(
                            List.of(write("x", 1), see("y", 1L)),
                            List.of(write("y", 1), see("x", 1L))))
                    .entries(),
                Limits.DEFAULT)
            .getFirst()
            .graph();
    assertThat(graph.edges()).containsExactly(new Edge(0, 1, "wr on x"), new Edge(1, 0, "wr on y"));
  }

  @Test
  void anAnomalyWithoutACycleHasNone() {
    assertThat(lists(new Txns().alone(0, read("x", 7L))).graph()).isEqualTo(FailureGraph.NONE);
    assertThat(lists(new Txns().alone(0, append("x", 1))).graph()).isEqualTo(FailureGraph.NONE);
  }
}
