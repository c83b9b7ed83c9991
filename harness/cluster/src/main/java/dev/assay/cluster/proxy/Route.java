package dev.assay.cluster.proxy;

import dev.assay.core.fault.FaultAction.Link;

/**
 * One port of one node, as one other node (or all clients) reaches it.
 *
 * @param link who opens connections here, and to whom
 * @param port what the port is for: {@code quorum}, {@code election}, {@code client}, ...
 * @param target the node's own port on 127.0.0.1
 */
public record Route(Link link, String port, int target) {
  /** The link that answers flow over. */
  Link back() {
    return new Link(link.to(), link.from());
  }
}
