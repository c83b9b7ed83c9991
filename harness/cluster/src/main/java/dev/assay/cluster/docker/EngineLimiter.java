package dev.assay.cluster.docker;

import com.github.dockerjava.api.command.UpdateContainerCmd;
import dev.assay.cluster.linux.Cgroup;
import dev.assay.cluster.resource.Limiter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The engine keeps a container's limits, and puts them on again when it is started again. It knows
 * no word for memory without a limit.
 */
final class EngineLimiter implements Limiter {
  private static final long PERIOD_MICROS = 100_000;
  private final Engine engine;
  private final Map<String, ContainerNode> nodes;

  EngineLimiter(Engine engine, Map<String, ContainerNode> nodes) {
    this.engine = engine;
    this.nodes = new LinkedHashMap<>(nodes);
  }

  @Override
  public void cpu(String node, long percent) throws IOException {
    long quota = percent < 0 ? -1 : percent * PERIOD_MICROS / 100;
    update(node, command -> command.withCpuPeriod(PERIOD_MICROS).withCpuQuota(quota));
  }

  @Override
  public void memory(String node, long bytes) throws IOException {
    long most = bytes < 0 ? Cgroup.PRACTICALLY_NONE : bytes;
    update(node, command -> command.withMemory(most).withMemorySwap(most));
  }

  private void update(String node, UnaryOperator<UpdateContainerCmd> limits) throws IOException {
    ContainerNode one = nodes.get(node);
    String id = one == null ? "" : one.container().orElse("");
    if (id.isEmpty()) {
      throw new IOException(node + " has no container");
    }
    var _ = engine.ask(client -> limits.apply(client.updateContainerCmd(id)).exec());
  }
}
