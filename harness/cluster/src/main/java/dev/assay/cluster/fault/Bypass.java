package dev.assay.cluster.fault;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.linux.SocketTable;
import dev.assay.cluster.linux.SocketTable.Pair;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.proxy.Route;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Connections from node to node that do not pass the proxy, which no fault of a link reaches: a
 * server may have told another one where it really listens.
 */
final class Bypass {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final LinkProxy proxy;
  private final Set<Integer> peerPorts;

  Bypass(LinkProxy proxy) {
    this.proxy = proxy;
    this.peerPorts =
        proxy.routes().stream()
            .filter(route -> !route.link().from().equals(FaultAction.CLIENTS))
            .map(Route::target)
            .collect(Collectors.toSet());
  }

  /**
   * How many there are. A connection counts when it is there all the time: one that the proxy is
   * just opening or closing looks for a moment as if it were nobody's.
   */
  int count() throws IOException, InterruptedException {
    Set<Pair> past = seen();
    var _ =
        Deadline.in(LIMIT)
            .poll(() -> {
              past.retainAll(seen());
              return past.isEmpty();
            });
    return past.size();
  }

  private Set<Pair> seen() throws IOException {
    Set<Pair> past = SocketTable.established();
    Set<Pair> known =
        proxy.ends().stream()
            .map(ends -> new Pair(ends.targetPort(), ends.proxyPort()))
            .collect(Collectors.toSet());
    past.removeIf(pair -> !peerPorts.contains(pair.localPort()) || known.contains(pair));
    return past;
  }
}
