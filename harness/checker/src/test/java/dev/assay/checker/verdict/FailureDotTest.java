package dev.assay.checker.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.verdict.FailureGraph.Edge;
import dev.assay.checker.verdict.FailureGraph.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A text of the history is never anything but text in the drawing. */
class FailureDotTest {
  @Test
  void nodesAndEdgesStandInTheirOrder() {
    FailureGraph graph =
        new FailureGraph(
            "why",
            List.of(new Node(List.of("a", "b"), false), new Node(List.of("c"), true)),
            List.of(new Edge(0, 1, "w1")));
    assertThat(FailureDot.of(graph))
        .isEqualTo(
            """
            digraph failure {
              label="why"; labelloc=t; fontname="sans-serif";
              node [shape=box, style=rounded, fontname="sans-serif"];
              edge [fontname="sans-serif", fontsize=11];
              n0 [label="a\\nb"];
              n1 [label="c", style=bold, color=red];
              n0 -> n1 [label=" w1"];
            }
            """);
  }

  @Test
  void hostileTextsStayWithinTheirLabels() {
    String hostile =
        "\"]; n9 [label=\"\\\n\\N\\\\\" &lt;b&gt; \u202egnp.\u0000\ud800 é \ud83d\ude00\\";
    FailureGraph graph =
        new FailureGraph(
            hostile, List.of(new Node(List.of(hostile), false)), List.of(new Edge(0, 0, hostile)));
    String label =
        "label=\"\\\"]; n9 [label=\\\"\\\\\\\\u000a\\\\N\\\\\\\\\\\" &amp;lt;b&amp;gt;"
            + " \\\\u202egnp.\\\\u0000\\\\ud800 é \ud83d\ude00\\\\\"";
    assertThat(FailureDot.of(graph).lines())
        .hasSize(7)
        .contains("  " + label + "; labelloc=t; fontname=\"sans-serif\";", "  n0 [" + label + "];")
        .contains("  n0 -> n0 [" + label.replace("label=\"", "label=\" ") + "];");
  }

  @Test
  void longTextsAreCut() {
    Node node = new Node(List.of("x".repeat(10_000)), false);
    assertThat(FailureDot.of(new FailureGraph("", List.of(node), List.of())))
        .contains("x".repeat(200) + "…\"")
        .hasSizeLessThan(600);
  }

  @Test
  void anEmptyGraphIsADrawingOfNothing() {
    assertThat(FailureGraph.NONE.isEmpty()).isTrue();
    assertThat(FailureDot.of(FailureGraph.NONE))
        .startsWith("digraph failure {\n  label=\"\";")
        .endsWith("}\n")
        .doesNotContain("n0");
  }

  @Test
  void anEdgeMustJoinTwoNodes() {
    assertThatThrownBy(() -> new FailureGraph("", List.of(), List.of(new Edge(0, 0, ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nowhere");
  }
}
