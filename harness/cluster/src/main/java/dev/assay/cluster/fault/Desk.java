package dev.assay.cluster.fault;

import dev.assay.checker.history.Events;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each action to its family, on a thread of its own. What goes wrong comes back as evidence
 * that proves nothing.
 */
public final class Desk implements AutoCloseable {
  /** What is said to those who come after the end. */
  public static final String CLOSED = "the cluster is closed";

  private static final Map<String, Object> HARNESS_FAILED = Map.of(Events.HARNESS_FAILED, true);
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private final List<Faults> families;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Integer, CompletableFuture<Evidence>> injections = new ConcurrentHashMap<>();

  public Desk(List<Faults> families) {
    this.families = List.copyOf(families);
  }

  private interface Deed {
    Evidence apply(FaultAction action) throws IOException, InterruptedException;
  }

  /** All kinds of all families. */
  public Set<String> kinds() {
    Set<String> kinds = new TreeSet<>();
    families.forEach(family -> kinds.addAll(family.kinds()));
    return kinds;
  }

  /** Runs something on a thread of its own, or {@code refused} when it is too late. */
  public void execute(Runnable task, Runnable refused) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException _) {
      refused.run();
    }
  }

  public void inject(FaultAction action, Consumer<Evidence> done) {
    CompletableFuture<Evidence> injected = new CompletableFuture<>();
    injections.put(action.id(), injected);
    Faults family = family(action);
    execute(
        () -> injected.complete(evidence(action, family::inject)),
        () -> injected.complete(new Evidence(false, CLOSED, Map.of())));
    var _ = injected.thenAccept(done);
  }

  /** A fault whose injection is still under way is healed after it, and not passed by it. */
  public void heal(FaultAction action, Consumer<Evidence> done) {
    Faults family = family(action);
    CompletableFuture<Evidence> injected = injections.remove(action.id());
    Runnable healing =
        () ->
            execute(
                () -> done.accept(evidence(action, family::heal)),
                () -> done.accept(new Evidence(false, CLOSED, Map.of())));
    if (injected == null) {
      healing.run();
    } else {
      var _ = injected.thenRun(healing);
    }
  }

  private Faults family(FaultAction action) {
    return families.stream()
        .filter(f -> f.kinds().contains(action.kind()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no such kind of action: " + action.kind()));
  }

  private static Evidence evidence(FaultAction action, Deed deed) {
    try {
      return deed.apply(action);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Evidence(false, "interrupted", Map.of());
    } catch (IOException e) {
      return new Evidence(false, String.valueOf(e.getMessage()), HARNESS_FAILED);
    } catch (RuntimeException e) {
      LOG.error("{} failed", action, e);
      return new Evidence(false, e.toString(), HARNESS_FAILED);
    }
  }

  /** Interrupts what is under way; nothing new is begun. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
