package dev.assay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message from one node to another: a line of {@code messages.jsonl}.
 *
 * @param sent when, in nanoseconds of the history
 * @param arrived when the other node had it; null if it did not come
 * @param text what it says
 */
public record NodeMessage(String from, String to, long sent, @Nullable Long arrived, String text) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

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

  /** The messages of a file; none when it is not there, or is not such a file. */
  public static List<NodeMessage> read(Path file) {
    try {
      List<NodeMessage> messages = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        messages.add(JSON.readValue(line, NodeMessage.class));
      }
      return messages;
    } catch (IOException | JacksonException unreadable) {
      return List.of();
    }
  }
}
