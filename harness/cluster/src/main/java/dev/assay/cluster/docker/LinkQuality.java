package dev.assay.cluster.docker;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.docker.Impairments.Impairment;
import dev.assay.cluster.fault.Figures;
import dev.assay.cluster.fault.LinkFaults;
import dev.assay.cluster.fault.Wording;
import dev.assay.cluster.proxy.Bucket;
import dev.assay.cluster.proxy.Delay;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code loss} (of packets; the servers' own TCP sends them again), {@code delay} and {@code
 * bandwidth} of links between nodes, and their proofs: what was measured before and in effect, and
 * what the kernel counted. A link with an end that is down cannot be measured.
 */
final class LinkQuality {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** A node may be killed meanwhile, and a machine that has too much to do may take its time. */
  private static final Duration BEFORE_LIMIT = Duration.ofSeconds(3);

  private static final int SIZES_PER_SECOND = 10;

  private final Network network;

  LinkQuality(Network network) {
    this.network = network;
  }

  /** What was measured before. */
  record Before(List<Sight> sights, List<Volley> volleys) {
    private boolean asEver(FaultAction action) {
      return volleys.stream().allMatch(Volley::whole)
          && sights.stream().allMatch(sight -> below(sight, leastNanos(action)));
    }
  }

  static boolean knows(String kind) {
    return kind.equals(LinkFaults.LOSS)
        || kind.equals(LinkFaults.DELAY)
        || kind.equals(LinkFaults.BANDWIDTH);
  }

  private static int percent(FaultAction action) {
    return Math.toIntExact(Figures.of(action, "lossPercent", 20));
  }

  private static long rate(FaultAction action) {
    return Figures.of(action, "bytesPerSecond", 16_000);
  }

  private static Impairment impairment(FaultAction action) {
    return switch (action.kind()) {
      case LinkFaults.LOSS -> new Impairment.Lossy(action.links(), percent(action));
      case LinkFaults.DELAY -> new Impairment.Slow(action.links(), LinkFaults.delayOf(action));
      default -> new Impairment.Narrow(action.links(), rate(action));
    };
  }

  /** How many bytes are sent to measure a link. */
  private static int size(FaultAction action) {
    return action.kind().equals(LinkFaults.DELAY)
        ? 0
        : Math.clamp(rate(action) / SIZES_PER_SECOND, 64, 1 << 16);
  }

  /** What a link takes at the least. */
  private static long leastNanos(FaultAction action) {
    if (action.kind().equals(LinkFaults.DELAY)) {
      Delay delay = LinkFaults.delayOf(action);
      return delay.leastNanos();
    }
    return Bucket.nanos(size(action) - PacketLine.burst(rate(action)), rate(action));
  }

  /** Puts the fault in force, after a measurement. */
  Before begin(FaultAction action) throws IOException, InterruptedException {
    boolean lossy = action.kind().equals(LinkFaults.LOSS);
    Deadline deadline = Deadline.in(BEFORE_LIMIT);
    Before before = new Before(List.of(), List.of());
    do {
      List<Link> links = sound(action.links());
      List<Sight> seen = lossy ? List.of() : network.look(links, BEFORE_LIMIT, size(action));
      before =
          new Before(
              Sights.shortest(seen, before.sights()), lossy ? network.fire(links) : List.of());
    } while (!before.asEver(action) && !deadline.passed());
    network.impair(action.id(), impairment(action));
    return before;
  }

  /** Looks whether it is in effect; may be asked again. */
  Evidence proof(FaultAction action, Before before) throws IOException, InterruptedException {
    return action.kind().equals(LinkFaults.LOSS) ? lost(action, before) : late(action, before);
  }

  private Evidence lost(FaultAction action, Before before)
      throws IOException, InterruptedException {
    List<Link> open = action.links().stream().filter(network::open).toList();
    List<Volley> seen = network.fire(open);
    long dropped = network.stopped(action.links().stream().map(Link::to).distinct().toList());
    boolean each = !seen.isEmpty() && seen.stream().allMatch(v -> v.arrived() > 0 && !v.whole());
    int arrived = seen.stream().mapToInt(Volley::arrived).sum();
    String proof =
        "%s at %d %%: of %d datagrams %d were lost, %d before; %d packets dropped"
            .formatted(
                Wording.links(seen.stream().map(Volley::link).toList()),
                percent(action),
                seen.size() * Volley.SENT,
                seen.size() * Volley.SENT - arrived,
                before.volleys().stream().mapToInt(v -> Volley.SENT - v.arrived()).sum(),
                dropped);
    Map<String, Object> details = arrivals(seen);
    details.put("dropped", dropped);
    return new Evidence(each && before.asEver(action) && dropped > 0, proof, details);
  }

  private static Map<String, Object> arrivals(List<Volley> seen) {
    Map<String, Object> details = new TreeMap<>();
    seen.forEach(v -> details.put(v.link().from() + "->" + v.link().to(), (long) v.arrived()));
    return details;
  }

  private Evidence late(FaultAction action, Before before)
      throws IOException, InterruptedException {
    long least = leastNanos(action);
    List<Link> open = action.links().stream().filter(network::open).toList();
    List<Sight> seen = network.look(open, LIMIT.plusNanos(4 * least), size(action));
    long held = network.held(action.links());
    boolean slow = !seen.isEmpty() && seen.stream().allMatch(sight -> sight.nanos() >= least);
    String proof =
        "%s took at least %s%s (less than %s is not possible)%s; %d packets held"
            .formatted(
                Wording.links(seen.stream().map(Sight::link).toList()),
                Sights.millis(seen.stream().mapToLong(Sight::nanos).min().orElse(-1)),
                size(action) > 0 ? " for " + size(action) + " bytes" : "",
                Sights.millis(least),
                before.sights().isEmpty() ? "" : ", and before" + Sights.slowest(before.sights()),
                held);
    Map<String, Object> details = Sights.matrix(seen, List.of());
    details.put("held", held);
    return new Evidence(slow && before.asEver(action) && held > 0 && least > 0, proof, details);
  }

  private static boolean below(Sight sight, long nanos) {
    return sight.arrived() && sight.nanos() < nanos;
  }

  /** Those that nothing is wrong with. */
  private List<Link> sound(List<Link> links) {
    return network.sound(links).stream().filter(network::open).toList();
  }

  /** Whether the links are as before; may be asked again. */
  Evidence sound(FaultAction action) throws IOException, InterruptedException {
    List<Link> links = sound(action.links());
    boolean lossy = action.kind().equals(LinkFaults.LOSS);
    long bound = Math.max(leastNanos(action), TimeUnit.MILLISECONDS.toNanos(2));
    List<Sight> seen = List.of();
    List<Volley> volleys = List.of();
    boolean sound;
    Deadline deadline = Deadline.in(LIMIT);
    do {
      if (lossy) {
        volleys = network.fire(links);
      } else {
        seen = Sights.shortest(network.look(links, LIMIT, size(action)), seen);
      }
      sound =
          volleys.stream().allMatch(Volley::whole)
              && seen.stream().allMatch(sight -> below(sight, bound));
    } while (!sound && !deadline.passed());
    List<Link> looked = new ArrayList<>(volleys.stream().map(Volley::link).toList());
    seen.forEach(sight -> looked.add(sight.link()));
    String proof =
        looked.isEmpty()
            ? "the rules are gone; no two ends of these links run, or another fault is there"
            : "%s %s%s%s"
                .formatted(
                    Wording.links(looked),
                    sound ? "carries as before" : "does not carry as before",
                    Sights.slowest(seen),
                    lossy ? ", each of " + Volley.SENT + " datagrams" : "");
    Map<String, Object> details = lossy ? arrivals(volleys) : Sights.matrix(seen, List.of());
    return new Evidence(sound, proof, details);
  }
}
