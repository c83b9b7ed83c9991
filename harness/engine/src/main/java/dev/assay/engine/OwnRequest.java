package dev.assay.engine;

import dev.assay.cluster.endpoints.Endpoint;
import dev.assay.core.run.RunSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the user brings along for a run; null for what he does not.
 *
 * @param endpoints a cluster that runs already, by its nodes' addresses for clients
 * @param client with endpoints: the command line of the program that is the client
 * @param plugin the jar file that holds a system
 * @param brought a system as an object
 */
public record OwnRequest(
    @Nullable List<String> endpoints,
    @Nullable String client,
    @Nullable Path plugin,
    ChosenRun.@Nullable Brought brought) {
  /** Whether nothing is brought along. */
  boolean none() {
    return endpoints == null && client == null && plugin == null && brought == null;
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
