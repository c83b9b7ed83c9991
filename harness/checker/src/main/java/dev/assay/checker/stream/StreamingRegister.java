package dev.assay.checker.stream;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Words;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code linearizable} of registers, each under its key, whose written values are unique
 * among those that may still be seen. Values that are not make their register "unknown".
 */
public final class StreamingRegister implements StreamingChecker {
  private static final String NAME = "linearizable";
  private static final List<String> ANOMALIES =
      List.of(
          "failed-write",
          "double-cas",
          "stale-read",
          "stale-cas",
          "refused-cas",
          "non-linearizable");

  private final FailedOps failedOps;
  private final NilReads nilReads;
  private final long mostBytes;
  private final OpenOperations operations = new OpenOperations();
  private final Map<String, RegisterStream> registers = new HashMap<>();
  private final Set<String> doubtful = new HashSet<>();
  private final Findings findings = new Findings(NAME, ANOMALIES);

  /** Whether some operation took effect for certain, or saw something. */
  private boolean said;

  private @Nullable String unreadable;
  private @Nullable String doubt;
  private long bytes;

  /**
   * Begins.
   *
   * @param mostBytes about how much may be remembered; beyond that the answer is "unknown"
   */
  public StreamingRegister(FailedOps failedOps, NilReads nilReads, long mostBytes) {
    this.failedOps = failedOps;
    this.nilReads = nilReads;
    this.mostBytes = mostBytes;
  }

  @Override
  public void accept(Entry entry) {
    OperationRecord done = operations.accept(entry);
    boolean invoked = entry.type() == EntryType.INVOKE && entry.actor() instanceof Actor.Client;
    if (unreadable != null || (done == null && !invoked)) {
      return;
    }
    Entry invoke = done == null ? entry : done.invoke();
    String key = invoke.key() == null ? "" : invoke.key();
    if (!doubtful.contains(key)) {
      try {
        step(key, entry, done);
      } catch (HistoryException e) {
        unreadable = String.valueOf(e.getMessage());
        registers.clear();
      }
    }
  }

  private void step(String key, Entry entry, @Nullable OperationRecord done) {
    RegisterStream register = registers.get(key);
    if (register == null) {
      register = new RegisterStream(key);
      registers.put(key, register);
      bytes += register.openState().bytes();
    }
    long before = register.openState().bytes();
    if (done == null) {
      begin(register, key, entry);
    } else {
      end(register, done);
      Violation violation = register.violation();
      if (violation != null) {
        findings.note(violation.anomaly(), violation::finding);
      }
    }
    long after = registers.containsKey(key) ? register.openState().bytes() : 0;
    bytes += after - before;
    if (bytes > mostBytes) {
      throw new HistoryException(
          "index %d: what is open needs more than %d MB".formatted(entry.index(), mostBytes >> 20));
    }
  }

  private void begin(RegisterStream register, String key, Entry invoke) {
    Object made = null;
    Object expected = null;
    switch (invoke.f()) {
      case "read" -> {}
      case "write" -> made = argument(invoke);
      case "cas" -> {
        List<?> pair = pair(invoke);
        expected = pair.get(0);
        made = pair.get(1);
      }
      default ->
          throw new HistoryException(
              "index %d: a register knows read, write and cas, not %s"
                  .formatted(invoke.index(), invoke.f()));
    }
    if (!register.begin(invoke.index(), expected, made)) {
      doubtful.add(key);
      registers.remove(key);
      if (doubt == null) {
        doubt =
            "The value %s%s is written a second time at index %d: streaming needs unique values."
                .formatted(
                    EntryJson.valueText(made == null ? Nil.NIL : made),
                    Words.of(key),
                    invoke.index());
      }
    }
  }

  private void end(RegisterStream register, OperationRecord done) {
    Entry invoke = done.invoke();
    switch (invoke.f()) {
      case "read" -> {
        Object result = done.outcome() == EntryType.OK ? result(done) : null;
        said |= result != null;
        register.read(done, result);
      }
      case "write" -> {
        said |= done.outcome() == EntryType.OK;
        register.made(done, argument(invoke));
      }
      default -> {
        List<?> pair = pair(invoke);
        said |= done.outcome() == EntryType.OK;
        if (done.outcome() == EntryType.FAIL && constrains(done)) {
          said = true;
          register.refused(done, pair.get(0));
        }
        register.made(done, pair.get(1));
      }
    }
  }

  private @Nullable Object result(OperationRecord read) {
    Entry completion = Values.completion(read);
    Object value = completion.value();
    if (value == null) {
      throw new HistoryException(
          "index %d: a read that is ok has no value".formatted(completion.index()));
    }
    return value == Nil.NIL && nilReads == NilReads.UNKNOWN ? null : value;
  }

  private boolean constrains(OperationRecord done) {
    return switch (failedOps) {
      case CONSTRAIN -> true;
      case CONSTRAIN_MISMATCH -> "mismatch".equals(Values.completion(done).error());
      case DROP -> false;
    };
  }

  private static Object argument(Entry invoke) {
    Object value = invoke.value();
    if (value == null) {
      throw new HistoryException(
          "index %d: a %s has no value".formatted(invoke.index(), invoke.f()));
    }
    return value;
  }

  private static List<?> pair(Entry invoke) {
    if (argument(invoke) instanceof List<?> pair && pair.size() == 2) {
      return pair;
    }
    throw new HistoryException(
        "index %d: the value of a cas is [expected, replacement], not %s"
            .formatted(invoke.index(), invoke.value()));
  }

  @Override
  public Optional<Guarantee> violation() {
    return findings.none() ? Optional.empty() : Optional.of(findings.invalid(details()));
  }

  @Override
  public Guarantee finish() {
    return findings.conclude(
        details(), doubt(), OrderChecker.explained(registers.size(), operations.operations()));
  }

  /** Why nothing can be said, if nothing was found. */
  private Optional<String> doubt() {
    if (unreadable != null) {
      return Optional.of("The history cannot be judged: %s".formatted(unreadable));
    }
    if (operations.operations() == 0) {
      return Optional.of("The history holds no operation of a client.");
    }
    if (doubt != null) {
      return Optional.of(doubt);
    }
    if (!said) {
      return Optional.of(OrderChecker.NOTHING_SAID);
    }
    long undecided = registers.values().stream().mapToLong(RegisterStream::undecided).sum();
    return undecided == 0
        ? Optional.empty()
        : Optional.of(
            "Of %d values only a search can tell whether their refused compare-and-sets fit."
                .formatted(undecided));
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new TreeMap<>();
    details.put("keys", (long) registers.size());
    details.put("operations", operations.operations());
    return details;
  }

  @Override
  public OpenState openState() {
    OpenState state = OpenState.NOTHING;
    for (RegisterStream register : registers.values()) {
      state = state.plus(register.openState());
    }
    return state.plus(new OpenState(operations.open(), 0, 0, 0));
  }
}
