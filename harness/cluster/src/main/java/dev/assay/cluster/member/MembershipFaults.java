package dev.assay.cluster.member;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.FaultyNode;
import dev.assay.cluster.fault.NodeFaults;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.SystemUnderTest.Membership;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code membership}: a member is taken out of the cluster, stopped, and its data are thrown away;
 * healing adds it as a new member, which starts without any. Both are proven by the list of members
 * that another one gives.
 */
public final class MembershipFaults implements Faults {
  /** The one kind. */
  public static final String KIND = "membership";

  /** A change of members needs a majority, and another fault may be in the way. */
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(8);

  private static final Duration JOIN_LIMIT = Duration.ofSeconds(15);
  private static final Duration LIST_LIMIT = Duration.ofSeconds(8);
  private static final String DATA = "data";
  private final Map<String, FaultyNode> nodes;
  private final NodeFaults processes;
  private final Membership membership;

  public MembershipFaults(
      Map<String, ? extends FaultyNode> nodes, NodeFaults processes, Membership membership) {
    this.nodes = new TreeMap<>(nodes);
    this.processes = processes;
    this.membership = membership;
  }

  @Override
  public Set<String> kinds() {
    return Set.of(KIND);
  }

  private FaultyNode node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  /** Something that one of several nodes can do, if it is up. */
  private interface Request<T> {
    T ask(NodePlan node) throws IOException, InterruptedException;
  }

  /** What the first of the other nodes says that answers; null when none does in time. */
  private <T> @Nullable T askOthers(String except, Duration limit, Request<T> request)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(limit);
    List<T> said = new ArrayList<>();
    boolean answered =
        deadline.poll(() -> {
          for (FaultyNode other : nodes.values()) {
            if (!other.name().equals(except) && other.running().isPresent()) {
              try {
                said.add(request.ask(other.statusPlan()));
                return true;
              } catch (IOException _) {
                // The next one may know more.
              }
            }
          }
          return false;
        });
    return answered ? said.getFirst() : null;
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    String name = action.nodes().getFirst();
    node(name).excuses().add(action.id());
    List<String> left =
        askOthers(
            name,
            LEAVE_LIMIT,
            other -> {
              membership.leave(node(name).statusPlan(), other);
              return membership.members(other);
            });
    if (left == null || left.contains(name)) {
      return new Evidence(false, name + " could not be taken out of the cluster", Map.of());
    }
    Evidence stopped = processes.kill(action);
    forget(name);
    return new Evidence(
        stopped.proven() || node(name).running().isEmpty(),
        "the members are %s; %s, and its data are gone"
            .formatted(String.join(", ", left), stopped.proof()),
        stopped.details());
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    String name = action.nodes().getFirst();
    List<String> members = askOthers(name, JOIN_LIMIT, membership::members);
    if (members != null && !members.contains(name)) {
      if (node(name).running().isPresent()) {
        var _ = processes.kill(action);
      }
      // It may have ended by itself, when it was told late that it is no member.
      forget(name);
      var _ =
          askOthers(
              name,
              JOIN_LIMIT,
              other -> {
                membership.join(node(name).statusPlan(), other);
                return true;
              });
    }
    if (node(name).running().isEmpty()) {
      var _ = processes.kill(action);
      node(name).renew();
    }
    Evidence started = processes.restart(action);
    List<String> now = askOthers(name, LIST_LIMIT, other -> complete(other, name));
    node(name).excuses().remove(action.id());
    String list =
        now == null ? "nobody lists it as a member" : "the members are " + String.join(", ", now);
    return new Evidence(
        now != null && started.proven() && node(name).running().isPresent(),
        started.proof().isEmpty() ? list : started.proof() + "; " + list,
        started.details());
  }

  /** The list, once it has that member. */
  private List<String> complete(NodePlan other, String name)
      throws IOException, InterruptedException {
    List<String> members = membership.members(other);
    if (!members.contains(name)) {
      throw new IOException(name + " is no member: " + members);
    }
    return members;
  }

  /** Empties the folder of a node's data; it may be a mount, and stays. */
  private void forget(String name) throws IOException {
    Path data = node(name).statusPlan().folder().resolve(DATA);
    if (!Files.isDirectory(data)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(data)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(data)) {
          Files.delete(each);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    // No loss of power shall bring them back.
    try (FileChannel names = FileChannel.open(data)) {
      names.force(true);
    }
  }
}
