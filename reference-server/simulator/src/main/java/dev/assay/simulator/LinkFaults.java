package dev.assay.simulator;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.simulator.Network.Pair;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Faults of links: {@code cut}, {@code delay}, {@code loss}, {@code reset}. */
final class LinkFaults implements WorldFaults {
  static final List<String> KINDS = List.of("cut", "delay", "loss", "reset");
  private final World world;
  private final Network network;

  /** What lossy links had cost before each fault. */
  private final TreeMap<Integer, Lost> before = new TreeMap<>();

  private record Lost(long connections, long datagrams) {}

  LinkFaults(Ensemble ensemble) {
    this.world = ensemble.world();
    this.network = ensemble.network();
  }

  @Override
  public List<String> kinds() {
    return KINDS;
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    List<Pair> pairs = pairs(action);
    switch (action.kind()) {
      case "cut" -> {
        pairs.forEach(network::cut);
        look(done, pairs, network::isCut, "cut");
      }
      case "delay" -> {
        long nanos = WorldFaults.figure(action, "delayMillis") * 1_000_000;
        pairs.forEach(pair -> network.delay(pair, nanos));
        look(done, pairs, network::delayed, "slow");
      }
      case "loss" -> {
        before.put(action.id(), new Lost(network.connectionsLost(), network.datagramsLost()));
        Network.Loss loss =
            new Network.Loss(
                WorldFaults.figure(action, "lossPercent") / 100.0,
                WorldFaults.figure(action, "lifeMillis") * 1_000_000);
        pairs.forEach(pair -> network.lose(pair, loss));
        look(done, pairs, network::lossy, "lossy");
      }
      default -> {
        int count = pairs.stream().mapToInt(network::reset).sum();
        Findings findings = new Findings();
        findings.expect(count > 0, count + " connections were reset");
        findings.figure("connections", count);
        world.after(MOMENT, () -> done.accept(findings.evidence()));
      }
    }
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    List<Pair> pairs = pairs(action);
    switch (action.kind()) {
      case "cut" -> {
        pairs.forEach(network::heal);
        look(done, pairs, pair -> !network.isCut(pair), "open");
      }
      case "delay" -> {
        pairs.forEach(network::undelay);
        look(done, pairs, pair -> !network.delayed(pair), "as fast as before");
      }
      case "loss" -> {
        pairs.forEach(network::loseNoMore);
        look(evidence -> done.accept(withCost(action, evidence)), pairs, this::sound, "sound");
      }
      default -> look(done, pairs, _ -> true, "as before");
    }
  }

  private boolean sound(Pair pair) {
    return !network.lossy(pair);
  }

  private Evidence withCost(FaultAction action, Evidence evidence) {
    Lost start = before.remove(action.id());
    if (start == null) {
      return evidence;
    }
    TreeMap<String, Object> details = new TreeMap<>(evidence.details());
    details.put("connectionsLost", network.connectionsLost() - start.connections());
    details.put("datagramsLost", network.datagramsLost() - start.datagrams());
    return new Evidence(evidence.proven(), evidence.proof(), details);
  }

  private static List<Pair> pairs(FaultAction action) {
    return action.links().stream().map(link -> new Pair(link.from(), link.to())).toList();
  }

  private void look(Consumer<Evidence> done, List<Pair> pairs, Predicate<Pair> holds, String how) {
    world.after(
        MOMENT,
        () -> {
          Findings findings = new Findings();
          List<Pair> wrong = pairs.stream().filter(holds.negate()).toList();
          findings.expect(
              wrong.isEmpty() && !pairs.isEmpty(),
              wrong.isEmpty()
                  ? pairs.size() + " links are " + how
                  : "%s are %s".formatted(wrong, how));
          done.accept(findings.evidence());
        });
  }
}
