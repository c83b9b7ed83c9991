package dev.assay.checker.watch;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What is told too late for the order of changes, word by word.
 *
 * @param mortal the keys that were, perhaps, deleted
 */
record ObviousOrder(
    List<Entry> history,
    List<OperationRecord> operations,
    List<Registration> registrations,
    Set<String> mortal) {
  private static final Comparator<OperationRecord> BEGIN =
      Comparator.comparingLong(operation -> operation.invoke().index());

  /** The class of the first line that shows that the session should have been told before. */
  Optional<String> anomaly(Registration waiting) {
    String session = Registration.session(waiting.operation());
    Optional<OperationRecord> over =
        later(waiting)
            .filter(change -> change.outcome() == EntryType.OK)
            .min(Comparator.comparingLong(OperationRecord::returnIndex));
    if (over.isEmpty() || mortal.contains(waiting.key())) {
      return Optional.empty();
    }
    long end = over.get().returnIndex();
    return history.stream()
        .filter(line -> ObviousWatches.end(waiting) < line.index() && line.index() < until(waiting))
        .filter(line -> sessionOf(line).equals(session))
        .filter(line ->
            line.type() == EntryType.OK
                ? !waiting.late() && shown(line).anyMatch(change -> change.invoke().index() > end)
                : line.f().equals("watch") && tellsOfLater(line, end, waiting))
        .map(line -> line.type() == EntryType.OK ? "missed" : "ordered")
        .findFirst();
  }

  private OperationRecord operation(Entry line) {
    return operations.stream().filter(each -> line.equals(each.completion())).findFirst().get();
  }

  private String sessionOf(Entry line) {
    return line.type() == EntryType.OK
        ? Registration.session(operation(line))
        : Registration.session(line.session(), line.actor());
  }

  /**
   * The line from which on nothing is due from a registration any more: it is used up, or replaced,
   * or perhaps replaced by one that was late as well.
   */
  private long until(Registration registration) {
    LongStream perhapsReplaced =
        operations.stream()
            .filter(each -> registration.late() && each.outcome() != EntryType.OK)
            .filter(each -> each.invoke().f().equals(registration.kind().registration()))
            .filter(each -> registration.key().equals(each.invoke().key()))
            .filter(each ->
                Registration.session(each).equals(Registration.session(registration.operation())))
            .mapToLong(each -> each.invoke().index())
            .filter(index -> index > ObviousWatches.end(registration));
    return LongStream.concat(perhapsReplaced, LongStream.of(usedUp(registration)))
        .min()
        .orElseThrow();
  }

  /**
   * The line at which a registration is used up, or replaced. An event tells of a change after what
   * it showed also where another registration may have been made meanwhile.
   */
  private long usedUp(Registration registration) {
    LongStream told =
        history.stream()
            .filter(line -> line.f().equals("watch") && ObviousWatches.about(line, registration))
            .mapToLong(Entry::index);
    LongStream replaced =
        registrations.stream()
            .filter(other -> ObviousWatches.samePlace(other, registration))
            .mapToLong(ObviousWatches::end);
    return LongStream.concat(told, replaced)
        .filter(index -> index > ObviousWatches.end(registration))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Whether an event tells of a change that began later, where that is the same connection. */
  private boolean tellsOfLater(Entry event, long end, Registration waiting) {
    return registrations.stream()
        .filter(told -> !mortal.contains(told.key()) && ObviousWatches.about(event, told))
        .filter(told -> ObviousWatches.end(told) < event.index() && usedUp(told) == event.index())
        .filter(told -> Stream.of(told, waiting).noneMatch(each -> connectedSince(each, event)))
        .anyMatch(told -> next(told).filter(change -> change.invoke().index() > end).isPresent());
  }

  private boolean connectedSince(Registration registration, Entry event) {
    return history.stream()
        .filter(line -> line.f().equals("session"))
        .filter(line -> sessionOf(line).equals(sessionOf(event)))
        .anyMatch(line ->
            ObviousWatches.end(registration) < line.index() && line.index() < event.index());
  }

  /** The write that made a version: of those that may be meant, the first. */
  private Optional<OperationRecord> write(String key, long version) {
    return operations.stream()
        .filter(each -> each.invoke().f().equals("write") && key.equals(each.invoke().key()))
        .filter(each ->
            (each.outcome() == EntryType.OK
                    && Values.completion(each).value() instanceof List<?> said
                    && said.get(1).equals(version))
                || registrations.stream()
                    .anyMatch(look ->
                        look.kind() == Kind.DATA
                            && look.key().equals(key)
                            && look.version() == version
                            && version >= 0
                            && look.shown().equals(each.invoke().value())))
        .min(BEGIN);
  }

  private Stream<OperationRecord> adds(String folder) {
    return operations.stream()
        .filter(each -> each.invoke().f().equals("add") && folder.equals(each.invoke().key()));
  }

  /** The changes that are surely later than what a registration shows. */
  private Stream<OperationRecord> later(Registration registration) {
    return registration.kind() == Kind.DATA
        ? LongStream.rangeClosed(registration.version() + 1, history.size() + 5L)
            .mapToObj(version -> write(registration.key(), version))
            .flatMap(Optional::stream)
        : adds(registration.key())
            .filter(add -> add.invoke().index() > ObviousWatches.end(registration));
  }

  /** The change that comes next, or one that began before that. */
  private Optional<OperationRecord> next(Registration registration) {
    if (registration.kind() == Kind.DATA) {
      return write(registration.key(), registration.version() + 1);
    }
    Collection<?> known = (Collection<?>) registration.shown();
    return registrations.stream()
        .filter(list -> list.kind() == Kind.CHILDREN && list.key().equals(registration.key()))
        .filter(list -> list.version() > registration.version())
        .min(
            Comparator.comparingLong(Registration::version)
                .thenComparing(Registration::operation, BEGIN))
        .flatMap(list ->
            adds(registration.key())
                .filter(add -> !known.contains(Objects.requireNonNull(add.invoke().value())))
                .filter(add -> ((Collection<?>) list.shown()).contains(add.invoke().value()))
                .min(BEGIN));
  }

  /** The changes that surely had been made when an operation was answered. */
  private Stream<OperationRecord> shown(Entry completion) {
    OperationRecord operation = operation(completion);
    return registrations.stream()
        .filter(look -> look.operation().equals(operation))
        .findFirst()
        .map(look -> mortal.contains(look.key()) ? Stream.<OperationRecord>of() : shown(look))
        .orElseGet(() -> Stream.of(operation));
  }

  private Stream<OperationRecord> shown(Registration look) {
    return look.kind() == Kind.DATA
        ? write(look.key(), look.version()).stream()
        : adds(look.key())
            .filter(add -> ((Collection<?>) look.shown()).contains(add.invoke().value()));
  }
}
