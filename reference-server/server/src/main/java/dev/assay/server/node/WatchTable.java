package dev.assay.server.node;

import dev.assay.server.tree.Change;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one-shot watches of all connections of a node. The watches of {@code exists} and {@code
 * getData} are in one table: both wait for the next change of the node itself.
 */
final class WatchTable {
  private final Table data = new Table();
  private final Table children = new Table();

  void addData(long connection, String path) {
    data.add(connection, path);
  }

  void addChildren(long connection, String path) {
    children.add(connection, path);
  }

  /** Takes out those who watched for the change; each once, in the order of connections. */
  SortedSet<Long> fired(Change change) {
    return switch (change.type()) {
      case NODE_CREATED, NODE_DATA_CHANGED -> data.take(change.path());
      case NODE_CHILDREN_CHANGED -> children.take(change.path());
      case NODE_DELETED -> {
        SortedSet<Long> both = data.take(change.path());
        both.addAll(children.take(change.path()));
        yield both;
      }
    };
  }

  int count(long connection) {
    return data.count(connection) + children.count(connection);
  }

  void remove(long connection) {
    data.remove(connection);
    children.remove(connection);
  }

  void clear() {
    data.clear();
    children.clear();
  }

  /** Who watches which path, from both sides. */
  private static final class Table {
    private final TreeMap<String, SortedSet<Long>> watchers = new TreeMap<>();
    private final TreeMap<Long, SortedSet<String>> paths = new TreeMap<>();

    void add(long connection, String path) {
      watchers.computeIfAbsent(path, _ -> new TreeSet<>()).add(connection);
      paths.computeIfAbsent(connection, _ -> new TreeSet<>()).add(path);
    }

    SortedSet<Long> take(String path) {
      SortedSet<Long> taken = watchers.remove(path);
      if (taken == null) {
        return new TreeSet<>();
      }
      for (long connection : taken) {
        forget(paths, connection, path);
      }
      return taken;
    }

    void remove(long connection) {
      SortedSet<String> watched = paths.remove(connection);
      if (watched != null) {
        for (String path : watched) {
          forget(watchers, path, connection);
        }
      }
    }

    int count(long connection) {
      SortedSet<String> watched = paths.get(connection);
      return watched == null ? 0 : watched.size();
    }

    void clear() {
      watchers.clear();
      paths.clear();
    }

    private static <K, V> void forget(Map<K, SortedSet<V>> map, K key, V value) {
      SortedSet<V> values = map.get(key);
      if (values != null) {
        values.remove(value);
        if (values.isEmpty()) {
          map.remove(key);
        }
      }
    }
  }
}
