package dev.assay.cluster.fault;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.proxy.LinkProxy.Lost;
import dev.assay.cluster.proxy.Loss;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code loss} ({@code lossPercent}, {@code lifeMillis}) of links through the proxy. The harness
 * sends tokens over each link until it sees one that comes as late as one that had to be sent
 * again, or the connection is reset; afterwards so many tokens come in time that a lossy link would
 * not do that.
 */
final class LossyLinks {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration BEFORE_LIMIT = Duration.ofSeconds(3);
  private static final int ROUNDS = 3;

  /** Of these at least one is lost even at 5 %, 95 times in 100, on each of several links. */
  private static final int CALM = 60;

  private final LinkProxy proxy;
  private final Trials trials;

  LossyLinks(LinkProxy proxy, Trials trials) {
    this.proxy = proxy;
    this.trials = trials;
  }

  Evidence inject(FaultAction action, List<Link> open) throws IOException, InterruptedException {
    Loss loss =
        new Loss(
            Math.toIntExact(Figures.of(action, "lossPercent", 20)),
            Figures.nanos(action, "lifeMillis", 1_000));
    List<Trials.Trial> tried = trials.of(open, LIMIT);
    long late = tried.stream().mapToLong(trial -> late(trial).toNanos()).min().orElse(0);
    List<Trials.Result> before = trials.tryUntilBelow(tried, ROUNDS, late, BEFORE_LIMIT);
    proxy.lose(action.id(), action.links(), loss);
    Deadline deadline = Deadline.in(LIMIT);
    List<Trials.Watch> seen =
        trials.each(tried, trial -> trials.watch(trial, late(trial), deadline));
    boolean each = !seen.isEmpty() && seen.stream().allMatch(Trials.Watch::lost);
    long stalls = seen.stream().filter(Trials.Watch::late).count();
    boolean calm = Trials.below(before, late);
    String proof =
        "%s at %d %%: of %d tokens %d came more than 200 ms late, %d connections were reset%s; %s"
            .formatted(
                Wording.links(open),
                loss.percent(),
                seen.stream().mapToInt(Trials.Watch::tokens).sum(),
                stalls,
                seen.stream().filter(Trials.Watch::reset).count(),
                each ? "" : ", and some links lost nothing",
                "before, each came in time" + Wording.slowest(before));
    return new Evidence(each && calm, proof, details(proxy.lost(action.id())));
  }

  /** Whether links are sound again. */
  Evidence calm(Lost lost, List<Link> open) throws IOException, InterruptedException {
    List<Link> sound = open.stream().filter(link -> !proxy.lossy(link)).toList();
    List<Trials.Trial> tried = trials.of(sound, LIMIT);
    Deadline deadline = Deadline.in(LIMIT);
    boolean calm;
    List<Trials.Watch> seen;
    do {
      seen = trials.each(tried, trial -> trials.watch(trial, late(trial), CALM));
      calm = seen.stream().allMatch(watch -> !watch.lost() && watch.tokens() == CALM);
    } while (!calm && !deadline.passed());
    String proof =
        "%s; the fault has cost %d segments and %d connections"
            .formatted(
                sound.isEmpty()
                    ? "every one of these links is still cut or lossy for another fault"
                    : "%s %s of %d tokens"
                        .formatted(
                            Wording.links(sound),
                            calm ? "lost none" : "still lost some",
                            CALM * seen.size()),
                lost.segments(),
                lost.connections());
    return new Evidence(calm, proof, details(lost));
  }

  /** What has not come by then was sent again. */
  private Duration late(Trials.Trial trial) {
    return Duration.ofNanos(Loss.TIMEOUT_NANOS + proxy.mostDelayNanos(trial.link()));
  }

  private static Map<String, Object> details(Lost lost) {
    return Map.of("segmentsLost", lost.segments(), "connectionsLost", lost.connections());
  }
}
