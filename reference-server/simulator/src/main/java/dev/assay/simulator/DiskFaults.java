package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Disks that are slow or fail: {@code disk-slow} (every sync takes longer), {@code disk-full}
 * (writes fail as long as it lasts), {@code disk-error} (the next write or the next sync fails,
 * once). A node whose disk has failed ends itself, provoked, and is booted again by the healing,
 * not before.
 */
final class DiskFaults implements WorldFaults {
  static final List<String> KINDS = List.of("disk-slow", "disk-full", "disk-error");

  /** How long a failure of the disk may wait for a write or a sync. */
  private static final long PATIENCE = 15_000_000_000L;

  private static final long POLL = 20_000_000;
  private final Ensemble ensemble;
  private final World world;
  private final DownNodes down;

  /** The errors that wait for a call to hit. */
  private final Set<Integer> waiting = new TreeSet<>();

  DiskFaults(Ensemble ensemble, DownNodes down) {
    this.ensemble = ensemble;
    this.world = ensemble.world();
    this.down = down;
  }

  @Override
  public List<String> kinds() {
    return KINDS;
  }

  private SimDisk disk(String node) {
    return ensemble.node(Ensemble.number(node)).simDisk();
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    switch (action.kind()) {
      case "disk-slow" -> {
        long nanos = WorldFaults.figure(action, "syncMillis") * 1_000_000;
        action.nodes().forEach(node -> disk(node).slowDown(nanos));
        look(action, done);
      }
      case "disk-full" -> {
        for (String node : action.nodes()) {
          keepDownWhenFailing(node, action.id());
          disk(node).full(true);
        }
        look(action, done);
      }
      default -> {
        boolean sync = "sync".equals(action.parameters().get("failing"));
        long before = refusals(action);
        for (String node : action.nodes()) {
          keepDownWhenFailing(node, action.id());
          disk(node).failNext(sync ? SimDisk.Failing.SYNC : SimDisk.Failing.WRITE);
        }
        waiting.add(action.id());
        awaitFailure(action, before, world.now() + PATIENCE, done);
      }
    }
  }

  private void keepDownWhenFailing(String node, int fault) {
    disk(node).whenFailing(() -> down.keep(node, fault));
  }

  private long refusals(FaultAction action) {
    return action.nodes().stream().mapToLong(node -> disk(node).refusals()).sum();
  }

  /** Until a call has hit it and the node is gone, or the fault is over. */
  private void awaitFailure(FaultAction action, long before, long until, Consumer<Evidence> done) {
    long failures = refusals(action) - before;
    boolean gone = action.nodes().stream().allMatch(down::down);
    if ((failures > 0 && gone) || world.now() >= until || !waiting.contains(action.id())) {
      Findings findings = new Findings();
      findings.expect(failures > 0, failures + " calls to the disks failed");
      for (String node : action.nodes()) {
        findings.expect(down.down(node), node + " is down");
      }
      findings.figure("failures", failures);
      done.accept(findings.evidence());
    } else {
      world.after(POLL, () -> awaitFailure(action, before, until, done));
    }
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    waiting.remove(action.id());
    for (String node : action.nodes()) {
      switch (action.kind()) {
        case "disk-slow" -> disk(node).slowDown(0);
        case "disk-full" -> disk(node).full(false);
        default -> disk(node).failNext(null);
      }
      disk(node).whenFailing(() -> {});
      down.release(node, action.id());
    }
    world.after(MOMENT, () -> done.accept(over(action)));
  }

  private void look(FaultAction action, Consumer<Evidence> done) {
    world.after(
        MOMENT,
        () -> {
          Findings findings = new Findings();
          for (String node : action.nodes()) {
            if (action.kind().equals("disk-slow")) {
              long millis = disk(node).slowedDownBy() / 1_000_000;
              findings.expect(millis > 0, "a sync of " + node + " takes " + millis + " ms longer");
            } else {
              findings.expect(disk(node).full(), "the disk of " + node + " has no room");
            }
          }
          done.accept(findings.evidence());
        });
  }

  private Evidence over(FaultAction action) {
    Findings findings = new Findings();
    for (String node : action.nodes()) {
      switch (action.kind()) {
        case "disk-slow" ->
            findings.expect(
                disk(node).slowedDownBy() == 0, "the disk of " + node + " is as fast as before");
        case "disk-full" ->
            findings.expect(!disk(node).full(), "the disk of " + node + " has room again");
        default -> findings.mention("the disk of " + node + " fails no call");
      }
      if (!action.kind().equals("disk-slow")) {
        down.expectReleased(node, action.id(), findings);
      }
    }
    findings.figure("failuresInAll", refusals(action));
    return findings.evidence();
  }
}
