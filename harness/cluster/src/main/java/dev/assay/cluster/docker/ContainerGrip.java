package dev.assay.cluster.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.assay.cluster.fault.FaultyNode.Life;
import dev.assay.cluster.fault.Grip;
import dev.assay.cluster.linux.Freezer;
import dev.assay.cluster.linux.ProcessTable;
import java.io.IOException;
import java.util.Collection;

/**
 * SIGKILL, SIGTERM, and the engine's pause, which freezes a container's processes by their cgroup.
 */
final class ContainerGrip implements Grip {
  private final Engine engine;

  ContainerGrip(Engine engine) {
    this.engine = engine;
  }

  private static String container(Life life) {
    return ((ContainerNode.Life) life).container();
  }

  private boolean paused(Life life) throws IOException {
    ContainerState state =
        engine.ask(client -> client.inspectContainerCmd(container(life)).exec().getState());
    return Boolean.TRUE.equals(state.getPaused());
  }

  @Override
  public void kill(Collection<? extends Life> lives) throws IOException, InterruptedException {
    Engine.each(lives, life -> signal(life, "SIGKILL"));
  }

  @Override
  public void stop(Collection<? extends Life> lives) throws IOException, InterruptedException {
    Engine.each(lives, life -> signal(life, "SIGTERM"));
  }

  /** One that ends by itself at this very moment is refused; whoever asked sees its exit status. */
  private void signal(Life life, String signal) throws IOException {
    try {
      var _ =
          engine.ask(client -> client.killContainerCmd(container(life)).withSignal(signal).exec());
    } catch (IOException refused) {
      ContainerState state =
          engine.ask(client -> client.inspectContainerCmd(container(life)).exec().getState());
      if (Boolean.TRUE.equals(state.getRunning())) {
        throw refused;
      }
    }
  }

  @Override
  public void hold(Collection<? extends Life> lives) throws IOException, InterruptedException {
    Engine.each(
        lives,
        life -> {
          if (!paused(life)) {
            var _ = engine.ask(client -> client.pauseContainerCmd(container(life)).exec());
          }
        });
  }

  @Override
  public void release(Collection<? extends Life> lives) throws IOException, InterruptedException {
    Engine.each(
        lives,
        life -> {
          if (paused(life)) {
            var _ = engine.ask(client -> client.unpauseContainerCmd(container(life)).exec());
          }
        });
  }

  /** Held only if the kernel and the engine agree. */
  @Override
  public Held look(Life life) throws IOException {
    int threads = ProcessTable.threadsOfGroup(life.pid()).size();
    boolean frozen = Freezer.frozen(life.pid());
    boolean paused = paused(life);
    String how =
        "frozen (the kernel says %s, the engine says %s)"
            .formatted(frozen ? "frozen" : "thawed", paused ? "paused" : "not paused");
    return new Held(frozen && paused ? threads : 0, threads, how);
  }
}
