package dev.assay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message from one node to another: a line of {@code messages.jsonl}.
 *
 * @param sent when, in nanoseconds of the history
 * @param arrived when the other node had it; null if it did not come
 * @param text what it says
 */
public record NodeMessage(String from, String to, long sent, @Nullable Long arrived, String text) {
  /** Messages that were sent farther from the evidence of a violation are not shown with it. */
  public static final long NEAR_NANOS = 2_000_000_000L;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  public NodeMessage {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(text, "text");
  }

  /**
   * Writes a file of them, in their order.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(List<NodeMessage> messages, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (NodeMessage message : messages) {
      lines.add(JSON.writeValueAsString(message));
    }
    Files.write(file, lines);
  }

  /**
   * The messages of a file; none when it is not there.
   *
   * @throws IOException when it cannot be read, or a line is no message; names file and line
   */
  public static List<NodeMessage> read(Path file) throws IOException {
    List<NodeMessage> messages = new ArrayList<>();
    if (Files.notExists(file)) {
      return messages;
    }
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      int at = ++number;
      messages.add(
          parsed(line)
              .orElseThrow(() -> new IOException("%s line %d is no message".formatted(file, at))));
    }
    return messages;
  }

  private static Optional<NodeMessage> parsed(String line) {
    try {
      return Optional.ofNullable(JSON.readValue(line, NodeMessage.class));
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }
}
