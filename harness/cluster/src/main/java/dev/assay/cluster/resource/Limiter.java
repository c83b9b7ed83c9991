package dev.assay.cluster.resource;

import java.io.IOException;

/** Limits what a node gets, the processes that it has later too. Calls block, within a bound. */
public interface Limiter {
  /**
   * Processor time.
   *
   * @param percent of one core; {@link dev.assay.cluster.linux.Cgroup#NONE} for no limit
   */
  void cpu(String node, long percent) throws IOException;

  /**
   * Memory.
   *
   * @param bytes {@link dev.assay.cluster.linux.Cgroup#NONE} for no limit
   * @throws IOException also when more is in use, and cannot be taken away
   */
  void memory(String node, long bytes) throws IOException;
}
