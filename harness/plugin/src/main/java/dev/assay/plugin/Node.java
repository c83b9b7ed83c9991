package dev.assay.plugin;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node that is to be started.
 *
 * @param name {@code n1}, {@code n2}, ...
 * @param number from 1
 * @param host where it shall listen
 * @param port where it shall listen for clients
 * @param folder its own folder, which is there and stays when it is started again
 * @param listen where it shall listen for other nodes: the port of each of {@link
 *     OwnServer#peerPorts}
 * @param peers how it reaches the others, so that faults can come between: for each node's name the
 *     ports, at the host of that node
 * @param hosts the address of each node, by its name
 * @param settings what the user has given by {@code --set}
 */
public record Node(
    String name,
    int number,
    String host,
    int port,
    Path folder,
    Map<String, Integer> listen,
    Map<String, Map<String, Integer>> peers,
    Map<String, String> hosts,
    Map<String, String> settings) {
  public Node {
    listen = new TreeMap<>(listen);
    peers = new TreeMap<>(peers);
    hosts = new TreeMap<>(hosts);
    settings = new TreeMap<>(settings);
  }
}
