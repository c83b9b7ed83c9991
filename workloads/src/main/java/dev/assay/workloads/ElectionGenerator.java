package dev.assay.workloads;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Clients campaign, ask now and then whether they are the leader, lead for a while, and resign;
 * some give up before they lead. Only what a client can know decides what it does: it takes itself
 * for a candidate, and for the leader, until it is told that its session has ended, that its
 * candidate is gone, or that its work is refused.
 *
 * @param elections how many there are
 * @param nextItem the next fresh number, of a candidate or of what is published
 * @param candidates by slot
 * @param rests who asks too often otherwise
 */
record ElectionGenerator(
    Dice dice, int elections, long nextItem, Map<Integer, Candidate> candidates, Rests rests)
    implements Generator {
  private static final double RESIGNS = 0.15;
  private static final double GIVES_UP = 0.02;
  private static final long PAUSE_NANOS = 30_000_000;

  ElectionGenerator {
    candidates = Collections.unmodifiableMap(new TreeMap<>(candidates));
  }

  /**
   * Who stands for election.
   *
   * @param session the one in which it campaigned
   */
  record Candidate(
      int process, String session, String election, long number, long epoch, boolean leads) {}

  static ElectionGenerator first(Dice dice, int elections) {
    return new ElectionGenerator(dice, elections, 0, Map.of(), Rests.NONE);
  }

  @Override
  public Next next(Context context) {
    Rests.Ready ready = rests.ready(context);
    if (ready.processes().isEmpty()) {
      return new Next.Pending(ready.nextNanos(), this);
    }
    RandomGenerator random = dice.random();
    int process = ready.processes().get(random.nextInt(ready.processes().size()));
    Candidate candidate = candidates.get(process % context.slots());
    Operation operation =
        candidate == null || candidate.process() != process
            ? new Operation(
                ElectionOperations.CAMPAIGN,
                "e" + random.nextInt(elections),
                Map.of(ElectionOperations.CANDIDATE, nextItem))
            : standing(candidate, random);
    Generator after =
        new ElectionGenerator(dice.next(), elections, nextItem + 1, candidates, rests);
    return new Next.Emit(operation, process, context.nowNanos(), after);
  }

  private Operation standing(Candidate candidate, RandomGenerator random) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put(ElectionOperations.CANDIDATE, candidate.number());
    if (random.nextDouble() < (candidate.leads() ? RESIGNS : GIVES_UP)) {
      value.put(ElectionOperations.EPOCH, candidate.epoch());
      return new Operation(ElectionOperations.RESIGN, candidate.election(), value);
    }
    if (!candidate.leads()) {
      return new Operation(ElectionOperations.LEAD, candidate.election(), value);
    }
    value.put(ElectionOperations.EPOCH, candidate.epoch());
    value.put(ElectionOperations.ITEM, nextItem);
    return new Operation(ElectionOperations.PUBLISH, candidate.election(), value);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!(entry.actor() instanceof Actor.Client(int process)) || entry.type() == EntryType.INVOKE) {
      return this;
    }
    int slot = process % context.slots();
    Candidate now = after(candidates.get(slot), process, entry);
    Map<Integer, Candidate> next = new TreeMap<>(candidates);
    next.remove(slot);
    if (now != null) {
      next.put(slot, now);
    }
    Rests later =
        ElectionOperations.WAITS.equals(entry.error())
            ? rests.until(slot, context.nowNanos() + PAUSE_NANOS)
            : rests;
    return new ElectionGenerator(dice, elections, nextItem, next, later);
  }

  /** What a client takes itself for, after it was told something; null for no candidate. */
  private static @Nullable Candidate after(
      @Nullable Candidate candidate, int process, Entry entry) {
    boolean ok = entry.type() == EntryType.OK;
    if (ok && entry.f().equals(ElectionOperations.CAMPAIGN)) {
      return stands(process, entry);
    }
    if (candidate == null || lost(candidate, process, entry)) {
      return null;
    }
    return ok && entry.f().equals(ElectionOperations.LEAD)
        ? new Candidate(
            process,
            candidate.session(),
            candidate.election(),
            candidate.number(),
            candidate.epoch(),
            true)
        : candidate;
  }

  private static @Nullable Candidate stands(int process, Entry entry) {
    String session = entry.session();
    String election = entry.key();
    return session != null
            && election != null
            && entry.value() instanceof Map<?, ?> value
            && value.get(ElectionOperations.CANDIDATE) instanceof Long number
            && value.get(ElectionOperations.EPOCH) instanceof Long epoch
        ? new Candidate(process, session, election, number, epoch, false)
        : null;
  }

  /** Whether the process may now know that it is a candidate no more. */
  private static boolean lost(Candidate candidate, int process, Entry entry) {
    if (process != candidate.process() || !candidate.session().equals(entry.session())) {
      return true;
    }
    return switch (entry.type()) {
      case OK -> entry.f().equals(ElectionOperations.RESIGN);
      case FAIL ->
          FencedResource.FENCED.equals(entry.error())
              || ElectionOperations.GONE.equals(entry.error());
      case INFO -> true;
      case EVENT -> Notices.isExpired(entry);
      case INVOKE -> false;
    };
  }
}
