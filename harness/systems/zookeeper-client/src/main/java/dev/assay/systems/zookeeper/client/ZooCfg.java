package dev.assay.systems.zookeeper.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file {@code zoo.cfg}: one key and its value a line. */
public final class ZooCfg {
  private static final String NAME = "zoo.cfg";

  private ZooCfg() {}

  /**
   * What the cluster decides, and then what is usual, where the user sets nothing else. A blank
   * setting counts as none.
   *
   * @throws IllegalArgumentException for a setting that only the cluster can make
   */
  public static Map<String, String> merged(
      Map<String, String> decided, Map<String, String> usual, Map<String, String> settings) {
    settings.keySet().stream()
        .filter(decided::containsKey)
        .findFirst()
        .ifPresent(key -> {
          throw new IllegalArgumentException(key + " is not free: the cluster decides it");
        });
    Map<String, String> keys = new LinkedHashMap<>(decided);
    keys.putAll(new TreeMap<>(usual));
    settings.forEach((key, value) -> {
      if (!value.isBlank()) {
        keys.put(key, value);
      }
    });
    return keys;
  }

  /** Writes the file into a folder, and returns it. */
  public static Path write(Path folder, Map<String, String> keys) {
    String text =
        keys.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      return Files.writeString(folder.resolve(NAME), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One of a node's ports.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static int port(Map<String, Integer> ports, String name) {
    Integer port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port " + name + " among " + ports);
    }
    return port;
  }
}
