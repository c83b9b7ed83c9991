package dev.assay.workloads;

import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Driver;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Three nodes to which nothing happens. */
record QuietCluster(Driver driver) implements Cluster {
  @Override
  public List<String> nodes() {
    return List.of("n1", "n2", "n3");
  }

  @Override
  public void start(Consumer<String> done) {
    driver.post(() -> done.accept(""));
  }

  @Override
  public void status(String node, Consumer<NodeStatus> done) {
    String mode = node.equals("n1") ? "leader" : "follower";
    driver.post(() -> done.accept(new NodeStatus(true, mode, 1, "")));
  }

  @Override
  public Set<String> supportedActions() {
    return Set.of();
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void listen(Consumer<NodeEvent> listener) {}

  @Override
  public void close() {}
}
