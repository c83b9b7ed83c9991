package dev.assay.server.wire;

import dev.assay.server.broadcast.AtomicBroadcast.Status;
import java.util.Optional;

/** ZooKeeper's commands for people: four letters in the place of a frame's length. */
public enum FourLetterWord {
  /** Where the node stands. */
  SRVR(0x73727672),
  /** Is the process there? */
  RUOK(0x72756f6b);

  /** The version of the protocol that is spoken, for clients that look for one. */
  private static final String VERSION = "3.9.5-assay";

  private final int letters;

  FourLetterWord(int letters) {
    this.letters = letters;
  }

  /**
   * The word that these four bytes spell.
   *
   * @param firstBytes the first four bytes of a connection, big-endian; no word is the length of an
   *     acceptable frame
   */
  public static Optional<FourLetterWord> of(int firstBytes) {
    for (FourLetterWord word : values()) {
      if (word.letters == firstBytes) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  /**
   * The answer.
   *
   * @param connections open client connections
   * @param featureLevel the newest level of the language of requests that the node understands
   */
  public String answer(Status status, int nodeCount, int connections, int featureLevel) {
    return switch (this) {
      case RUOK -> "imok";
      case SRVR ->
          status.mode().equals("looking")
              ? notServing(status, featureLevel)
              : serving(status, nodeCount, connections, featureLevel);
    };
  }

  private static String notServing(Status status, int featureLevel) {
    return """
    This ZooKeeper instance is not currently serving requests
    Mode: looking
    Epoch: %d
    Feature level: %d
    """
        .formatted(status.epoch(), featureLevel);
  }

  private static String serving(Status status, int nodeCount, int connections, int featureLevel) {
    return """
    Zookeeper version: %s
    Connections: %d
    Zxid: 0x%x
    Mode: %s
    Epoch: %d
    Node count: %d
    Feature level: %d
    """
        .formatted(
            VERSION,
            connections,
            status.position(),
            status.mode(),
            status.epoch(),
            nodeCount,
            featureLevel);
  }
}
