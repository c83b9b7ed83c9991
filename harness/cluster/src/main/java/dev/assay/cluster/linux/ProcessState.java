package dev.assay.cluster.linux;

import java.util.Arrays;
import java.util.List;

/**
 * One line of {@code /proc/<pid>/stat}.
 *
 * @param pid the process (or thread)
 * @param state {@code R}, {@code S}, {@code T} (stopped), {@code Z} (dead, not yet waited for), ...
 * @param group the process group
 * @param session the session
 * @param startTicks when it started, in clock ticks since boot: together with the pid it names a
 *     process for as long as the machine is up
 */
public record ProcessState(long pid, char state, long group, long session, long startTicks) {
  private static final int STATE = 0;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int START = 19;

  /** Reads a line; the program's name in it may hold blanks and brackets. */
  static ProcessState parse(String line) {
    int nameEnd = line.lastIndexOf(')');
    if (nameEnd < 0) {
      throw new IllegalArgumentException("not a line of /proc/<pid>/stat: " + line);
    }
    long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
    List<String> fields = Arrays.asList(line.substring(nameEnd + 2).split(" ", -1));
    return new ProcessState(
        pid,
        fields.get(STATE).charAt(0),
        Long.parseLong(fields.get(GROUP)),
        Long.parseLong(fields.get(SESSION)),
        Long.parseLong(fields.get(START)));
  }

  public boolean stopped() {
    return state == 'T';
  }

  /** Whether it runs no more, though its parent may not have asked for its exit status yet. */
  public boolean dead() {
    return state == 'Z' || state == 'X';
  }
}
