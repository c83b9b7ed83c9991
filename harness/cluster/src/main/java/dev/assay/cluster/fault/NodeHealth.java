package dev.assay.cluster.fault;

import dev.assay.cluster.Deadline;
import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Asks nodes how they are, on their own ports. Calls block, within a bound. */
public final class NodeHealth {
  private static final int LOG_LINES = 3;
  private final SystemUnderTest system;

  public NodeHealth(SystemUnderTest system) {
    this.system = system;
  }

  public NodeStatus status(FaultyNode node) {
    return system.status(node.statusPlan());
  }

  /**
   * Waits until a node serves, no longer than the system may take to recover.
   *
   * @return empty, or what is wrong
   */
  public String await(FaultyNode node, FaultyNode.Life life)
      throws IOException, InterruptedException {
    AtomicReference<NodeStatus> last =
        new AtomicReference<>(new NodeStatus(false, "", -1, "not asked"));
    Deadline deadline = Deadline.in(Duration.ofMillis(system.recoveryMillis()));
    boolean over =
        deadline.poll(() -> {
          if (life.running()) {
            last.set(status(node));
          }
          return !life.running() || last.get().serves();
        });
    if (over && life.running()) {
      return "";
    }
    String what =
        life.running()
            ? "does not serve after "
                + system.recoveryMillis()
                + " ms ("
                + last.get().detail()
                + ")"
            : "ended with exit status " + life.exit().orElse(-1);
    return node.name() + " " + what + "; " + node.log() + " ends: " + logEnd(node);
  }

  /** What came of a node that was started. */
  public enum Started {
    /** It answers. */
    ANSWERS,
    /** It runs, and cannot answer before others do. */
    ALONE,
    /** It ended, or does not answer. */
    NOT
  }

  /**
   * Waits until a node that was started answers, or shows that it does not, or cannot yet.
   *
   * @param majority whether more than half of the nodes run
   */
  Started started(FaultyNode node, FaultyNode.Life life, Deadline.Condition majority)
      throws IOException, InterruptedException {
    AtomicReference<Started> found = new AtomicReference<>(Started.NOT);
    var _ =
        Deadline.in(Duration.ofMillis(system.recoveryMillis()))
            .poll(() -> {
              boolean answers = life.running() && status(node).reachable();
              boolean alone = !answers && !system.answersAlone() && !majority.holds();
              if (!life.running()) {
                return true;
              }
              found.set(answers ? Started.ANSWERS : alone ? Started.ALONE : Started.NOT);
              return answers || alone;
            });
    return found.get();
  }

  private static String logEnd(FaultyNode node) throws IOException {
    if (!Files.exists(node.log())) {
      return "(there is no log)";
    }
    List<String> lines = Files.readAllLines(node.log());
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
