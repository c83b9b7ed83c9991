package dev.assay.cluster.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A harness that starts two nodes, says so, and waits to be killed. */
final class KilledHarness {
  private KilledHarness() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    ProcessCluster cluster =
        ProcessCluster.open(new FakeSystem(), 2, folder, Map.of(), Set.of(), OptionalInt.empty());
    cluster.start(wrong -> System.out.println(wrong.isEmpty() ? "ready" : wrong));
    while (System.in.read() >= 0) {
      // It ends in order when nobody is at the other end any more.
    }
    cluster.close();
  }
}
