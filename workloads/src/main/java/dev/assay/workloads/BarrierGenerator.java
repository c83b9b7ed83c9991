package dev.assay.workloads;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Groups of clients go through rounds of a double barrier. A round is over when all its parties are
 * through, or out of it, and at the latest {@value #ROUND_NANOS} ns after its beginning: nobody
 * waits longer for a party whose session is lost. Who still has an operation open then comes later
 * to the next round.
 *
 * @param rounds by group
 * @param parties by slot
 * @param rests until when who waits before it goes on
 */
record BarrierGenerator(
    Dice dice, Map<Integer, Round> rounds, Map<Integer, Party> parties, Rests rests)
    implements Generator {
  static final long ROUND_NANOS = 3_000_000_000L;
  private static final int GROUP = 3;
  private static final long POLL_NANOS = 25_000_000;
  private static final long LONGEST_PAUSE_NANOS = 60_000_000;

  BarrierGenerator {
    rounds = Collections.unmodifiableMap(new TreeMap<>(rounds));
    parties = Collections.unmodifiableMap(new TreeMap<>(parties));
  }

  /** A round, and when it began. */
  record Round(int number, long startNanos) {}

  /** How far a party is in a round. */
  record Party(int round, Stage stage) {}

  /** What comes next. */
  enum Stage {
    ENTER(BarrierOperations.ENTER),
    PASS(BarrierOperations.PASS),
    LEAVE(BarrierOperations.LEAVE),
    EXIT(BarrierOperations.EXIT),
    /** It is through, or it was lost. */
    OUT("");

    private final String f;

    Stage(String f) {
      this.f = f;
    }

    Stage next() {
      return switch (this) {
        case ENTER -> PASS;
        case PASS -> LEAVE;
        case LEAVE -> EXIT;
        case EXIT, OUT -> OUT;
      };
    }
  }

  static BarrierGenerator first(Dice dice) {
    return new BarrierGenerator(dice, Map.of(), Map.of(), Rests.NONE);
  }

  @Override
  public Next next(Context context) {
    Map<Integer, Round> current = new TreeMap<>();
    long earliest = Long.MAX_VALUE;
    for (int group = 0; group < groups(context); group++) {
      Round round = current(context, group);
      current.put(group, round);
      earliest = Math.min(earliest, round.startNanos() + ROUND_NANOS);
    }
    BarrierGenerator begun = new BarrierGenerator(dice, current, parties, rests);
    Rests.Ready ready = rests.ready(context);
    List<Integer> choices =
        ready.processes().stream()
            .filter(process -> begun.party(context, process % context.slots()).stage() != Stage.OUT)
            .toList();
    if (choices.isEmpty()) {
      return new Next.Pending(Math.min(earliest, ready.nextNanos()), begun);
    }
    RandomGenerator random = dice.random();
    int process = choices.get(random.nextInt(choices.size()));
    return new Next.Emit(
        begun.operation(context, process % context.slots()),
        process,
        context.nowNanos(),
        new BarrierGenerator(dice.next(), current, parties, rests));
  }

  private Operation operation(Context context, int slot) {
    int group = group(context, slot);
    Map<String, Object> value = new LinkedHashMap<>();
    value.put(BarrierOperations.PARTY, (long) slot);
    value.put(BarrierOperations.PARTIES, (long) members(context, group).size());
    return new Operation(party(context, slot).stage().f, key(context, slot), value);
  }

  private static int groups(Context context) {
    return Math.max(1, context.slots() / GROUP);
  }

  /** The last group takes those that are left over. */
  private static int group(Context context, int slot) {
    return Math.min(slot / GROUP, groups(context) - 1);
  }

  private static List<Integer> members(Context context, int group) {
    List<Integer> members = new ArrayList<>();
    for (int slot = 0; slot < context.slots(); slot++) {
      if (group(context, slot) == group) {
        members.add(slot);
      }
    }
    return members;
  }

  /** The round that a group is in now. */
  private Round current(Context context, int group) {
    Round round = rounds.get(group);
    if (round == null) {
      return new Round(0, context.nowNanos());
    }
    boolean over =
        context.nowNanos() >= round.startNanos() + ROUND_NANOS
            || members(context, group).stream()
                .allMatch(slot -> party(context, slot).stage() == Stage.OUT);
    return over ? new Round(round.number() + 1, context.nowNanos()) : round;
  }

  /** How far a slot's client is in the round of its group. */
  private Party party(Context context, int slot) {
    Round round = rounds.get(group(context, slot));
    int number = round == null ? 0 : round.number();
    Party party = parties.get(slot);
    return party == null || party.round() != number ? new Party(number, Stage.ENTER) : party;
  }

  private String key(Context context, int slot) {
    return "b" + group(context, slot) + "-" + party(context, slot).round();
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!(entry.actor() instanceof Actor.Client(int process))) {
      return this;
    }
    int slot = process % context.slots();
    Party party = party(context, slot);
    boolean expired = Notices.isExpired(entry) && party.stage() != Stage.ENTER;
    boolean own = entry.type().completes() && key(context, slot).equals(entry.key());
    if (!expired && !own) {
      return this;
    }
    Map<Integer, Party> next = new TreeMap<>(parties);
    next.put(slot, new Party(party.round(), expired ? Stage.OUT : after(party.stage(), entry)));
    long pause =
        BarrierOperations.WAITS.equals(entry.error())
            ? POLL_NANOS
            : dice.random().nextLong(LONGEST_PAUSE_NANOS);
    return new BarrierGenerator(dice, rounds, next, rests.until(slot, context.nowNanos() + pause));
  }

  private static Stage after(Stage stage, Entry entry) {
    return switch (entry.type()) {
      case OK -> stage.next();
      case FAIL -> MembershipOperations.GONE.equals(entry.error()) ? Stage.OUT : stage;
      case INFO -> Stage.OUT;
      case INVOKE, EVENT -> stage;
    };
  }
}
