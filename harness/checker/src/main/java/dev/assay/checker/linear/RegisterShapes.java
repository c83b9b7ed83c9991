package dev.assay.checker.linear;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Effect;
import dev.assay.checker.model.RegisterLike;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the frequent violations of a register in a shrunk history.
 *
 * @param model the register, or what is like one
 * @param order which operations must come before which
 * @param all all operations on it, for what happened later
 * @param told the shrunk history, in the order of completions
 */
record RegisterShapes<S, C>(
    RegisterLike<S, C> model, Order order, List<OperationRecord> all, List<Told<C>> told) {

  /**
   * A violation that has a name.
   *
   * @param anomaly its class
   * @param however what is wrong, as a sentence that begins with "However,"
   */
  record Shape(String anomaly, String however) {}

  @Nullable Shape recognise() {
    Told<C> last = told.getLast();
    S wanted = required(last.call());
    if (wanted == null) {
      return null;
    }
    if (told.size() == 1) {
      return outOfNowhere(last, wanted);
    }
    Shape twice = succeededTwice(last, wanted);
    return twice != null ? twice : overwritten(last, wanted);
  }

  private @Nullable S required(C call) {
    Effect<S> effect = model.effect(call);
    return effect == null ? null : effect.requires();
  }

  private @Nullable S produced(C call) {
    Effect<S> effect = model.effect(call);
    return effect == null ? null : effect.produces();
  }

  /** Whether it replaces one state by another. */
  private boolean compares(C call) {
    return required(call) != null && produced(call) != null;
  }

  private boolean reads(C call) {
    return produced(call) == null;
  }

  private Shape outOfNowhere(Told<C> last, S wanted) {
    String value = model.describeState(wanted);
    boolean reads = reads(last.call());
    for (OperationRecord operation : all) {
      C call = model.interpret(operation);
      if (call != null
          && wanted.equals(produced(call))
          && operation.invoke().index() > last.operation().returnIndex()) {
        return new Shape(
            "future-read",
            ("However, the first operation that could have made the value %s"
                    + " was invoked by process %s only after that.")
                .formatted(value, operation.invoke().actor()));
      }
      if (operation.outcome() == EntryType.FAIL && model.wouldHaveMade(operation, wanted)) {
        return new Shape(
            "failed-write",
            ("However, %s stems only from an operation of process %s"
                    + " that the system said had failed.")
                .formatted(value, operation.invoke().actor()));
      }
    }
    return new Shape(
        reads ? "phantom-read" : "phantom-value",
        "However, nobody ever wrote %s.".formatted(value));
  }

  /** Two that succeeded in replacing a value which was there only once. */
  private @Nullable Shape succeededTwice(Told<C> last, S wanted) {
    if (!compares(last.call())) {
      return null;
    }
    for (Told<C> other : told) {
      if (!other.equals(last)
          && other.mandatory()
          && compares(other.call())
          && wanted.equals(required(other.call()))
          && told.stream().filter(each -> wanted.equals(produced(each.call()))).count() <= 1) {
        return new Shape(
            "double-cas",
            ("However, both %s and %s claim to have replaced the value %s,"
                    + " which was there only once.")
                .formatted(other.name(), last.name(), model.describeState(wanted)));
      }
    }
    return null;
  }

  /** The last one saw a value that another had replaced before. */
  private @Nullable Shape overwritten(Told<C> last, S wanted) {
    for (Told<C> newer : told) {
      S value = produced(newer.call());
      S seen = value != null ? value : required(newer.call());
      if (seen == null || seen.equals(wanted) || !mustPrecede(newer, last)) {
        continue;
      }
      Told<C> change = value != null || order == Order.REAL_TIME ? newer : onlyProducer(seen);
      if (change != null && !producedAfter(change, wanted)) {
        return overwritten(last, wanted, newer, seen, value != null);
      }
    }
    return null;
  }

  private Shape overwritten(Told<C> last, S wanted, Told<C> newer, S seen, boolean changed) {
    boolean lost = changed && !seenAfter(newer, seen);
    String however =
        "However, %s, before %s began at %s, and nobody made the value %s again after that%s."
            .formatted(
                changed
                    ? "%s had been acknowledged at %s".formatted(newer.name(), newer.end())
                    : "%s had seen the newer %s by %s"
                        .formatted(newer.name(), model.describeState(seen), newer.end()),
                last.name(),
                last.begin(),
                model.describeState(wanted),
                lost ? "; nobody ever saw " + newer.name() + " afterwards" : "");
    boolean reads = reads(last.call());
    String stale =
        order == Order.SESSION && reads
            ? changed ? "own-write-not-read" : "non-monotonic-read"
            : reads ? "stale-read" : "stale-cas";
    return new Shape(lost && order == Order.REAL_TIME ? "lost-write" : stale, however);
  }

  private boolean mustPrecede(Told<C> first, Told<C> second) {
    return first.before(second)
        && (order == Order.REAL_TIME
            || produced(second.call()) != null
            || Sessions.sessionOf(first.operation())
                .equals(Sessions.sessionOf(second.operation())));
  }

  private @Nullable Told<C> onlyProducer(S value) {
    List<Told<C>> producers =
        told.stream().filter(each -> value.equals(produced(each.call()))).toList();
    return producers.size() == 1 ? producers.getFirst() : null;
  }

  /** Whether something that could stand after {@code change} produces the value. */
  private boolean producedAfter(Told<C> change, S wanted) {
    return told.stream()
        .anyMatch(each ->
            !each.equals(change) && wanted.equals(produced(each.call())) && !each.before(change));
  }

  private boolean seenAfter(Told<C> newer, S value) {
    for (OperationRecord operation : all) {
      C call = model.interpret(operation);
      if (call != null
          && operation.outcome() == EntryType.OK
          && operation.returnIndex() > newer.operation().returnIndex()
          && value.equals(required(call))) {
        return true;
      }
    }
    return false;
  }
}
