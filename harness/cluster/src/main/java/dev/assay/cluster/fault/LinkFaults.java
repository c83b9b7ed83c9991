package dev.assay.cluster.fault;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.linux.SocketTable;
import dev.assay.cluster.proxy.Delay;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.proxy.Probe;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * {@code cut}, {@code delay} ({@code delayMillis}, {@code jitterMillis}), {@code loss} ({@code
 * lossPercent}, {@code lifeMillis}), {@code bandwidth} ({@code bytesPerSecond}) and {@code reset},
 * of directed links. A fault is in effect at once; the proofs take their turn.
 */
public final class LinkFaults implements Faults {
  public static final String CUT = "cut";
  public static final String DELAY = "delay";
  public static final String LOSS = "loss";
  public static final String BANDWIDTH = "bandwidth";
  public static final String RESET = "reset";
  public static final Set<String> KINDS = Set.of(CUT, DELAY, LOSS, BANDWIDTH, RESET);

  /** How long nothing must arrive for a link to count as dead. */
  private static final Duration SILENCE = Duration.ofMillis(300);

  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** Of so many measured times the shortest counts. */
  private static final int ROUNDS = 3;

  private final LinkProxy proxy;
  private final Trials trials;
  private final LossyLinks lossy;
  private final NarrowLinks narrow;
  private final Bypass bypass;

  public LinkFaults(LinkProxy proxy) {
    this.proxy = proxy;
    this.trials = new Trials(proxy);
    this.lossy = new LossyLinks(proxy, trials);
    this.narrow = new NarrowLinks(proxy, trials);
    this.bypass = new Bypass(proxy);
  }

  @Override
  public Set<String> kinds() {
    return KINDS;
  }

  @Override
  public Evidence inject(FaultAction action) throws IOException, InterruptedException {
    if (action.links().isEmpty()) {
      return new Evidence(false, "no link was named", Map.of());
    }
    return switch (action.kind()) {
      case CUT -> cut(action);
      case DELAY -> delay(action);
      case LOSS -> prove(() -> lossy.inject(action, open(action)));
      case BANDWIDTH -> prove(() -> narrow.inject(action, open(action)));
      default -> reset(action);
    };
  }

  @Override
  public Evidence heal(FaultAction action) throws IOException, InterruptedException {
    LinkProxy.Lost lost = proxy.lost(action.id());
    proxy.mend(action.id());
    return switch (action.kind()) {
      case CUT -> joined(action);
      case DELAY -> prompt(action);
      case LOSS -> prove(() -> lossy.calm(lost, open(action)));
      case BANDWIDTH -> prove(() -> narrow.wide(action, open(action)));
      default -> joined(action);
    };
  }

  private Evidence cut(FaultAction action) throws IOException, InterruptedException {
    proxy.cut(action.id(), action.links());
    long[] before = action.links().stream().mapToLong(proxy::bytes).toArray();
    return prove(() -> {
      List<Trials.Trial> tried = new ArrayList<>(trials.of(action.links(), SILENCE));
      int count = tried.size();
      tried.addAll(trials.controls(action.links(), LIMIT));
      List<Trials.Result> results = trials.tryAll(tried, 1);
      List<Trials.Result> dead = results.subList(0, count);
      List<Trials.Result> control = results.subList(count, results.size());
      long moved = 0;
      for (int i = 0; i < before.length; i++) {
        moved += proxy.bytes(action.links().get(i)) - before[i];
      }
      boolean silent = dead.stream().noneMatch(Trials.Result::arrived);
      boolean alive = control.stream().allMatch(Trials.Result::arrived);
      int past = bypass.count();
      String proof =
          "%s from %s for %d ms (%d connections tried, %d of the servers' own held)%s%s"
              .formatted(
                  silent && moved == 0 ? "no byte" : "bytes flowed (" + moved + ")",
                  Wording.links(action.links()),
                  SILENCE.toMillis(),
                  dead.size(),
                  proxy.live(action.links()),
                  Wording.control(control),
                  past == 0 ? "" : "; but " + past + " connections of servers pass the proxy by");
      Map<String, Object> details = Wording.matrix(results);
      details.put("bytes", moved);
      boolean proven = !dead.isEmpty() && silent && moved == 0 && alive && past == 0;
      return new Evidence(proven, proof, details);
    });
  }

  /** After a cut or a reset: whether new connections get through. */
  private Evidence joined(FaultAction action) throws IOException, InterruptedException {
    return prove(() -> {
      List<Link> open = action.links().stream().filter(proxy::open).toList();
      Deadline deadline = Deadline.in(LIMIT);
      List<Trials.Result> results = trials.tryAll(trials.of(open, LIMIT), 1);
      while (!results.stream().allMatch(Trials.Result::arrived) && !deadline.passed()) {
        results = trials.tryAll(trials.of(open, LIMIT), 1);
      }
      boolean alive = results.stream().allMatch(Trials.Result::arrived);
      String proof =
          open.isEmpty()
              ? "every one of these links is still cut by another fault"
              : "%s %s%s"
                  .formatted(
                      Wording.links(open),
                      alive ? "answers again" : "does not answer",
                      Wording.slowest(results));
      return new Evidence(alive, proof, Wording.matrix(results));
    });
  }

  private Evidence delay(FaultAction action) throws IOException, InterruptedException {
    Delay delay = delayOf(action);
    return prove(() -> {
      List<Trials.Trial> tried = trials.of(open(action), LIMIT);
      List<Trials.Result> before = trials.tryAll(tried, ROUNDS);
      proxy.delay(action.id(), action.links(), delay);
      List<Trials.Result> after = trials.tryAll(tried, ROUNDS);
      OptionalLong fastest = after.stream().mapToLong(Trials.Result::nanos).min();
      boolean proven =
          fastest.isPresent()
              && fastest.getAsLong() >= delay.leastNanos()
              && delay.leastNanos() > 0;
      return new Evidence(
          proven,
          Wording.times(open(action), before, after, "with the delay"),
          Wording.matrix(after));
    });
  }

  /** After a delay: whether measured times are below it again. */
  private Evidence prompt(FaultAction action) throws IOException, InterruptedException {
    Delay delay = delayOf(action);
    return prove(() -> {
      List<Link> open = open(action);
      long own = Math.max(delay.leastNanos(), TimeUnit.MILLISECONDS.toNanos(2));
      ToLongFunction<Trials.Trial> bound = trial -> trials.mostDelayNanos(trial) + own;
      List<Trials.Result> results =
          trials.tryUntilBelow(trials.of(open, LIMIT), ROUNDS, bound, LIMIT);
      String proof = Wording.links(open) + " is no longer late" + Wording.slowest(results);
      return new Evidence(
          Trials.below(results, bound), open.isEmpty() ? "cut" : proof, Wording.matrix(results));
    });
  }

  private Evidence reset(FaultAction action) throws IOException, InterruptedException {
    return prove(() -> {
      List<Probe> probes = trials.connect(trials.of(open(action), LIMIT));
      try {
        List<LinkProxy.Ends> ends = proxy.reset(action.links());
        proxy.resetProbes(action.links());
        int seen = 0;
        for (Probe probe : probes) {
          seen += probe.wasReset(LIMIT) ? 1 : 0;
        }
        boolean gone = Deadline.in(LIMIT).poll(() -> established(ends) == 0);
        return new Evidence(
            gone && !ends.isEmpty() && seen == probes.size(),
            "%d connections of %s reset: this kernel holds %d of their ends; %d of %d probes saw it"
                .formatted(
                    ends.size(),
                    Wording.links(action.links()),
                    established(ends),
                    seen,
                    probes.size()),
            Map.of("reset", (long) ends.size(), "probes", (long) seen));
      } finally {
        probes.forEach(Probe::close);
      }
    });
  }

  /** The ends that are left on this machine: of a node that is elsewhere only the proxy's own. */
  private static long established(List<LinkProxy.Ends> ends) throws IOException {
    Set<SocketTable.Pair> table = SocketTable.established();
    return ends.stream()
        .flatMap(e ->
            Stream.of(
                new SocketTable.Pair(e.targetPort(), e.proxyPort()),
                new SocketTable.Pair(e.proxyPort(), e.targetPort())))
        .filter(table::contains)
        .count();
  }

  /** What an action says of a delay. */
  public static Delay delayOf(FaultAction action) {
    return new Delay(
        Figures.nanos(action, "delayMillis", 50), Figures.nanos(action, "jitterMillis", 0));
  }

  private List<Link> open(FaultAction action) {
    return action.links().stream().filter(proxy::open).toList();
  }

  /** Only one proof at a time, so that none disturbs the probes of another. */
  private synchronized Evidence prove(Proof proof) throws IOException, InterruptedException {
    return proof.run();
  }

  private interface Proof {
    Evidence run() throws IOException, InterruptedException;
  }
}
