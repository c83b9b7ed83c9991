package dev.assay.checker.generate;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys whose writes have one order, and nodes that have seen the beginning of it. */
final class Replicas {
  /** What a key holds. */
  record Shown(long value, long version) {}

  private record Write(String key, Shown shown) {}

  private static final class Node {
    private final Map<String, Shown> keys = new HashMap<>();
    private long seen;
  }

  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();

  /** The writes that not all nodes have seen. */
  private final ArrayDeque<Write> log = new ArrayDeque<>();

  private long last;

  Replicas(List<String> names) {
    names.forEach(name -> nodes.put(name, new Node()));
  }

  /** How many writes there were. */
  long last() {
    return last;
  }

  /** Writes a key; its version, from 0 on. */
  long write(String key, long value) {
    long version = versions.merge(key, 1L, Long::sum) - 1;
    log.add(new Write(key, new Shown(value, version)));
    last++;
    return version;
  }

  /**
   * Lets a node go on, so that it has seen so many writes, and more if it may; and all others, if
   * they are too far behind.
   *
   * @return how many the node has seen
   */
  long catchUp(String name, long atLeast, long more, long mostBehind) {
    nodes.values().forEach(node -> advance(node, last - mostBehind));
    Node node = node(name);
    advance(node, Math.min(last, Math.max(node.seen + more, atLeast)));
    trim();
    return node.seen;
  }

  @Nullable Shown read(String name, String key) {
    return node(name).keys.get(key);
  }

  private Node node(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return node;
  }

  private void advance(Node node, long to) {
    if (node.seen >= to) {
      return;
    }
    long at = last - log.size();
    Iterator<Write> writes = log.iterator();
    while (at < to) {
      Write write = writes.next();
      if (at >= node.seen) {
        node.keys.put(write.key(), write.shown());
      }
      at++;
    }
    node.seen = to;
  }

  private void trim() {
    long all = nodes.values().stream().mapToLong(node -> node.seen).min().orElse(last);
    while (last - log.size() < all) {
      log.remove();
    }
  }
}
