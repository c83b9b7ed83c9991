package dev.assay.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Who waits for which moment of the protocol. */
final class Moments {
  private final World world;
  private final TreeMap<String, List<Consumer<String>>> waiting = new TreeMap<>();

  Moments(World world) {
    this.world = world;
  }

  /** A node passes a moment: it is still in the middle of it, and nobody may disturb it now. */
  void passed(String node, String moment) {
    List<Consumer<String>> waited = waiting.remove(moment);
    if (waited != null) {
      waited.forEach(each -> world.post(() -> each.accept(node)));
    }
  }

  /** Answers once: with the node, or with the empty text when it is too late. */
  void await(String moment, long nanos, Consumer<String> done) {
    boolean[] answered = new boolean[1];
    Consumer<String> once =
        node -> {
          if (!answered[0]) {
            answered[0] = true;
            done.accept(node);
          }
        };
    waiting.computeIfAbsent(moment, _ -> new ArrayList<>()).add(once);
    world.after(
        nanos,
        () -> {
          List<Consumer<String>> still = waiting.get(moment);
          if (still != null) {
            still.remove(once);
          }
          once.accept("");
        });
  }
}
