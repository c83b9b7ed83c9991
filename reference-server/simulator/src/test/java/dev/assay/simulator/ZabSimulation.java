package dev.assay.simulator;

import dev.assay.core.run.Seed;
import dev.assay.server.bug.SeededBug;
import dev.assay.server.zab.ZabSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One seed of ZAB alone in the world: 20 s of faults, then healing, with the properties of the
 * paper checked as things happen (agreement, total order, integrity, one leader an epoch,
 * durability, barriers) and liveness at the end.
 */
final class ZabSimulation implements Ensemble.Observer {
  private static final long SECOND = 1_000_000_000L;
  private static final long FAULTS_END = 20 * SECOND;
  private final World world;
  private final Ensemble ensemble;
  private final RandomGenerator plan;
  private final RandomGenerator load;
  private final Invariants invariants = new Invariants();
  private final TreeMap<Integer, RecordingProgram> programs = new TreeMap<>();
  private final List<Delivery> order = new ArrayList<>();
  private final TreeMap<Long, Integer> leaders = new TreeMap<>();
  private final TreeSet<Long> acknowledged = new TreeSet<>();
  private final int size;
  private long incarnations;
  private long pauses;

  private record Delivery(long position, long number) {}

  private long numbers;

  ZabSimulation(long seedValue, Set<SeededBug> bugs) {
    Seed seed = new Seed(seedValue);
    this.world = new World(seed);
    this.plan = seed.fork("plan").random();
    this.load = seed.fork("load").random();
    this.size = List.of(1, 3, 3, 3, 5).get(plan.nextInt(5));
    int snapshotEvery = List.of(7, 50, 100_000).get(plan.nextInt(3));
    int segment = List.of(500, 5_000, 1 << 20).get(plan.nextInt(3));
    List<Integer> voters = IntStream.rangeClosed(1, size).boxed().toList();
    this.ensemble =
        new Ensemble(
            world,
            size,
            (node, _, env) -> {
              RecordingProgram program =
                  new RecordingProgram(
                      this,
                      node,
                      env,
                      new ZabSettings(
                          node, voters, 200, 10, 5, snapshotEvery, segment, Set.copyOf(bugs)));
              programs.put(node, program);
              invariants.begun(node, program);
              return program;
            });
    invariants.watch(ensemble);
    ensemble.observe(this);
  }

  Invariants invariants() {
    return invariants;
  }

  SortedMap<String, Long> moments() {
    return ensemble.moments();
  }

  long traceHash() {
    return world.traceHash();
  }

  int acknowledged() {
    return acknowledged.size();
  }

  long nextIncarnation() {
    return ++incarnations;
  }

  void run() {
    drawnWorld().shape(ensemble);
    IntStream.rangeClosed(1, size).forEach(ensemble::boot);
    work();
    for (long at = SECOND; at < FAULTS_END; at += 1 + plan.nextLong(SECOND)) {
      world.at(at, this::fault);
    }
    world.runUntil(FAULTS_END, () -> false);
    healAll();
    boolean alive = world.runUntil(FAULTS_END + 40 * SECOND, this::converged);
    require(alive, "no progress within 40 s after healing: " + states());
    checkEnd();
  }

  private WorldSettings drawnWorld() {
    TreeMap<String, String> settings = new TreeMap<>();
    if (plan.nextInt(3) == 0) {
      for (int node = 1; node <= size; node++) {
        String rate = Double.toString(0.8 + plan.nextDouble() * 0.4);
        settings.put(WorldSettings.CLOCK_RATE + Ensemble.name(node), rate);
      }
    }
    if (plan.nextInt(3) == 0) {
      settings.put(WorldSettings.SYNC_MICROS, Integer.toString(plan.nextInt(60_000)));
      settings.put(WorldSettings.SLOW_SYNC_NODE, Ensemble.name(1 + plan.nextInt(size)));
    }
    if (plan.nextInt(3) == 0) {
      settings.put(WorldSettings.DATAGRAM_LOSS, Double.toString(plan.nextDouble() * 0.4));
      settings.put(WorldSettings.DATAGRAM_COPIES, Double.toString(plan.nextDouble() * 0.4));
      settings.put(WorldSettings.DATAGRAM_DELAY_MICROS, Integer.toString(plan.nextInt(200_000)));
    }
    settings.put(WorldSettings.TIMERS_FIRST, Boolean.toString(plan.nextBoolean()));
    return WorldSettings.of(settings);
  }

  private void work() {
    if (world.now() < FAULTS_END + 39 * SECOND) {
      world.after(1 + load.nextLong(40_000_000), this::work);
    }
    int node = 1 + load.nextInt(size);
    RecordingProgram program = programs.get(node);
    if (program == null || !ensemble.up(node) || ensemble.status(node) == null) {
      return;
    }
    if (load.nextInt(4) == 0) {
      Set<Long> before = new HashSet<>(acknowledged);
      program.barrier(() -> {
        before.removeAll(new HashSet<>(program.delivered()));
        require(before.isEmpty(), "node " + node + " passed a barrier without " + before);
      });
    } else {
      program.submit(++numbers);
    }
  }

  private void fault() {
    int one = 1 + plan.nextInt(size);
    int other = 1 + plan.nextInt(size);
    long lasts = plan.nextLong(4 * SECOND);
    switch (plan.nextInt(9)) {
      case 0, 1 -> crash(one, false, lasts);
      case 2 -> crash(one, true, lasts);
      case 3 -> IntStream.rangeClosed(1, size).forEach(node -> crash(node, true, lasts));
      case 4, 5 -> isolate(one, lasts);
      case 6 -> {
        ensemble.cut(Ensemble.name(one), Ensemble.name(other));
        world.after(lasts, () -> ensemble.heal(Ensemble.name(one), Ensemble.name(other)));
      }
      case 7 -> {
        if (ensemble.up(one)) {
          long pause = ++pauses;
          ensemble.pause(one, pause);
          world.after(lasts, () -> ensemble.resume(one, pause));
        }
      }
      default -> crash(leader(), plan.nextBoolean(), lasts);
    }
  }

  private int leader() {
    for (int node = 1; node <= size; node++) {
      RecordingProgram program = programs.get(node);
      if (program != null && ensemble.up(node) && program.status().mode().equals("leader")) {
        return node;
      }
    }
    return 1;
  }

  private void crash(int node, boolean power, long lasts) {
    ensemble.crash(node, power);
    world.after(lasts, () -> ensemble.boot(node));
  }

  private void isolate(int node, long lasts) {
    for (int peer = 1; peer <= size; peer++) {
      if (peer != node) {
        String a = Ensemble.name(node);
        String b = Ensemble.name(peer);
        ensemble.cut(a, b);
        ensemble.cut(b, a);
        world.after(
            lasts,
            () -> {
              ensemble.heal(a, b);
              ensemble.heal(b, a);
            });
      }
    }
  }

  private void healAll() {
    for (int node = 1; node <= size; node++) {
      for (int peer = 1; peer <= size; peer++) {
        ensemble.heal(Ensemble.name(node), Ensemble.name(peer));
      }
      for (long pause = 1; pause <= pauses; pause++) {
        ensemble.resume(node, pause);
      }
      ensemble.boot(node);
    }
  }

  private boolean converged() {
    for (int node = 1; node <= size; node++) {
      if (!ensemble.up(node)
          || !program(node).active()
          || !program(node).delivered().equals(program(1).delivered())) {
        return false;
      }
    }
    return world.now() > FAULTS_END + 10 * SECOND;
  }

  private RecordingProgram program(int node) {
    return Objects.requireNonNull(programs.get(node));
  }

  private List<String> states() {
    List<String> states = new ArrayList<>();
    for (int node = 1; node <= size; node++) {
      states.add(node + (ensemble.up(node) ? "" : " (down)") + " " + ensemble.status(node));
    }
    return states;
  }

  private void checkEnd() {
    List<Long> all = program(1).delivered();
    Set<Long> distinct = new HashSet<>(all);
    require(distinct.size() == all.size(), "something was delivered twice");
    Set<Long> lost = new TreeSet<>(acknowledged);
    lost.removeAll(distinct);
    require(lost.isEmpty(), "acknowledged and lost: " + lost);
    invariants.end(ensemble);
    require(invariants.broken().isEmpty(), "inside: " + invariants.broken());
  }

  void delivered(int node, long position, long number, int count, boolean own) {
    Delivery delivery = new Delivery(position, number);
    require(count <= order.size() + 1, "node " + node + " delivers ahead of all: " + delivery);
    if (count > order.size()) {
      order.add(delivery);
    }
    require(
        order.get(count - 1).equals(delivery),
        "node %d delivers %s as its %dth, where another one had %s"
            .formatted(node, delivery, count, order.get(count - 1)));
    if (own) {
      acknowledged.add(number);
    }
  }

  void active(int node, boolean leader, long epoch) {
    if (leader) {
      Integer before = leaders.putIfAbsent(epoch, node);
      require(before == null, "epoch %d is led by %d and %d".formatted(epoch, before, node));
    }
  }

  @Override
  public void traced(String node, String moment, long value) {
    require(!moment.startsWith("rolled-back"), node + " goes back to " + value);
    if (Boolean.getBoolean("zab.trace")) {
      System.out.printf("%d %s %s 0x%x%n", world.now() / 1000, node, moment, value);
    }
  }

  @Override
  public void halted(String node, String reason, boolean provoked) {
    require(false, node + " halted: " + reason);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  /** Arguments: first seed, how many, bugs. */
  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    long count = Long.parseLong(arguments[1]);
    Set<SeededBug> bugs = new TreeSet<>();
    for (int i = 2; i < arguments.length; i++) {
      bugs.add(SeededBug.valueOf(arguments[i]));
    }
    TreeMap<String, Long> moments = new TreeMap<>();
    int failures = 0;
    long operations = 0;
    for (long seed = first; seed < first + count; seed++) {
      ZabSimulation simulation = new ZabSimulation(seed, bugs);
      try {
        simulation.run();
      } catch (AssertionError | RuntimeException failure) {
        failures++;
        if (failures <= 10) {
          System.out.println("seed " + seed + ": " + failure);
          if (failure instanceof RuntimeException) {
            failure.printStackTrace(System.out);
          }
        }
      }
      operations += simulation.acknowledged();
      simulation.moments().forEach((moment, times) -> moments.merge(moment, times, Long::sum));
    }
    System.out.println(failures + " failures of " + count + ", " + operations + " acknowledged");
    System.out.println(moments);
  }
}
