package dev.assay.cli;

import dev.assay.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one of the process's streams leads to.
 *
 * @param terminal whether to a terminal on which a line can be written over
 * @param colours whether words may have colours: not if {@code NO_COLOR} is set
 */
record Screen(boolean terminal, boolean colours) {
  static final Screen OUT = of(1);
  static final Screen ERR = of(2);

  private static final String PLAIN = "\033[0m";

  private static Screen of(int descriptor) {
    return of(leadsToTerminal(descriptor), System.getenv());
  }

  /** As the environment says. */
  static Screen of(boolean leadsToTerminal, Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "dumb");
    boolean terminal = leadsToTerminal && !kind.isEmpty() && !kind.equals("dumb");
    return new Screen(terminal, terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** The virtual machine's console says nothing of the streams one by one; the kernel does. */
  private static boolean leadsToTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException nobodyKnows) {
      return false;
    }
  }

  /** A word that says that verdict, or has to do with it. */
  String coloured(Verdict verdict, String word) {
    if (!colours) {
      return word;
    }
    String colour =
        switch (verdict) {
          case VALID -> "\033[32m";
          case INVALID -> "\033[1;31m";
          case UNKNOWN -> "\033[33m";
        };
    return colour + word + PLAIN;
  }
}
