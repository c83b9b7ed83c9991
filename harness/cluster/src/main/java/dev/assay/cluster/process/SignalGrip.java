package dev.assay.cluster.process;

import dev.assay.cluster.fault.FaultyNode.Life;
import dev.assay.cluster.fault.Grip;
import dev.assay.cluster.linux.ProcessState;
import dev.assay.cluster.linux.ProcessTable;
import dev.assay.cluster.linux.Signal;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** SIGKILL, SIGTERM, SIGSTOP and SIGCONT to process groups. */
final class SignalGrip implements Grip {
  @Override
  public void kill(Collection<? extends Life> lives) throws IOException, InterruptedException {
    var _ = Signal.KILL.toGroups(groups(lives));
  }

  @Override
  public void stop(Collection<? extends Life> lives) throws IOException, InterruptedException {
    var _ = Signal.TERM.toGroups(groups(lives));
  }

  @Override
  public void hold(Collection<? extends Life> lives) throws IOException, InterruptedException {
    var _ = Signal.STOP.toGroups(groups(lives));
  }

  @Override
  public void release(Collection<? extends Life> lives) throws IOException, InterruptedException {
    var _ = Signal.CONT.toGroups(groups(lives));
  }

  @Override
  public Held look(Life life) {
    List<ProcessState> threads = ProcessTable.threadsOfGroup(life.pid());
    return new Held(
        threads.stream().filter(ProcessState::stopped).count(), threads.size(), "in state T");
  }

  private static List<Long> groups(Collection<? extends Life> lives) {
    return lives.stream().map(Life::pid).sorted().toList();
  }
}
