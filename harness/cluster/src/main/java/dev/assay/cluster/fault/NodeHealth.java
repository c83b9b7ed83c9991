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
  /** What a node is waited for. */
  public enum Wanted {
    ANSWERS,
    SERVES;

    boolean met(NodeStatus status) {
      return switch (this) {
        case ANSWERS -> status.reachable();
        case SERVES -> status.serves();
      };
    }
  }

  private static final int LOG_LINES = 3;
  private final SystemUnderTest system;

  public NodeHealth(SystemUnderTest system) {
    this.system = system;
  }

  public NodeStatus status(FaultyNode node) {
    return system.status(node.statusPlan());
  }

  /**
   * Waits until a node is as wanted, no longer than the system may take to recover.
   *
   * @return empty, or what is wrong
   */
  public String await(FaultyNode node, FaultyNode.Life life, Wanted wanted)
      throws IOException, InterruptedException {
    AtomicReference<NodeStatus> last =
        new AtomicReference<>(new NodeStatus(false, "", -1, "not asked"));
    Deadline deadline = Deadline.in(Duration.ofMillis(system.recoveryMillis()));
    boolean over =
        deadline.poll(() -> {
          if (life.running()) {
            last.set(status(node));
          }
          return !life.running() || wanted.met(last.get());
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

  private static String logEnd(FaultyNode node) throws IOException {
    if (!Files.exists(node.log())) {
      return "(there is no log)";
    }
    List<String> lines = Files.readAllLines(node.log());
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
