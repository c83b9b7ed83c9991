package dev.assay.lab.shrink;

import dev.assay.core.fault.PlannedFault;
import dev.assay.core.run.RunSpec;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Shrinks by real runs: first fewer faults, since they make it shorter, then less time around them,
 * fewer clients and fewer operations; and all over again as long as that changes something.
 */
public final class TrialShrinker {
  /** So long clients go on after the last fault, at first. */
  private static final long CALM_MILLIS = 5_000;

  /** So long they go on at least. */
  private static final long LEAST_CALM_MILLIS = 1_000;

  /** Before the first fault there must be something that it can break. */
  private static final long LEAD_MILLIS = 1_000;

  private static final List<Integer> RATE_DIVISORS = List.of(10, 3);

  private final Trial trial;
  private final int tries;
  private final BooleanSupplier over;

  /** What did not fail. */
  private final Set<Form> given = new HashSet<>();

  private Form best;
  private Tried last = Tried.ELSE;
  private int runs;

  private TrialShrinker(Form original, Trial trial, int tries, BooleanSupplier over) {
    this.best = original;
    this.trial = trial;
    this.tries = tries;
    this.over = over;
  }

  /** Does one run. */
  public interface Trial {
    Tried run(Form form) throws IOException, InterruptedException;
  }

  /**
   * What came of one run.
   *
   * @param failed whether it fails as the original did
   * @param operations how many its clients did, if it failed
   * @param shownMillis by when all that shows the failure had happened, in milliseconds of the main
   *     phase or a little more; 0 when that is not known
   */
  public record Tried(boolean failed, long operations, long shownMillis) {
    /** It does not fail, or not in that way. */
    public static final Tried ELSE = new Tried(false, 0, 0);
  }

  /**
   * What was found.
   *
   * @param repeated whether the original failed again; if not, there is nothing else
   * @param smallest it has failed
   * @param runs how many runs it took
   */
  public record Shrunk(boolean repeated, Form smallest, int runs) {}

  /**
   * Shrinks a run that has failed.
   *
   * @param tries how often each form is tried before it is given up
   * @param over whether no further run may begin; the first is done in any case
   */
  public static Shrunk shrink(Form original, Trial trial, int tries, BooleanSupplier over)
      throws IOException, InterruptedException {
    TrialShrinker shrinker = new TrialShrinker(original, trial, tries, over);
    boolean repeated = shrinker.repeat();
    if (repeated) {
      shrinker.shrink();
    }
    return new Shrunk(repeated, shrinker.best, shrinker.runs);
  }

  private boolean repeat() throws IOException, InterruptedException {
    for (int attempt = 1; attempt <= tries; attempt++) {
      if (attempt > 1 && over.getAsBoolean()) {
        return false;
      }
      if (tryOnce(best)) {
        return true;
      }
    }
    return false;
  }

  private void shrink() throws IOException, InterruptedException {
    after();
    Form before;
    do {
      before = best;
      faults();
      lead();
      calm();
      clients();
      operations();
    } while (!best.equals(before) && !over.getAsBoolean());
  }

  /** What came after the failure was complete is not needed. */
  private void after() throws IOException, InterruptedException {
    long shown = last.shownMillis();
    if (shown > 0) {
      List<PlannedFault> begun =
          best.plan().stream().filter(fault -> fault.atNanos() / 1_000_000 < shown).toList();
      Form earlier = new Form(best.spec(), begun);
      adopt(earlier.noLongerThan(Math.max(shown, earlier.lastFaultMillis()) + CALM_MILLIS));
    }
  }

  private void faults() throws IOException, InterruptedException {
    DeltaDebugging.smallest(best.plan(), part -> adopt(best.with(part, CALM_MILLIS)));
    if (best.plan().size() == 1) {
      adopt(best.with(List.of(), CALM_MILLIS));
    }
  }

  private void lead() throws IOException, InterruptedException {
    long idle = best.firstFaultMillis() - LEAD_MILLIS;
    if (idle > 0) {
      adopt(best.earlier(idle));
    }
  }

  private void calm() throws IOException, InterruptedException {
    long least = best.lastFaultMillis() + LEAST_CALM_MILLIS;
    long present = best.spec().timeLimitMillis();
    if (least < present && !adopt(best.noLongerThan(least))) {
      adopt(best.noLongerThan((least + present) / 2));
    }
  }

  /** Bisection: fewer clients are taken not to fail when some number did not. */
  private void clients() throws IOException, InterruptedException {
    int few = 0;
    while (best.spec().concurrency() - few > 1) {
      int middle = (few + best.spec().concurrency()) / 2;
      if (!adopt(new Form(best.spec().withConcurrency(middle), best.plan()))) {
        few = middle;
      }
    }
  }

  private void operations() throws IOException, InterruptedException {
    for (int divisor : RATE_DIVISORS) {
      boolean fewer = true;
      while (fewer) {
        RunSpec spec = best.spec();
        double reached = last.operations() * 1_000.0 / spec.timeLimitMillis();
        double rate = Math.rint(reached / divisor);
        fewer =
            rate >= 1
                && (spec.rate() == 0 || rate < spec.rate())
                && adopt(new Form(spec.withRate(rate), best.plan()));
      }
    }
  }

  /** Takes a form, if one of some tries of it fails. */
  private boolean adopt(Form form) throws IOException, InterruptedException {
    if (form.equals(best) || given.contains(form)) {
      return false;
    }
    for (int attempt = 1; attempt <= tries; attempt++) {
      if (over.getAsBoolean()) {
        return false;
      }
      if (tryOnce(form)) {
        return true;
      }
    }
    given.add(form);
    return false;
  }

  private boolean tryOnce(Form form) throws IOException, InterruptedException {
    runs++;
    Tried tried = trial.run(form);
    if (tried.failed()) {
      best = form;
      last = tried;
    }
    return tried.failed();
  }
}
