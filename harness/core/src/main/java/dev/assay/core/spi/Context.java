package dev.assay.core.spi;

import java.util.List;

/**
 * What a generator may know.
 *
 * @param nowNanos since the run began
 * @param free the processes that have no operation open, in ascending order of their slots
 * @param slots how many clients there are; a process's slot is its number modulo this
 * @param nodes the nodes; slot s is pinned to the node of index s modulo their number
 */
public record Context(long nowNanos, List<Integer> free, int slots, List<String> nodes) {
  public Context {
    free = List.copyOf(free);
    nodes = List.copyOf(nodes);
  }
}
