package dev.assay.plugin;

import dev.assay.core.spi.SystemUnderTest.Image;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server of the user's own. Found by {@link java.util.ServiceLoader} in the jar file of {@code
 * --plugin}: the file {@code META-INF/services/dev.assay.plugin.OwnServer} there names the class.
 * Its methods are called on threads of their own, several at a time.
 */
public interface OwnServer {
  /** What it is called in reports: lower-case letters, digits, dashes. */
  String name();

  /**
   * The program that is a node, and its arguments. It is started in the node's folder, and again
   * with the same data after a kill; it must stay in the foreground. What it keeps in the folder
   * {@code data} there meets the faults of disks, and a loss of power.
   */
  List<String> command(Node node) throws Exception;

  /**
   * The image that a node with these settings is a container of ({@code --cluster docker}): one
   * that the engine has already ({@link Image#existing}), or one that is made of jars or of a
   * program, without a registry. Empty when nodes are local processes alone.
   */
  default Optional<Image> image(Map<String, String> settings) {
    return Optional.empty();
  }

  /**
   * As {@link #command}, in a container of {@link #image}: the words that follow the image's entry
   * point, if it has one; none for what the image itself does. The node's folder is there too,
   * under the same name, and whoever runs the harness is the user there.
   */
  default List<String> commandInImage(Node node) throws Exception {
    return command(node);
  }

  /**
   * The settings that make a node one of an older version, from which nodes can be upgraded while
   * the others work: by another command, or another image. Empty when there is none.
   */
  default Map<String, String> olderVersion() {
    return Map.of();
  }

  /**
   * Whether a node serves clients. Asked again and again, and given up after a second.
   *
   * @param address {@code host:port}
   */
  boolean ready(String address) throws Exception;

  /**
   * A client of one node, which must not turn to another one nor try anything twice.
   *
   * @param address {@code host:port}, through the harness, which can break the link
   */
  OwnClient open(String address) throws Exception;

  /** The names of the ports that nodes reach each other by; without one no link is cut there. */
  default List<String> peerPorts() {
    return List.of();
  }

  /** How long after all faults it may take to serve again. */
  default Duration recovery() {
    return Duration.ofSeconds(20);
  }

  /**
   * The workloads that it promises to pass, of those that a client of three methods can serve:
   * {@code register} is for linearizable registers, {@code register-local} for weaker ones, whose
   * clients each see one common order of all writes.
   */
  default Set<String> workloads() {
    return OwnSystem.SERVED;
  }
}
