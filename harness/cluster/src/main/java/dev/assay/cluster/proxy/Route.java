package dev.assay.cluster.proxy;

import dev.assay.core.fault.FaultAction.Link;

/**
 * One port of one node, as one other node (or all clients) reaches it.
 *
 * @param link who opens connections here, and to whom
 * @param port what the port is for: {@code quorum}, {@code election}, {@code client}, ...
 * @param host where the node is; a name is looked up for each connection
 * @param target the node's own port
 */
public record Route(Link link, String port, String host, int target) {
  private static final String HERE = "127.0.0.1";

  /** To a node on 127.0.0.1. */
  public Route(Link link, String port, int target) {
    this(link, port, HERE, target);
  }

  /** The link that answers flow over. */
  Link back() {
    return new Link(link.to(), link.from());
  }
}
