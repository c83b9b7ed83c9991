package dev.assay.cluster.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals to processes. Sending blocks until it is done, at most 5 s. */
public enum Signal {
  STOP,
  CONT,
  TERM,
  KILL;

  private static final int LIMIT_SECONDS = 5;

  /**
   * Sends it to every process of these groups, to all of them at once.
   *
   * @return whether there was a process in each
   */
  public boolean toGroups(Collection<Long> groups) throws IOException, InterruptedException {
    return groups.isEmpty() || send(groups.stream().map(group -> -group).toList());
  }

  /**
   * Sends it to one process.
   *
   * @return whether it was there
   */
  public boolean to(long pid) throws IOException, InterruptedException {
    return send(List.of(pid));
  }

  private boolean send(List<Long> targets) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("kill", "-s", name(), "--"));
    for (long target : targets) {
      if (Math.abs(target) <= 1) {
        throw new IllegalArgumentException("not a process of ours: " + target);
      }
      words.add(Long.toString(target));
    }
    Process kill =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
      throw new IOException(String.join(" ", words) + " did not end");
    }
    return kill.exitValue() == 0;
  }
}
