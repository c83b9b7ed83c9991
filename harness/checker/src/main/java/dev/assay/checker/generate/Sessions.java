package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a run's processes, and what they are to be told. A process is on one node for
 * good; it has a session from its first operation on, and a new one after that has ended.
 */
final class Sessions {
  /** What is agreed on with a server. */
  static final long TIMEOUT_MILLIS = 4_000;

  private final List<String> nodes;
  private final Map<Integer, String> placed = new HashMap<>();
  private final Map<Integer, String> open = new HashMap<>();
  private final Set<Integer> leaving = new HashSet<>();
  private final List<Notice> notices = new ArrayList<>();
  private long begun;

  /** Of a cluster of these nodes; without any nobody has a session. */
  Sessions(List<String> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /** An event of a process. */
  record Notice(int process, String f, @Nullable String key, Map<String, Object> value) {}

  List<String> nodes() {
    return nodes;
  }

  /** Puts a process that has done nothing yet on a node of its own choice. */
  void place(int process, String node) {
    placed.put(process, node);
  }

  /** The node that a process was opened for; null without nodes. */
  @Nullable String node(int process) {
    return nodes.isEmpty() ? null : placed.getOrDefault(process, nodes.get(process % nodes.size()));
  }

  /** The session of a process; null if it has none now. */
  @Nullable String of(int process) {
    return open.get(process);
  }

  /** Opens a session for a process that has none; false without nodes, or if it has one. */
  boolean connect(int process) {
    if (nodes.isEmpty() || open.containsKey(process)) {
      return false;
    }
    open.put(process, "0x" + Long.toHexString(++begun));
    return true;
  }

  /** The session ends when what the process has open is over. */
  void leave(int process) {
    leaving.add(process);
  }

  /** What the process had open is over. */
  void completed(int process) {
    if (!leaving.isEmpty() && leaving.remove(process)) {
      open.remove(process);
    }
  }

  /** It ends now. */
  void end(int process) {
    open.remove(process);
  }

  /** Of the end of a process that is heard of no more, nothing is kept. */
  void forget(int process) {
    open.remove(process);
    placed.remove(process);
    leaving.remove(process);
  }

  void tell(Notice notice) {
    notices.add(notice);
  }

  /** What processes are to be told since this was asked last. */
  List<Notice> told() {
    if (notices.isEmpty()) {
      return List.of();
    }
    List<Notice> told = List.copyOf(notices);
    notices.clear();
    return told;
  }
}
