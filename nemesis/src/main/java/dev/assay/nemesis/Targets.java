package dev.assay.nemesis;

import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.fault.PlannedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a planned fault into what a cluster is asked to do. */
final class Targets {
  private Targets() {}

  /** What the nemesis needs of the parameters, and the cluster does not. */
  private static final List<String> NOT_FOR_THE_CLUSTER =
      List.of(
          Parameters.ORDER,
          Parameters.SIZE,
          Parameters.INBOUND,
          Parameters.EARLY,
          Parameters.FLAP_MILLIS,
          Parameters.LEADER,
          Trigger.MOMENT,
          Trigger.DELAY_MICROS,
          Trigger.HITS);

  /**
   * The action.
   *
   * @param peers whether faults reach the links between nodes, and not those of clients alone
   * @param special the leader, for the kinds that hit it; the node of the moment, for a fault that
   *     waited for one and hits it, or the leader, for a fault that was drawn to hit it, and then
   *     it comes first; or empty
   */
  static FaultAction resolve(
      PlannedFault fault, Kind kind, List<String> nodes, boolean peers, String special) {
    List<String> order = order(fault, nodes);
    if (!special.isEmpty() && !kind.hitsLeader()) {
      order = new ArrayList<>(order);
      order.remove(special);
      order.addFirst(special);
    }
    List<String> hit = order.subList(0, size(fault, order.size()));
    return switch (kind) {
      case PARTITION, PARTITION_ONE ->
          action(fault, kind, hit, Links.between(hit, without(order, hit)));
      case PARTITION_LEADER -> {
        List<String> alone = List.of(special);
        yield action(fault, kind, alone, Links.between(alone, without(order, alone)));
      }
      case PARTITION_RING -> action(fault, kind, order, Links.majorityRing(order));
      case PARTITION_BRIDGE -> action(fault, kind, order, Links.bridge(order));
      case PARTITION_ONEWAY -> {
        List<String> rest = without(order, hit);
        boolean inbound = Boolean.TRUE.equals(fault.parameters().get(Parameters.INBOUND));
        yield action(fault, kind, hit, inbound ? Links.from(rest, hit) : Links.from(hit, rest));
      }
      case ISOLATE_CLIENTS -> action(fault, kind, hit, Links.ofClients(hit));
      case DELAY, LOSS, BANDWIDTH, RESET ->
          action(fault, kind, hit, peers ? Links.around(hit, nodes) : Links.ofClients(hit));
      case KILL, RESTART, STOP, PAUSE, POWER_LOSS, CORE -> action(fault, kind, hit, List.of());
      case KILL_LEADER, PAUSE_LEADER -> action(fault, kind, List.of(special), List.of());
      case KILL_ALL -> action(fault, kind, nodes, List.of());
      case ROLLING_RESTART, UPGRADE -> action(fault, kind, order, List.of());
      case MEMBERSHIP, CPU, MEMORY -> action(fault, kind, hit, List.of());
      case DISK_SLOW, DISK_FULL, DISK_READONLY, DISK_ERROR, BIT_FLIP, TRUNCATE ->
          action(fault, kind, hit, List.of());
      case CLOCK_JUMP, CLOCK_SKEW, CLOCK_DRIFT -> action(fault, kind, hit, List.of());
    };
  }

  /** Those of an action's nodes that come back at once, after a loss of power. */
  static List<String> early(PlannedFault fault, FaultAction action) {
    List<String> nodes = action.nodes();
    long early =
        fault.parameters().get(Parameters.EARLY) instanceof Number number ? number.longValue() : 0;
    return nodes.subList(nodes.size() - Math.clamp(early, 0, nodes.size()), nodes.size());
  }

  private static FaultAction action(
      PlannedFault fault, Kind kind, List<String> nodes, List<Link> links) {
    Map<String, Object> figures = new TreeMap<>(fault.parameters());
    figures.keySet().removeAll(NOT_FOR_THE_CLUSTER);
    return new FaultAction(fault.id(), kind.action(), nodes, links, figures);
  }

  private static List<String> order(PlannedFault fault, List<String> nodes) {
    if (fault.parameters().get(Parameters.ORDER) instanceof List<?> drawn) {
      List<String> order = drawn.stream().map(String::valueOf).toList();
      if (order.size() == nodes.size() && order.containsAll(nodes)) {
        return order;
      }
      throw new IllegalArgumentException(
          "fault %d was planned for the nodes %s, and there are %s"
              .formatted(fault.id(), order, nodes));
    }
    return nodes;
  }

  private static int size(PlannedFault fault, int nodes) {
    Object size = fault.parameters().getOrDefault(Parameters.SIZE, 1L);
    return size instanceof Number number ? Math.clamp(number.longValue(), 1, nodes) : 1;
  }

  private static List<String> without(List<String> nodes, List<String> some) {
    return nodes.stream().filter(node -> !some.contains(node)).toList();
  }
}
