package dev.assay.engine;

import dev.assay.checker.history.Nil;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Cluster;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Servers that cannot be broken: registers in a map, on a thread of their own. */
final class MemoryCluster implements Cluster {
  static final List<String> NODES = List.of("n1", "n2", "n3");

  private final Map<String, Object> registers = new HashMap<>();
  private final ExecutorService server =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("memory").daemon().factory());

  Client.Factory clients() {
    return (_, _) ->
        new Client() {
          @Override
          public void invoke(Operation operation, Consumer<Outcome> completion) {
            server.execute(() -> completion.accept(outcome(operation)));
          }

          @Override
          public String session() {
            return "";
          }

          @Override
          public void close() {}
        };
  }

  private Outcome outcome(Operation operation) {
    String key = String.valueOf(operation.key());
    return switch (operation.f()) {
      case "read" -> new Outcome.Ok(registers.getOrDefault(key, Nil.NIL), null);
      case "write" -> {
        registers.put(key, Objects.requireNonNull(operation.value()));
        yield new Outcome.Ok(null, null);
      }
      case "cas" -> compareAndSet(key, operation);
      default -> new Outcome.Ok(null, null);
    };
  }

  private Outcome compareAndSet(String key, Operation operation) {
    if (operation.value() instanceof List<?> pair
        && Objects.equals(registers.get(key), pair.getFirst())) {
      registers.put(key, Objects.requireNonNull(pair.getLast()));
      return new Outcome.Ok(null, null);
    }
    return new Outcome.Fail("mismatch");
  }

  @Override
  public List<String> nodes() {
    return NODES;
  }

  @Override
  public void start(Consumer<String> done) {
    done.accept("");
  }

  @Override
  public void status(String node, Consumer<NodeStatus> done) {
    done.accept(new NodeStatus(true, "serving", -1, ""));
  }

  @Override
  public Set<String> supportedActions() {
    return Set.of();
  }

  @Override
  public void inject(FaultAction action, Consumer<Evidence> done) {
    throw new UnsupportedOperationException("it cannot be broken");
  }

  @Override
  public void heal(FaultAction action, Consumer<Evidence> done) {
    throw new UnsupportedOperationException("it cannot be broken");
  }

  @Override
  public void listen(Consumer<NodeEvent> listener) {}

  @Override
  public void close() {
    server.close();
  }
}
