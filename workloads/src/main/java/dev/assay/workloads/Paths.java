package dev.assay.workloads;

import java.util.List;

/**
 * Where a run's nodes live.
 *
 * @param scope the run's own folder
 */
record Paths(String scope) {
  private static final String TOP = "/assay";

  /** The run's folder. */
  String root() {
    return TOP + "/" + scope;
  }

  /** A node in the run's folder. */
  String of(String name) {
    return root() + "/" + name;
  }

  /** What {@link #of} was asked for; a path that lies elsewhere as it is. */
  String key(String path) {
    String prefix = root() + "/";
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }

  /** The folders that must be there before anything else, outermost first. */
  List<String> folders() {
    return List.of(TOP, root());
  }
}
