package dev.assay.cli;

import dev.assay.cluster.endpoints.Endpoint;
import dev.assay.core.run.RunSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
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

  /** Whether nothing is brought along. */
  boolean none() {
    return endpoints == null && client == null && plugin == null;
  }

  /**
   * What is chosen, in place of what an earlier run had.
   *
   * @throws UsageException for an endpoint that is none, and for what does not go together
   */
  RunSpec.Own chosen(RunSpec.Own base) {
    List<String> where = endpoints == null ? base.endpoints() : texts(parsed(endpoints));
    if (client != null && plugin != null) {
      throw new UsageException("--client and --plugin both say how to speak to the servers");
    }
    if (client != null) {
      if (where.isEmpty()) {
        throw new UsageException("--client goes with --endpoints, which say whom it speaks to");
      }
      return new RunSpec.Own(where, client, "");
    }
    return plugin == null
        ? new RunSpec.Own(where, base.client(), base.plugin())
        : new RunSpec.Own(where, "", plugin.toAbsolutePath().normalize().toString());
  }

  /** The endpoints of a run. */
  static List<Endpoint> parsed(List<String> texts) {
    try {
      List<Endpoint> parsed = texts.stream().map(Endpoint::parse).toList();
      if (new TreeSet<>(texts(parsed)).size() < parsed.size()) {
        throw new UsageException("--endpoints names a node twice: " + String.join(",", texts));
      }
      return parsed;
    } catch (IllegalArgumentException malformed) {
      throw new UsageException(malformed);
    }
  }

  private static List<String> texts(List<Endpoint> endpoints) {
    return endpoints.stream().map(Endpoint::toString).toList();
  }
}
