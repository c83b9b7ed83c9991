package dev.assay.simulator;

import dev.assay.core.run.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Nodes that store what a test tells them to, under the eyes of the invariants. */
final class Storing {
  private static final long SECOND = 1_000_000_000L;
  final World world;
  final Ensemble ensemble;
  final Invariants invariants = new Invariants();
  private final TreeMap<Integer, StoringProgram> programs = new TreeMap<>();

  Storing(int nodes, long segmentBytes) {
    world = new World(new Seed(7));
    ensemble =
        new Ensemble(
            world,
            nodes,
            (node, _, env) -> {
              StoringProgram program = new StoringProgram(env, segmentBytes);
              programs.put(node, program);
              invariants.begun(node, program);
              return program;
            });
    invariants.watch(ensemble);
    for (int node = 1; node <= nodes; node++) {
      ensemble.boot(node);
    }
    settle();
  }

  StoringProgram node(int number) {
    StoringProgram program = programs.get(number);
    if (program == null) {
      throw new IllegalArgumentException("no node " + number);
    }
    return program;
  }

  SimDisk disk(int node) {
    return ensemble.node(node).simDisk();
  }

  /** Lets all syncs complete. */
  void settle() {
    world.runUntil(world.now() + SECOND, () -> false);
  }

  List<String> broken() {
    return new ArrayList<>(invariants.broken());
  }
}
