package dev.assay.checker.stream;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.model.Model;
import dev.assay.checker.verdict.Guarantee;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code linearizable} of objects, each under its key, whose server reports the order of
 * their operations. A hint may speed up a "yes", and says nothing when it fails: then the check is
 * {@link #stuck}, and only a search of the whole history can tell. So it never finds a violation
 * itself.
 *
 * @param <S> the model's states
 * @param <C> the model's calls
 */
public final class StreamingHints<S, C> implements StreamingChecker {
  private static final String NAME = "linearizable";

  private final Model<S, C> model;
  private final long mostBytes;
  private final OpenOperations operations = new OpenOperations();
  private final Map<String, HintedStream<S, C>> objects = new LinkedHashMap<>();
  private @Nullable String doubt;
  private boolean full;

  /**
   * Begins.
   *
   * @param mostBytes about how much may be remembered; beyond that it says "unknown"
   */
  public StreamingHints(Model<S, C> model, long mostBytes) {
    this.model = model;
    this.mostBytes = mostBytes;
  }

  @Override
  public void accept(Entry entry) {
    OperationRecord done = operations.accept(entry);
    if (doubt != null
        || entry.type() == EntryType.EVENT
        || !(entry.actor() instanceof Actor.Client)) {
      return;
    }
    Entry invoke = done == null ? entry : done.invoke();
    String key = invoke.key() == null ? "" : invoke.key();
    HintedStream<S, C> object = objects.computeIfAbsent(key, _ -> new HintedStream<>(model));
    if (done == null) {
      object.begin(entry.index());
    } else {
      end(object, done);
    }
    if (entry.index() % 256 == 0 && openState().bytes() > mostBytes) {
      full = true;
      give(
          "index %d: what has no place in the order needs more than %d MB"
              .formatted(entry.index(), mostBytes >> 20));
    }
  }

  private void end(HintedStream<S, C> object, OperationRecord operation) {
    try {
      object.end(operation);
      look(object);
    } catch (HistoryException e) {
      give("The history cannot be judged: %s".formatted(e.getMessage()));
    }
  }

  private void look(HintedStream<S, C> object) {
    if (object.stuckAt() >= 0) {
      give(
          "The order that the server reported does not explain the operation of index %d"
                  .formatted(object.stuckAt())
              + ": only a search of the whole history can say whether another one does.");
    }
  }

  private void give(String why) {
    doubt = why;
    objects.clear();
  }

  /** Not where memory did not suffice: the whole history would take more of it. */
  @Override
  public Optional<String> stuck() {
    return full ? Optional.empty() : Optional.ofNullable(doubt);
  }

  @Override
  public Optional<Guarantee> violation() {
    return Optional.empty();
  }

  @Override
  public Guarantee finish() {
    for (Entry open : operations.left()) {
      String key = open.key() == null ? "" : open.key();
      HintedStream<S, C> object = objects.get(key);
      if (object != null) {
        end(object, new OperationRecord(open, null));
      }
    }
    for (HintedStream<S, C> object : objects.values().stream().toList()) {
      object.finish();
      look(object);
    }
    if (doubt != null) {
      return Guarantee.unknown(NAME, doubt);
    }
    if (operations.operations() == 0) {
      return Guarantee.unknown(NAME, "The history holds no operation of a client.");
    }
    long placed = objects.values().stream().mapToLong(HintedStream::placed).sum();
    if (placed == 0) {
      return Guarantee.unknown(NAME, OrderChecker.NOTHING_SAID);
    }
    Map<String, Object> details = new TreeMap<>();
    details.put("keys", (long) objects.size());
    details.put("operations", placed);
    return Guarantee.valid(NAME, OrderChecker.explained(objects.size(), placed), details);
  }

  @Override
  public OpenState openState() {
    return objects.values().stream()
        .map(HintedStream::openState)
        .reduce(OpenState.NOTHING, OpenState::plus);
  }
}
