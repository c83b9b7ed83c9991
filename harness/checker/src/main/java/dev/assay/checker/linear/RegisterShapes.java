package dev.assay.checker.linear;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Model;
import dev.assay.checker.model.RegisterCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the frequent violations of a register in a shrunk history.
 *
 * @param model the register
 * @param order which operations must come before which
 * @param all all operations on it, for what happened later
 * @param told the shrunk history, in the order of completions
 */
record RegisterShapes<C>(
    Model<?, C> model, Order order, List<OperationRecord> all, List<Told<C>> told) {

  /**
   * A violation that has a name.
   *
   * @param anomaly its class
   * @param however what is wrong, as a sentence that begins with "However,"
   */
  record Shape(String anomaly, String however) {}

  @Nullable Shape recognise() {
    Told<C> last = told.getLast();
    Object wanted = required(last.call());
    if (wanted == null) {
      return null;
    }
    if (told.size() == 1) {
      return outOfNowhere(last, wanted);
    }
    Shape twice = succeededTwice(last, wanted);
    return twice != null ? twice : overwritten(last, wanted);
  }

  private static @Nullable Object required(Object call) {
    return switch (call) {
      case RegisterCall.Read(Object value) -> value;
      case RegisterCall.CompareAndSet(Object expected, Object _) -> expected;
      default -> null;
    };
  }

  private static @Nullable Object produced(Object call) {
    return switch (call) {
      case RegisterCall.Write(Object value) -> value;
      case RegisterCall.CompareAndSet(Object _, Object replacement) -> replacement;
      default -> null;
    };
  }

  private Shape outOfNowhere(Told<C> last, Object wanted) {
    String value = EntryJson.valueText(wanted);
    boolean reads = last.call() instanceof RegisterCall.Read;
    for (OperationRecord operation : all) {
      C call = model.interpret(operation);
      if (call != null && wanted.equals(produced(call))) {
        return new Shape(
            "future-read",
            ("However, the first operation that could have made the value %s"
                    + " was invoked by process %s only after that.")
                .formatted(value, operation.invoke().actor()));
      }
      if (operation.outcome() == EntryType.FAIL && argumentHas(operation, wanted)) {
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

  private static boolean argumentHas(OperationRecord operation, Object value) {
    Object argument = operation.invoke().value();
    return value.equals(argument)
        || (argument instanceof List<?> pair && value.equals(pair.getLast()));
  }

  /** Two that succeeded in replacing a value which was there only once. */
  private @Nullable Shape succeededTwice(Told<C> last, Object wanted) {
    if (!(last.call() instanceof RegisterCall.CompareAndSet)) {
      return null;
    }
    for (Told<C> other : told) {
      if (!other.equals(last)
          && other.mandatory()
          && other.call() instanceof RegisterCall.CompareAndSet
          && wanted.equals(required(other.call()))
          && told.stream().filter(each -> wanted.equals(produced(each.call()))).count() <= 1) {
        return new Shape(
            "double-cas",
            ("However, both %s and %s claim to have replaced the value %s,"
                    + " which was there only once.")
                .formatted(other.name(), last.name(), EntryJson.valueText(wanted)));
      }
    }
    return null;
  }

  /** The last one saw a value that another had replaced before. */
  private @Nullable Shape overwritten(Told<C> last, Object wanted) {
    for (Told<C> newer : told) {
      Object value = produced(newer.call());
      Object seen = value != null ? value : required(newer.call());
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

  private Shape overwritten(
      Told<C> last, Object wanted, Told<C> newer, Object seen, boolean changed) {
    boolean lost = changed && !seenAfter(newer, seen);
    String however =
        "However, %s, before %s began at %s, and nobody made the value %s again after that%s."
            .formatted(
                changed
                    ? "%s had been acknowledged at %s".formatted(newer.name(), newer.end())
                    : "%s had seen the newer %s by %s"
                        .formatted(newer.name(), EntryJson.valueText(seen), newer.end()),
                last.name(),
                last.begin(),
                EntryJson.valueText(wanted),
                lost ? "; nobody ever saw " + newer.name() + " afterwards" : "");
    boolean reads = last.call() instanceof RegisterCall.Read;
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

  private @Nullable Told<C> onlyProducer(Object value) {
    List<Told<C>> producers =
        told.stream().filter(each -> value.equals(produced(each.call()))).toList();
    return producers.size() == 1 ? producers.getFirst() : null;
  }

  /** Whether something that could stand after {@code change} produces the value. */
  private boolean producedAfter(Told<C> change, Object wanted) {
    return told.stream()
        .anyMatch(each ->
            !each.equals(change) && wanted.equals(produced(each.call())) && !each.before(change));
  }

  private boolean seenAfter(Told<C> newer, Object value) {
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
