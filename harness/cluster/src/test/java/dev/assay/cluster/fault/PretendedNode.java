package dev.assay.cluster.fault;

import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.SystemUnderTest;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A node without a process. */
final class PretendedNode implements FaultyNode {
  /** No process has such a number. */
  private static final long NOBODY = 1L << 40;

  private final String name;
  private final Set<Integer> excuses = ConcurrentHashMap.newKeySet();
  private Lived life = new Lived(NOBODY);
  private int failing;
  private long lives;

  PretendedNode(String name) {
    this.name = name;
    life.end(0);
  }

  /** So many of the next starts fail. */
  void failStarts(int count) {
    failing = count;
  }

  void end(int status) {
    life.end(status);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public NodePlan statusPlan() {
    return new NodePlan(
        name, 1, Path.of("."), 1, Map.of(), Map.of(), Map.of(), Map.of(), 0, Map.of());
  }

  @Override
  public Path log() {
    return Path.of("none");
  }

  @Override
  public Optional<Lived> running() {
    return Optional.of(life).filter(Lived::running);
  }

  @Override
  public Set<Integer> excuses() {
    return excuses;
  }

  @Override
  public Lived start() throws IOException {
    if (failing > 0) {
      failing--;
      throw new IOException("no room for " + name);
    }
    lives++;
    life = new Lived(NOBODY + lives);
    return life;
  }

  @Override
  public String program() {
    return "pretended";
  }

  @Override
  public void upgrade() {}

  @Override
  public void renew() {}

  /** From a start to an end. */
  static final class Lived implements Life {
    private final long pid;
    private final AtomicBoolean provoked = new AtomicBoolean();
    private OptionalInt exit = OptionalInt.empty();

    private Lived(long pid) {
      this.pid = pid;
    }

    void end(int status) {
      exit = OptionalInt.of(status);
    }

    @Override
    public long pid() {
      return pid;
    }

    @Override
    public boolean running() {
      return exit.isEmpty();
    }

    @Override
    public OptionalInt exit() {
      return exit;
    }

    @Override
    public AtomicBoolean provoked() {
      return provoked;
    }
  }

  /** A system whose nodes always answer. */
  static final class Always implements SystemUnderTest {
    @Override
    public String name() {
      return "always";
    }

    @Override
    public List<String> peerPorts() {
      return List.of();
    }

    @Override
    public long recoveryMillis() {
      return 1_000;
    }

    @Override
    public Command command(NodePlan plan) {
      throw new UnsupportedOperationException("nothing is started");
    }

    @Override
    public NodeStatus status(NodePlan plan) {
      return new NodeStatus(true, "leader", 1, "");
    }

    @Override
    public Coordination.Factory sessions(Function<String, String> address, long timeoutMillis) {
      throw new UnsupportedOperationException("it keeps nothing");
    }
  }
}
