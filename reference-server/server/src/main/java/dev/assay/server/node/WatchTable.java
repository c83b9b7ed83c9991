package dev.assay.server.node;

import dev.assay.server.tree.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

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
    return collect(change, Table::take);
  }

  /** The same, and they go on watching. */
  SortedSet<Long> watching(Change change) {
    return collect(change, Table::watching);
  }

  private SortedSet<Long> collect(Change change, BiFunction<Table, String, SortedSet<Long>> from) {
    return switch (change.type()) {
      case NODE_CREATED, NODE_DATA_CHANGED -> from.apply(data, change.path());
      case NODE_CHILDREN_CHANGED -> from.apply(children, change.path());
      case NODE_DELETED -> {
        SortedSet<Long> both = from.apply(data, change.path());
        both.addAll(from.apply(children, change.path()));
        yield both;
      }
    };
  }

  /** What does not fit together; {@code open}: the connections that may watch. */
  List<String> inconsistencies(Set<Long> open) {
    List<String> found = new ArrayList<>();
    data.check(open, "data", found);
    children.check(open, "children", found);
    return found;
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

    SortedSet<Long> watching(String path) {
      SortedSet<Long> them = watchers.get(path);
      return them == null ? new TreeSet<>() : new TreeSet<>(them);
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

    void check(Set<Long> open, String kind, List<String> found) {
      TreeMap<Long, SortedSet<String>> other = new TreeMap<>();
      watchers.forEach((path, them) -> {
        for (long connection : them) {
          other.computeIfAbsent(connection, _ -> new TreeSet<>()).add(path);
        }
      });
      if (!other.equals(paths)) {
        found.add("the two sides of the watches of " + kind + " differ");
      }
      for (long connection : paths.keySet()) {
        if (!open.contains(connection)) {
          found.add("a watch of " + kind + " belongs to connection " + connection + ", not open");
        }
      }
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
