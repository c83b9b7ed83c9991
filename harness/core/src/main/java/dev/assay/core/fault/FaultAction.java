package dev.assay.core.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster is asked to do. The kinds are open; known are {@code cut}, {@code delay} and
 * {@code reset} (of links), {@code kill} and {@code pause} (of nodes).
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
