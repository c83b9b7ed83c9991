package dev.assay.cluster.fault;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.proxy.LinkProxy;
import dev.assay.cluster.proxy.Probe;
import dev.assay.cluster.proxy.Route;
import dev.assay.core.fault.FaultAction.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;

/** Tries links by connections of the harness's own, many at a time. */
final class Trials {
  private static final int CONTROLS = 6;
  private final LinkProxy proxy;

  Trials(LinkProxy proxy) {
    this.proxy = proxy;
  }

  /**
   * One link through one port.
   *
   * @param answer whether it is tried by the answer to what was sent over the route: nobody opens
   *     connections to clients, so the links to them carry answers alone
   * @param padding so many bytes more are sent each time
   */
  record Trial(Link link, Route route, boolean answer, Duration limit, int padding) {
    Trial padded(int bytes) {
      return new Trial(link, route, answer, limit, bytes);
    }
  }

  /** What came of it: the time until something arrived, -1 when nothing did. */
  record Result(Trial trial, long nanos) {
    boolean arrived() {
      return nanos >= 0;
    }
  }

  /**
   * What tokens that were sent one after the other showed of a link.
   *
   * @param tokens how many were sent
   * @param late whether one was so late that it must have been sent again
   * @param reset whether the connection ended
   */
  record Watch(int tokens, boolean late, boolean reset) {
    boolean lost() {
      return late || reset;
    }
  }

  /** One trial for each port of each of these links. */
  List<Trial> of(Collection<Link> links, Duration limit) {
    List<Trial> found = new ArrayList<>();
    for (Link link : links) {
      Duration extended = limit.plusNanos(proxy.mostHoldNanos(link));
      Link back = new Link(link.to(), link.from());
      for (Route route : proxy.routes()) {
        if (route.link().equals(link)) {
          found.add(new Trial(link, route, false, extended, 0));
        }
      }
      if (found.stream().noneMatch(trial -> trial.link().equals(link))) {
        proxy.routes().stream()
            .filter(route -> route.link().equals(back))
            .forEach(route -> found.add(new Trial(link, route, true, extended, 0)));
      }
    }
    return found;
  }

  /** A few links that no fault cuts now or makes lossy, and that are none of these. */
  List<Trial> controls(Collection<Link> links, Duration limit) {
    List<Link> open =
        proxy.routes().stream()
            .map(Route::link)
            .distinct()
            .filter(link -> !links.contains(link) && proxy.open(link) && !proxy.lossy(link))
            .limit(CONTROLS)
            .toList();
    return of(open, limit);
  }

  /** Tries all at once, each so many times; the shortest time counts. */
  List<Result> tryAll(List<Trial> trials, int rounds) throws InterruptedException {
    return each(trials, trial -> attempt(trial, rounds));
  }

  /**
   * Tries all at once, again and again until each was prompt once or it is time: a machine that has
   * too much to do is late now and then, and not with all each time.
   *
   * @return the shortest of each
   */
  List<Result> tryUntilBelow(List<Trial> trials, int rounds, long nanos, Duration limit)
      throws InterruptedException {
    return tryUntilBelow(trials, rounds, _ -> nanos, limit);
  }

  /** As {@link #tryUntilBelow(List, int, long, Duration)}, with a bound for each trial. */
  List<Result> tryUntilBelow(
      List<Trial> trials, int rounds, ToLongFunction<Trial> nanos, Duration limit)
      throws InterruptedException {
    Deadline deadline = Deadline.in(limit);
    List<Result> best = tryAll(trials, rounds);
    while (!below(best, nanos) && !deadline.passed()) {
      List<Result> again = tryAll(trials, rounds);
      for (int i = 0; i < again.size(); i++) {
        best.set(i, shorter(best.get(i), again.get(i)));
      }
    }
    return best;
  }

  private static Result shorter(Result one, Result other) {
    boolean keep = !other.arrived() || (one.arrived() && one.nanos() <= other.nanos());
    return keep ? one : other;
  }

  /** One way to try a link. */
  interface Way<T> {
    T of(Trial trial) throws InterruptedException;
  }

  /** Tries all at once. */
  <T> List<T> each(List<Trial> trials, Way<T> way) throws InterruptedException {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running =
          trials.stream().map(trial -> threads.submit(() -> way.of(trial))).toList();
      for (Future<T> future : running) {
        results.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return results;
  }

  /** Sends tokens until one is late or the connection ends, or it is time. */
  Watch watch(Trial trial, Duration late, Deadline deadline) throws InterruptedException {
    return watch(trial, late, Integer.MAX_VALUE, deadline);
  }

  /** Sends so many tokens, or fewer if one is late or the connection ends. */
  Watch watch(Trial trial, Duration late, int most) throws InterruptedException {
    return watch(trial, late, most, Deadline.in(trial.limit()));
  }

  /** Nobody waits for a token that is late: it may never come, if the connection has ended. */
  private Watch watch(Trial trial, Duration late, int most, Deadline deadline)
      throws InterruptedException {
    int tokens = 0;
    try (Probe probe = proxy.probe(trial.route())) {
      while (tokens < most && !deadline.passed()) {
        tokens++;
        if (send(probe, trial, late) < 0) {
          boolean ended = probe.ended();
          return new Watch(tokens, !ended, ended);
        }
      }
    } catch (IOException _) {
      return new Watch(tokens, false, true);
    }
    return new Watch(tokens, false, false);
  }

  private static long send(Probe probe, Trial trial, Duration limit) throws InterruptedException {
    return trial.answer() ? probe.roundTrip(limit) : probe.send(limit);
  }

  private Result attempt(Trial trial, int rounds) throws InterruptedException {
    long best = -1;
    try (Probe probe = proxy.probe(trial.route())) {
      probe.pad(trial.padding());
      for (int round = 0; round < rounds; round++) {
        long nanos = send(probe, trial, trial.limit());
        if (nanos < 0) {
          return new Result(trial, -1);
        }
        best = best < 0 ? nanos : Math.min(best, nanos);
      }
    } catch (IOException _) {
      return new Result(trial, -1);
    }
    return new Result(trial, best);
  }

  /** Probes that have reached their far end. Close them after use. */
  List<Probe> connect(List<Trial> trials) throws InterruptedException {
    List<Probe> probes = new ArrayList<>();
    for (Route route : trials.stream().map(Trial::route).distinct().toList()) {
      try {
        Probe probe = proxy.probe(route);
        if (probe.send(trials.getFirst().limit()) >= 0) {
          probes.add(probe);
        } else {
          probe.close();
        }
      } catch (IOException _) {
        // The cluster is being closed: fewer probes prove less.
      }
    }
    return probes;
  }

  static boolean below(Collection<Result> results, long nanos) {
    return below(results, _ -> nanos);
  }

  static boolean below(Collection<Result> results, ToLongFunction<Trial> nanos) {
    return results.stream()
        .allMatch(result -> result.arrived() && result.nanos() < nanos.applyAsLong(result.trial()));
  }

  /** The most that what is on the way is held by faults: an answer comes over two links. */
  long mostDelayNanos(Trial trial) {
    Link link = trial.link();
    return proxy.mostDelayNanos(link)
        + (trial.answer() ? proxy.mostDelayNanos(new Link(link.to(), link.from())) : 0);
  }
}
