package dev.assay.core.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster is asked to do. The kinds are open; known are
 *
 * <ul>
 *   <li>of links: {@code cut}, {@code delay} ({@code delayMillis}, {@code jitterMillis}), {@code
 *       loss} (connections end after {@code lifeMillis} on average, {@code lossPercent} of the
 *       datagrams are lost), {@code bandwidth} ({@code bytesPerSecond}), {@code reset};
 *   <li>of nodes: {@code kill}, {@code pause}, {@code power-loss}, {@code upgrade} (one after the
 *       other), {@code membership}, {@code cpu} ({@code cpuPercent} of one core is left), {@code
 *       memory} (the limit is {@code memoryPercent} of what is in use);
 *   <li>of nodes' disks: {@code disk-slow} ({@code syncMillis} more a sync), {@code disk-full},
 *       {@code disk-readonly}, {@code disk-error} ({@code failing}: {@code write} or {@code sync}),
 *       {@code bit-flip} ({@code file}, {@code millionths} of it, {@code bit}), {@code truncate}
 *       ({@code file}, {@code millionths});
 *   <li>of nodes' clocks: {@code clock-jump} and {@code clock-skew} ({@code offsetMillis} of the
 *       wall clock), {@code clock-drift} ({@code ratePermille} of the monotonic one).
 * </ul>
 *
 * @param id the planned fault's
 * @param kind what to do
 * @param nodes the nodes it is done to
 * @param links the directed links it is done to
 * @param parameters figures: {@code delayMillis}, {@code jitterMillis}, ...
 */
public record FaultAction(
    int id, String kind, List<String> nodes, List<Link> links, Map<String, Object> parameters) {
  public FaultAction {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
    parameters = new TreeMap<>(parameters);
  }

  /** A directed link; {@link #CLIENTS} stands for all clients. */
  public record Link(String from, String to) {}

  /** The name that stands for all clients in a {@link Link}. */
  public static final String CLIENTS = "clients";
}
