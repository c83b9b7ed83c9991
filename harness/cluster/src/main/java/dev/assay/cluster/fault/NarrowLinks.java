package dev.assay.cluster.fault;

import dev.assay.cluster.proxy.Bucket;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * {@code bandwidth} ({@code bytesPerSecond}) of links through the proxy: measured by how long a
 * twentieth of a second's worth of bytes takes, beside all else that is under way.
 */
final class NarrowLinks {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** A machine that has too much to do may take its time. */
  private static final Duration BEFORE_LIMIT = Duration.ofSeconds(3);

  private static final int ROUNDS = 2;
  private static final int SIZES_PER_SECOND = 20;

  private final LinkProxy proxy;
  private final Trials trials;

  NarrowLinks(LinkProxy proxy, Trials trials) {
    this.proxy = proxy;
    this.trials = trials;
  }

  private static long rate(FaultAction action) {
    return Figures.of(action, "bytesPerSecond", 16_000);
  }

  private static int size(FaultAction action) {
    return Math.clamp(rate(action) / SIZES_PER_SECOND, 64, 1 << 16);
  }

  /** What the bytes take at the least: some pass at once. */
  private static long least(FaultAction action) {
    return Bucket.nanos(size(action) - LinkProxy.atOnce(rate(action)), rate(action));
  }

  private List<Trials.Trial> trials(FaultAction action, List<Link> links) {
    return trials.of(links, LIMIT).stream().map(trial -> trial.padded(size(action))).toList();
  }

  Evidence inject(FaultAction action, List<Link> open) throws IOException, InterruptedException {
    List<Trials.Trial> tried = trials(action, open);
    ToLongFunction<Trials.Trial> most = trial -> trials.mostDelayNanos(trial) + least(action);
    List<Trials.Result> before = trials.tryUntilBelow(tried, ROUNDS, most, BEFORE_LIMIT);
    proxy.narrow(action.id(), action.links(), rate(action));
    List<Trials.Result> after = trials.tryAll(tried, ROUNDS);
    long fastest = after.stream().mapToLong(Trials.Result::nanos).min().orElse(-1);
    String proof =
        "%d bytes at %d a second: %s"
            .formatted(size(action), rate(action), Wording.times(open, before, after, "now"));
    long delayed = open.stream().mapToLong(proxy::leastDelayNanos).min().orElse(0);
    boolean proven = fastest >= least(action) + delayed && Trials.below(before, most);
    return new Evidence(proven, proof, Wording.matrix(after));
  }

  /** Whether links carry as much as before. */
  Evidence wide(FaultAction action, List<Link> open) throws IOException, InterruptedException {
    List<Link> wide = open.stream().filter(link -> !proxy.narrow(link)).toList();
    long own = Math.max(least(action), TimeUnit.MILLISECONDS.toNanos(2));
    ToLongFunction<Trials.Trial> bound = trial -> trials.mostDelayNanos(trial) + own;
    List<Trials.Result> results = trials.tryUntilBelow(trials(action, wide), ROUNDS, bound, LIMIT);
    boolean fast = Trials.below(results, bound);
    String proof =
        wide.isEmpty()
            ? "every one of these links is still cut or narrow for another fault"
            : "%s %s %d bytes%s"
                .formatted(
                    Wording.links(wide),
                    fast ? "carries" : "does not carry",
                    size(action),
                    Wording.slowest(results));
    return new Evidence(fast, proof, Wording.matrix(results));
  }
}
