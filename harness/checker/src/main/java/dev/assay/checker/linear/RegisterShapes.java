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
 * @param all all operations on it, for what happened later
 * @param told the shrunk history, in the order of completions
 */
record RegisterShapes<C>(Model<?, C> model, List<OperationRecord> all, List<Told<C>> told) {

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
            "However, the first operation that could have made the value %s was invoked by process %s only after that."
                .formatted(value, operation.invoke().actor()));
      }
      if (operation.outcome() == EntryType.FAIL && argumentHas(operation, wanted)) {
        return new Shape(
            "failed-write",
            "However, %s stems only from an operation of process %s that the system said had failed."
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
            "However, both %s and %s claim to have replaced the value %s, which was there only once."
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
      if (!newer.before(last)
          || seen == null
          || seen.equals(wanted)
          || producedAfter(newer, wanted)) {
        continue;
      }
      String text = EntryJson.valueText(wanted);
      boolean lost = value != null && !seenAfter(newer, value);
      String fact =
          value != null
              ? "%s had been acknowledged at %s".formatted(newer.name(), newer.end())
              : "%s had seen the newer %s by %s"
                  .formatted(newer.name(), EntryJson.valueText(seen), newer.end());
      String however =
          "However, %s, before %s began at %s, and nobody made the value %s again after that%s."
              .formatted(
                  fact,
                  last.name(),
                  last.begin(),
                  text,
                  lost ? "; nobody ever saw " + newer.name() + " afterwards" : "");
      String anomaly = last.call() instanceof RegisterCall.Read ? "stale-read" : "stale-cas";
      return new Shape(lost ? "lost-write" : anomaly, however);
    }
    return null;
  }

  /** Whether something that could stand after {@code newer} produces the value. */
  private boolean producedAfter(Told<C> newer, Object wanted) {
    return told.stream()
        .anyMatch(each ->
            !each.equals(newer) && wanted.equals(produced(each.call())) && !each.before(newer));
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
