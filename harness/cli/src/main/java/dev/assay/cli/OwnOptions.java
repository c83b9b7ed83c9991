package dev.assay.cli;

import dev.assay.engine.OwnRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user brings along for a run: a cluster that runs already, a client, a system. */
final class OwnOptions {
  @Option(
      names = "--endpoints",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "A cluster that runs already, by its nodes' addresses for clients.")
  private @Nullable List<String> endpoints;

  @Option(
      names = "--client",
      paramLabel = "COMMAND",
      description = "With --endpoints: the program that is the client (docs/clients.md).")
  private @Nullable String client;

  @Option(names = "--plugin", paramLabel = "JAR", description = "Holds a system of your own.")
  private @Nullable Path plugin;

  /** What is given, by the names of the options. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    if (endpoints != null) {
      words.put("--endpoints", String.join(",", endpoints));
    }
    if (client != null) {
      words.put("--client", client);
    }
    if (plugin != null) {
      words.put("--plugin", plugin.toString());
    }
    return words;
  }

  OwnRequest request() {
    return new OwnRequest(endpoints, client, plugin, null);
  }
}
