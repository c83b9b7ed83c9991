package dev.assay.server.runtime;

import java.util.List;

/**
 * Where a node of the ensemble is reached by the others.
 *
 * @param quorum takes links
 * @param election takes election messages
 */
record Peer(Address quorum, Address election) {
  /** {@code host:quorumPort:electionPort}, and {@code ;clientPort} behind it if one likes. */
  static Peer parse(Setting setting) {
    String text = setting.value().split(";", 2)[0].trim();
    int second = text.lastIndexOf(':');
    int first = text.lastIndexOf(':', second - 1);
    if (first < 0 || second < 0) {
      throw setting.wrong("not host:quorumPort:electionPort");
    }
    String host = Address.host(text.substring(0, first));
    List<String> ports = List.of(text.substring(first + 1, second), text.substring(second + 1));
    try {
      return new Peer(
          new Address(host, Address.port(ports.getFirst())),
          new Address(host, Address.port(ports.getLast())));
    } catch (IllegalArgumentException e) {
      throw setting.wrong(String.valueOf(e.getMessage()));
    }
  }
}
