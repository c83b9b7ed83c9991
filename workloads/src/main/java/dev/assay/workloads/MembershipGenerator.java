package dev.assay.workloads;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Clients join a few groups, look who is in them, quit one or the other, and end their sessions,
 * with or without a good-bye. Every third client is quiet, as in {@link EphemeralGenerator}.
 *
 * @param nextNumber the name of the next member
 * @param memberships by process
 * @param rests until when who pauses
 */
record MembershipGenerator(
    Dice dice, long nextNumber, Map<Integer, List<Membership>> memberships, Rests rests)
    implements Generator {
  static final List<String> GROUPS = List.of("g0", "g1", "g2");
  static final int MOST_MEMBERSHIPS = 3;
  private static final int QUIET = 3;
  private static final int LISTS = 50;
  private static final int QUITS = 15;
  private static final int ENDS = 3;

  MembershipGenerator {
    memberships = Collections.unmodifiableMap(new TreeMap<>(memberships));
  }

  /** Who is a member of what, as its process knows. */
  record Membership(String group, Object number) {}

  static MembershipGenerator first(Dice dice) {
    return new MembershipGenerator(dice, 0, Map.of(), Rests.NONE);
  }

  @Override
  public Next next(Context context) {
    Rests.Ready ready = rests.ready(context);
    if (ready.processes().isEmpty()) {
      return new Next.Pending(ready.nextNanos(), this);
    }
    RandomGenerator random = dice.random();
    int process = ready.processes().get(random.nextInt(ready.processes().size()));
    Operation operation = draw(memberships.getOrDefault(process, List.of()), random);
    long next = operation.f().equals(MembershipOperations.JOIN) ? nextNumber + 1 : nextNumber;
    return new Next.Emit(
        operation,
        process,
        context.nowNanos(),
        new MembershipGenerator(dice.next(), next, memberships, rests));
  }

  private Operation draw(List<Membership> own, RandomGenerator random) {
    String group = GROUPS.get(random.nextInt(GROUPS.size()));
    int point = random.nextInt(100);
    if (point < LISTS) {
      return new Operation(MembershipOperations.MEMBERS, group, null);
    }
    if (!own.isEmpty() && point < LISTS + ENDS) {
      return new Operation(MembershipOperations.LEAVE, null, null);
    }
    if (!own.isEmpty() && point < LISTS + 2 * ENDS) {
      return new Operation(MembershipOperations.DIE, null, null);
    }
    if (own.size() == MOST_MEMBERSHIPS || (!own.isEmpty() && point < LISTS + 2 * ENDS + QUITS)) {
      Membership membership = own.get(random.nextInt(own.size()));
      return new Operation(MembershipOperations.QUIT, membership.group(), membership.number());
    }
    return new Operation(MembershipOperations.JOIN, group, nextNumber);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!(entry.actor() instanceof Actor.Client(int process)) || entry.type() == EntryType.INVOKE) {
      return this;
    }
    Map<Integer, List<Membership>> next = new TreeMap<>(memberships);
    List<Membership> own = after(memberships.getOrDefault(process, List.of()), entry);
    if (own.isEmpty()) {
      next.remove(process);
    } else {
      next.put(process, own);
    }
    int slot = process % context.slots();
    Rests later =
        entry.type().completes() && slot % QUIET == QUIET - 1
            ? rests.until(
                slot,
                context.nowNanos() + dice.random().nextLong(EphemeralGenerator.LONGEST_PAUSE_NANOS))
            : rests;
    return new MembershipGenerator(dice, nextNumber, next, later);
  }

  /** The memberships of a process, after a line of its own. */
  private static List<Membership> after(List<Membership> own, Entry entry) {
    if (entry.type() == EntryType.INFO || Notices.isExpired(entry)) {
      return List.of();
    }
    String group = Objects.requireNonNullElse(entry.key(), "");
    Membership named = new Membership(group, Objects.requireNonNullElse(entry.value(), ""));
    boolean ok = entry.type() == EntryType.OK;
    boolean gone = ok || MembershipOperations.GONE.equals(entry.error());
    List<Membership> after = new ArrayList<>(own);
    switch (entry.f()) {
      case MembershipOperations.JOIN -> {
        if (ok) {
          after.add(named);
        }
      }
      case MembershipOperations.QUIT -> {
        if (gone) {
          after.remove(named);
        }
      }
      case MembershipOperations.LEAVE, MembershipOperations.DIE -> {
        if (ok) {
          after.clear();
        }
      }
      default -> {}
    }
    return List.copyOf(after);
  }
}
