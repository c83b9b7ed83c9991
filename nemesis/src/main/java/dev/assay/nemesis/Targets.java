package dev.assay.nemesis;

import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.fault.PlannedFault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a planned fault into what a cluster is asked to do. */
final class Targets {
  private Targets() {}

  /**
   * The action.
   *
   * @param leader the leader; used only by the kinds that hit it
   */
  static FaultAction resolve(PlannedFault fault, Kind kind, List<String> nodes, String leader) {
    List<String> order = order(fault, nodes);
    List<String> hit = order.subList(0, size(fault, order.size()));
    return switch (kind) {
      case PARTITION, PARTITION_ONE -> cut(fault, hit, Links.between(hit, without(order, hit)));
      case PARTITION_LEADER -> {
        List<String> alone = List.of(leader);
        yield cut(fault, alone, Links.between(alone, without(order, alone)));
      }
      case PARTITION_RING -> cut(fault, order, Links.majorityRing(order));
      case PARTITION_ONEWAY -> {
        List<String> rest = without(order, hit);
        boolean inbound = Boolean.TRUE.equals(fault.parameters().get(Parameters.INBOUND));
        yield cut(fault, hit, inbound ? Links.from(rest, hit) : Links.from(hit, rest));
      }
      case ISOLATE_CLIENTS -> cut(fault, hit, Links.ofClients(hit));
      case DELAY, RESET -> action(fault, kind, hit, Links.around(hit, nodes));
      case KILL, RESTART, PAUSE, POWER_LOSS -> action(fault, kind, hit, List.of());
      case KILL_LEADER, PAUSE_LEADER -> action(fault, kind, List.of(leader), List.of());
      case KILL_ALL -> action(fault, kind, nodes, List.of());
    };
  }

  private static FaultAction cut(PlannedFault fault, List<String> nodes, List<Link> links) {
    return new FaultAction(fault.id(), Kind.Action.CUT, nodes, links, Map.of());
  }

  private static FaultAction action(
      PlannedFault fault, Kind kind, List<String> nodes, List<Link> links) {
    Map<String, Object> figures = new TreeMap<>(fault.parameters());
    figures.keySet().retainAll(List.of(Parameters.DELAY_MILLIS, Parameters.JITTER_MILLIS));
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
