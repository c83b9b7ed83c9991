package dev.assay.cluster.fault;

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
   */
  record Trial(Link link, Route route, boolean answer, Duration limit) {}

  /** What came of it: the time until something arrived, -1 when nothing did. */
  record Result(Trial trial, long nanos) {
    boolean arrived() {
      return nanos >= 0;
    }
  }

  /** One trial for each port of each of these links. */
  List<Trial> of(Collection<Link> links, Duration limit) {
    List<Trial> found = new ArrayList<>();
    for (Link link : links) {
      Duration extended = limit.plusNanos(proxy.mostDelayNanos(link));
      Link back = new Link(link.to(), link.from());
      for (Route route : proxy.routes()) {
        if (route.link().equals(link)) {
          found.add(new Trial(link, route, false, extended));
        }
      }
      if (found.stream().noneMatch(trial -> trial.link().equals(link))) {
        proxy.routes().stream()
            .filter(route -> route.link().equals(back))
            .forEach(route -> found.add(new Trial(link, route, true, extended)));
      }
    }
    return found;
  }

  /** A few links that no fault cuts now, and that are none of these. */
  List<Trial> controls(Collection<Link> links, Duration limit) {
    List<Link> open =
        proxy.routes().stream()
            .map(Route::link)
            .distinct()
            .filter(link -> !links.contains(link) && proxy.open(link))
            .limit(CONTROLS)
            .toList();
    return of(open, limit);
  }

  /** Tries all at once, each so many times; the shortest time counts. */
  List<Result> tryAll(List<Trial> trials, int rounds) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> running =
          trials.stream().map(trial -> threads.submit(() -> attempt(trial, rounds))).toList();
      for (Future<Result> future : running) {
        results.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return results;
  }

  private Result attempt(Trial trial, int rounds) throws InterruptedException {
    long best = -1;
    try (Probe probe = proxy.probe(trial.route())) {
      for (int round = 0; round < rounds; round++) {
        long nanos = trial.answer() ? probe.roundTrip(trial.limit()) : probe.send(trial.limit());
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
    return results.stream().allMatch(result -> result.arrived() && result.nanos() < nanos);
  }
}
