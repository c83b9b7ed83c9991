package dev.assay.cluster.fault;

import dev.assay.cluster.fault.FaultyNode.Life;
import java.io.IOException;
import java.util.Collection;

/** How processes of nodes are killed, held and let go. */
public interface Grip {
  /** Ends them by SIGKILL, all at once. */
  void kill(Collection<? extends Life> lives) throws IOException, InterruptedException;

  /** Asks them to end, by SIGTERM. */
  void stop(Collection<? extends Life> lives) throws IOException, InterruptedException;

  /** From now on they do nothing. */
  void hold(Collection<? extends Life> lives) throws IOException, InterruptedException;

  void release(Collection<? extends Life> lives) throws IOException, InterruptedException;

  /** What the kernel says of a process. */
  Held look(Life life) throws IOException;

  /**
   * How much of a process is held.
   *
   * @param how in a few words: {@code in state T}
   */
  record Held(long held, long threads, String how) {}
}
