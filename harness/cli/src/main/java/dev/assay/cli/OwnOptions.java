package dev.assay.cli;

import dev.assay.cluster.endpoints.Endpoint;
import dev.assay.core.run.RunSpec;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user brings along for a run: a cluster that runs already. */
final class OwnOptions {
  @Option(
      names = "--endpoints",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "A cluster that runs already, by its nodes' addresses for clients.")
  private @Nullable List<String> endpoints;

  /**
   * What is chosen, in place of what an earlier run had.
   *
   * @throws UsageException for an endpoint that is none
   */
  RunSpec.Own chosen(RunSpec.Own base) {
    List<String> where = endpoints == null ? base.endpoints() : texts(parsed(endpoints));
    return new RunSpec.Own(where, base.client(), base.plugin());
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
