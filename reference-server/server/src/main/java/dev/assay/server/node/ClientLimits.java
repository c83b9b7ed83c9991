package dev.assay.server.node;

/**
 * What clients may ask of one node; a connection that goes beyond is ended.
 *
 * @param connections open at the same time
 * @param pendingPerConnection requests of a connection that are not answered yet
 * @param watchesPerConnection watches of a connection that wait
 */
public record ClientLimits(int connections, int pendingPerConnection, int watchesPerConnection) {
  public static final ClientLimits DEFAULT = new ClientLimits(10_000, 10_000, 100_000);

  public ClientLimits {
    if (connections < 1 || pendingPerConnection < 1 || watchesPerConnection < 1) {
      throw new IllegalArgumentException(
          "limits below 1: %d connections, %d requests, %d watches"
              .formatted(connections, pendingPerConnection, watchesPerConnection));
    }
  }
}
