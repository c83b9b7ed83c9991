package dev.assay.server.runtime;

import dev.assay.server.bug.SeededBug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one server is set up, with the keys of ZooKeeper's {@code zoo.cfg}.
 *
 * @param node this node's number
 * @param dataDirectory created when absent; no other process may use it
 * @param client where clients are taken; port 0 for any free one
 * @param peers all nodes of the ensemble, by number; empty for a server alone
 * @param quorumListen where this node takes links, if not at its own address in {@code peers}: a
 *     proxy may stand between the nodes
 * @param electionListen the same for election messages
 * @param limits times and sizes
 * @param featureLevel the newest level of the language of requests that it understands
 * @param bugs the seeded bugs that are on
 * @param warnings what was written and has no effect
 */
public record ServerConfig(
    int node,
    Path dataDirectory,
    Address client,
    Map<Integer, Peer> peers,
    Optional<Address> quorumListen,
    Optional<Address> electionListen,
    Limits limits,
    int featureLevel,
    Set<SeededBug> bugs,
    List<String> warnings) {
  public ServerConfig {
    peers = Map.copyOf(peers);
    bugs = Set.copyOf(bugs);
    warnings = List.copyOf(warnings);
  }

  /**
   * Times and sizes.
   *
   * @param tickMillis the unit of the other times
   * @param initTicks how long a node may take to join a leader
   * @param syncTicks how long leader and follower may not hear of each other
   * @param snapshotEvery entries between two snapshots
   * @param logKilobytes size at which the log begins a new file, in KiB
   * @param clientConnections how many there may be at once
   */
  public record Limits(
      int tickMillis,
      int initTicks,
      int syncTicks,
      int snapshotEvery,
      int logKilobytes,
      int clientConnections) {}

  /** Reads a file; throws {@link StartFailure}, naming file, line and key. */
  public static ServerConfig load(Path file) {
    return ConfigReader.read(settings(file));
  }

  /**
   * The lines of a file as settings; throws {@link StartFailure} when it cannot be read or a line
   * is no setting.
   */
  static List<Setting> settings(Path file) {
    List<Setting> settings = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      String text = line.trim();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      String origin = "%s line %d".formatted(file, number);
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new StartFailure(StartFailure.USAGE, origin + ": not key=value: " + text);
      }
      settings.add(
          new Setting(origin, text.substring(0, equals).trim(), text.substring(equals + 1).trim()));
    }
    return settings;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      String why = e instanceof NoSuchFileException ? "it does not exist" : e.toString();
      throw new StartFailure(
          StartFailure.NO_INPUT, "cannot read the configuration file " + file + ": " + why);
    }
  }
}
