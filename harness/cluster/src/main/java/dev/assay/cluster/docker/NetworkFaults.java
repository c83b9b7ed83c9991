package dev.assay.cluster.docker;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.fault.Faults;
import dev.assay.cluster.fault.LinkFaults;
import dev.assay.cluster.fault.Wording;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Faults of links: between nodes by rules in their network namespaces, of links to clients by the
 * proxy. A link with an end that is down cannot be looked at: at least one must be seen to be dead
 * for a cut to be proven.
 */
final class NetworkFaults implements Faults {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration RESET_LIMIT = Duration.ofSeconds(2);

  /** A node that a fault has killed is back by then. */
  private static final Duration ENDS_LIMIT = Duration.ofSeconds(8);

  private static final int CONTROLS = 6;

  private final Network network;
  private final LinkFaults clients;
  private final LinkQuality quality;
  private final Set<String> kinds;

  /**
   * The family.
   *
   * @param kinds those that this machine allows
   */
  NetworkFaults(Network network, LinkFaults clients, Set<String> kinds) {
    this.network = network;
    this.clients = clients;
    this.quality = new LinkQuality(network);
    this.kinds = Set.copyOf(kinds);
  }

  @Override
  public Set<String> kinds() {
    return kinds;
  }

  private interface Deed {
    Evidence of(FaultAction action) throws IOException, InterruptedException;
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    Deed between =
        switch (action.kind()) {
          case LinkFaults.CUT -> this::cut;
          case LinkFaults.RESET -> this::reset;
          default -> this::worsen;
        };
    return both(action, between, clients::inject);
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    return both(
        action, LinkQuality.knows(action.kind()) ? this::better : this::joined, clients::heal);
  }

  private Evidence worsen(FaultAction action) throws IOException, InterruptedException {
    LinkQuality.Before before = quality.begin(action);
    return proveOf(action.links(), () -> quality.proof(action, before));
  }

  private Evidence better(FaultAction action) throws IOException, InterruptedException {
    network.mend(action.id());
    return proveOf(action.links(), () -> quality.sound(action));
  }

  /** Does one thing to the links between nodes, the other to those of clients. */
  private static Evidence both(FaultAction action, Deed between, Deed ofClients)
      throws IOException, InterruptedException {
    List<Link> own = action.links().stream().filter(NetworkFaults::ofClients).toList();
    List<Link> rest = action.links().stream().filter(link -> !ofClients(link)).toList();
    if (own.isEmpty()) {
      return between.of(action);
    }
    Evidence atClients = ofClients.of(with(action, own));
    if (rest.isEmpty()) {
      return atClients;
    }
    Evidence atNodes = between.of(with(action, rest));
    Map<String, Object> details = new TreeMap<>(atNodes.details());
    details.putAll(atClients.details());
    return new Evidence(
        atNodes.proven() && atClients.proven(),
        atNodes.proof() + "; " + atClients.proof(),
        details);
  }

  private static boolean ofClients(Link link) {
    return link.from().equals(FaultAction.CLIENTS) || link.to().equals(FaultAction.CLIENTS);
  }

  private static FaultAction with(FaultAction action, List<Link> links) {
    return new FaultAction(action.id(), action.kind(), action.nodes(), links, action.parameters());
  }

  private Evidence cut(FaultAction action) throws IOException, InterruptedException {
    List<Link> links = action.links();
    network.cut(action.id(), links);
    List<String> receivers = links.stream().map(Link::to).distinct().toList();
    return proveOf(
        links,
        () -> {
          List<Link> beside = network.openBeside(links).stream().limit(CONTROLS).toList();
          List<Sight> dead = network.look(links, SILENCE);
          List<Sight> control = network.look(beside, LIMIT);
          long stopped = network.stopped(receivers);
          boolean silent = !dead.isEmpty() && dead.stream().noneMatch(Sight::arrived);
          boolean alive = control.stream().allMatch(Sight::arrived);
          String proof =
              "%s from %s for %d ms (%d connections tried, %d packets dropped)%s"
                  .formatted(
                      silent ? "nothing" : "not surely nothing",
                      Wording.links(links),
                      SILENCE.toMillis(),
                      dead.size(),
                      stopped,
                      Sights.control(control));
          Map<String, Object> details = Sights.matrix(dead, control);
          details.put("dropped", stopped);
          return new Evidence(silent && alive && stopped > 0, proof, details);
        });
  }

  private Evidence joined(FaultAction action) throws IOException, InterruptedException {
    network.mend(action.id());
    return proveOf(
        action.links(),
        () -> {
          List<Link> open = action.links().stream().filter(network::open).toList();
          Deadline deadline = Deadline.in(LIMIT);
          List<Sight> seen = network.look(open, LIMIT);
          while (!seen.stream().allMatch(Sight::arrived) && !deadline.passed()) {
            seen = network.look(open, LIMIT);
          }
          boolean alive = seen.stream().allMatch(Sight::arrived);
          String proof =
              seen.isEmpty()
                  ? "the rules are gone; no two ends of these links run, or another fault cuts them"
                  : "%s %s%s"
                      .formatted(
                          Wording.links(seen.stream().map(Sight::link).toList()),
                          alive ? "answers again" : "does not answer",
                          Sights.slowest(seen));
          return new Evidence(alive, proof, Sights.matrix(seen, List.of()));
        });
  }

  /**
   * Each end refuses what the other sends, until neither knows a connection of before any more. A
   * connection over which nobody sends is not reset by that; where the kernel lets sockets be
   * destroyed, it is as well.
   */
  private Evidence reset(FaultAction action) throws IOException, InterruptedException {
    List<Link> links = action.links();
    Connections before = Connections.of(network, links);
    Map<String, List<String>> rules = new TreeMap<>();
    for (Link link : links) {
      rules
          .computeIfAbsent(link.to(), _ -> new ArrayList<>())
          .addAll(Rules.resetting(network.node(link.from()).address()));
    }
    long refused;
    network.pass(rules);
    try {
      network.destroySockets(links);
      var _ = Deadline.in(RESET_LIMIT).poll(() -> before.left(network) == 0);
      refused = network.stopped(new TreeSet<>(rules.keySet()));
    } finally {
      network.pass(Map.of());
    }
    int count = before.count();
    int gone = count - before.left(network);
    return new Evidence(
        gone > 0 && (gone == count || refused > 0),
        "%d of %d ends of connections of %s are gone; %d packets refused"
            .formatted(gone, count, Wording.links(links), refused),
        Map.of("resetEnds", (long) gone, "refused", refused));
  }

  /** As {@link #prove}, once both ends of some link run: other faults may have killed them. */
  private Evidence proveOf(List<Link> links, Proof proof) throws IOException, InterruptedException {
    var _ = Deadline.in(ENDS_LIMIT).poll(() -> network.someRuns(links));
    return prove(proof);
  }

  /** Only one proof at a time; again when a node was killed or came back under it. */
  private synchronized Evidence prove(Proof proof) throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(LIMIT);
    while (true) {
      Map<String, Long> before = network.lives();
      Evidence evidence = proof.run();
      if (evidence.proven() || before.equals(network.lives()) || deadline.passed()) {
        return evidence;
      }
    }
  }

  private interface Proof {
    Evidence run() throws IOException, InterruptedException;
  }
}
