package dev.assay.checker.queue;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks for everything that one queue cannot have done. */
record QueueAudit(Queue queue, Findings findings) {
  void audit() {
    queue.all().forEach(this::auditItem);
    auditOrder();
    auditEmpties();
    auditMissing();
  }

  private void auditItem(Item item) {
    for (int i = 0; i < item.takes().size(); i++) {
      OperationRecord take = item.takes().get(i);
      if (!item.possibleBefore(take.returnIndex())) {
        findings.note(QueueChecker.PHANTOM, () -> phantom(item, take));
      }
      if (i > 0) {
        findings.note(QueueChecker.DUPLICATED, () -> duplicated(item, item.takes().get(0), take));
      }
    }
  }

  /** When an element was taken for the first time; of one that is still there, never. */
  private static long takeBegun(Item item) {
    @Nullable OperationRecord take = item.taken();
    return take == null ? Long.MAX_VALUE : take.invoke().index();
  }

  /** Whether it is known when it was taken, or that it never was. */
  private boolean accountedFor(Item item) {
    return item.taken() != null || (item.missing() && queue.strays().isEmpty());
  }

  /**
   * Goes through the elements by the end of their enqueue, the last first, and knows of all that
   * were begun to be put in later the one that was taken first.
   */
  private void auditOrder() {
    List<Item> surelyPut =
        queue.all().stream()
            .filter(item -> item.putSince() < Long.MAX_VALUE)
            .filter(this::accountedFor)
            .sorted(Comparator.comparingLong(Item::putSince).reversed())
            .toList();
    List<Item> later =
        queue.all().stream()
            .filter(item -> item.put() != null && item.taken() != null)
            .sorted(Comparator.comparingLong(QueueAudit::putBegun).reversed())
            .toList();
    int next = 0;
    @Nullable Item first = null;
    for (Item item : surelyPut) {
      while (next < later.size() && putBegun(later.get(next)) > item.putSince()) {
        Item candidate = later.get(next);
        if (first == null || takeOver(candidate) < takeOver(first)) {
          first = candidate;
        }
        next++;
      }
      if (first != null && takeOver(first) < takeBegun(item)) {
        Item overtook = first;
        findings.note(QueueChecker.OUT_OF_ORDER, () -> outOfOrder(item, overtook));
      }
    }
  }

  private static long putBegun(Item item) {
    @Nullable OperationRecord put = item.put();
    return put == null ? Long.MAX_VALUE : put.invoke().index();
  }

  private static long takeOver(Item item) {
    @Nullable OperationRecord take = item.taken();
    return take == null ? Long.MAX_VALUE : take.returnIndex();
  }

  /** A time, in indexes, during which the queue surely was not empty. */
  private record Filled(long until, Item first) {}

  private void auditEmpties() {
    List<Item> there =
        queue.all().stream()
            .filter(item -> accountedFor(item) && item.putSince() < takeBegun(item))
            .sorted(Comparator.comparingLong(Item::putSince))
            .toList();
    NavigableMap<Long, Filled> filled = new TreeMap<>();
    for (Item item : there) {
      Map.@Nullable Entry<Long, Filled> last = filled.lastEntry();
      if (last != null && item.putSince() < last.getValue().until()) {
        long until = Math.max(last.getValue().until(), takeBegun(item));
        filled.put(last.getKey(), new Filled(until, last.getValue().first()));
      } else {
        filled.put(item.putSince(), new Filled(takeBegun(item), item));
      }
    }
    for (OperationRecord empty : queue.empties()) {
      Map.@Nullable Entry<Long, Filled> before = filled.lowerEntry(empty.invoke().index());
      if (before != null && before.getValue().until() > empty.returnIndex()) {
        findings.note(QueueChecker.MISSED, () -> missed(empty, there));
      }
    }
  }

  /**
   * The empty dequeues by their invocation; without those that end no earlier than a later one, so
   * that the next one after an index is the first to be over of all that are begun after it.
   */
  private NavigableMap<Long, OperationRecord> deadlines() {
    NavigableMap<Long, OperationRecord> deadlines = new TreeMap<>();
    List<OperationRecord> backwards = new ArrayList<>(queue.empties());
    backwards.sort(
        Comparator.comparingLong((OperationRecord each) -> each.invoke().index()).reversed());
    long earliest = Long.MAX_VALUE;
    for (OperationRecord empty : backwards) {
      if (empty.returnIndex() < earliest) {
        earliest = empty.returnIndex();
        deadlines.put(empty.invoke().index(), empty);
      }
    }
    return deadlines;
  }

  /**
   * Elements that were put in, and of which nothing says that they were taken, must have been taken
   * by dequeues that name no element, before the next one that was empty was over. The k-th of them
   * in the order of those deadlines needs k such dequeues that were begun in time.
   */
  private void auditMissing() {
    NavigableMap<Long, OperationRecord> deadlines = deadlines();
    Map<Long, List<Item>> missing = new HashMap<>();
    for (Item item : queue.all()) {
      @Nullable Long deadline = deadlines.higherKey(item.putSince());
      if (item.missing() && deadline != null) {
        missing.computeIfAbsent(deadline, _ -> new ArrayList<>()).add(item);
      }
    }
    List<Long> strays =
        queue.strays().stream().map(stray -> stray.invoke().index()).sorted().toList();
    int used = 0;
    for (OperationRecord empty : deadlines.values()) {
      for (Item item : missing.getOrDefault(empty.invoke().index(), List.of())) {
        if (used < strays.size() && strays.get(used) < empty.returnIndex()) {
          used++;
        } else {
          int others = used;
          findings.note(QueueChecker.LOST, () -> lost(item, empty, others));
        }
      }
    }
  }

  private String enqueued(Item item) {
    OperationRecord put = item.put();
    if (put == null) {
      return "nobody enqueue the element %s".formatted(item.name());
    }
    String end =
        switch (put.outcome()) {
          case OK -> "acknowledged";
          case FAIL -> "refused";
          case INFO, INVOKE, EVENT -> "with unknown outcome";
        };
    return "%s enqueue the element %s%s, %s, %s"
        .formatted(Words.who(put), item.name(), Words.of(queue.key()), Words.when(put), end);
  }

  private Finding phantom(Item item, OperationRecord take) {
    return new Finding(
            "the element %s%s was taken, and nobody had put it in"
                .formatted(item.name(), Words.of(queue.key())),
            List.of(
                "Let %s.".formatted(enqueued(item)),
                "However, %s is given it.".formatted(Words.operation(take))),
            Finding.lines(item.put(), take))
        .knowing(KnownThen.breaks(take, "%s cannot be in the queue".formatted(item.name())));
  }

  private Finding duplicated(Item item, OperationRecord first, OperationRecord again) {
    return new Finding(
            "the element %s%s was taken twice".formatted(item.name(), Words.of(queue.key())),
            List.of(
                "Let %s.".formatted(enqueued(item)),
                "Then let %s be given it.".formatted(Words.operation(first)),
                "However, %s is given it too.".formatted(Words.operation(again))),
            Finding.lines(item.put(), first, again))
        .knowing(
            KnownThen.after(item.put(), "%s is in the queue, once".formatted(item.name())),
            KnownThen.after(first, "%s is out of the queue".formatted(item.name())),
            KnownThen.breaks(again, "%s was taken out before".formatted(item.name())));
  }

  private Finding outOfOrder(Item item, Item overtook) {
    List<String> story = new ArrayList<>();
    story.add("Let %s.".formatted(enqueued(item)));
    story.add("Then let %s.".formatted(enqueued(overtook)));
    @Nullable OperationRecord early = overtook.taken();
    @Nullable OperationRecord late = item.taken();
    if (early != null) {
      story.add("However, %s is given the later one.".formatted(Words.operation(early)));
    }
    story.add(
        late == null
            ? "Nobody is given the earlier one."
            : "The earlier one is given to %s, after that.".formatted(Words.operation(late)));
    return new Finding(
            "the element %s%s was taken before %s, which had been put in earlier"
                .formatted(overtook.name(), Words.of(queue.key()), item.name()),
            story,
            Finding.lines(item.put(), overtook.put(), early, late))
        .knowing(
            KnownThen.after(item.put(), "%s is in the queue".formatted(item.name())),
            KnownThen.after(
                overtook.put(), "%s is behind %s".formatted(overtook.name(), item.name())),
            KnownThen.breaks(
                early, "%s must come out before %s".formatted(item.name(), overtook.name())),
            KnownThen.after(late, "%s comes out too late".formatted(item.name())));
  }

  private Finding missed(OperationRecord empty, List<Item> there) {
    List<Item> shown =
        there.stream()
            .filter(item -> item.putSince() < empty.returnIndex())
            .filter(item -> takeBegun(item) > empty.invoke().index())
            .toList();
    List<String> story = new ArrayList<>();
    List<Entry> lines = Finding.lines(empty);
    List<@Nullable KnownThen> known = new ArrayList<>();
    for (Item item : shown.subList(0, Math.min(3, shown.size()))) {
      story.add("Let %s.".formatted(enqueued(item)));
      @Nullable OperationRecord take = item.taken();
      if (take != null) {
        story.add("Let %s be given it.".formatted(Words.operation(take)));
      }
      lines.addAll(Finding.lines(item.put(), take));
      known.add(KnownThen.after(item.put(), "%s is in the queue".formatted(item.name())));
      known.add(KnownThen.after(take, "%s is out of the queue".formatted(item.name())));
    }
    story.add("However, %s finds nothing in between.".formatted(Words.operation(empty)));
    known.add(KnownThen.breaks(empty, "something must be in the queue"));
    return new Finding(
            "the queue%s was found empty by %s, though something was there all the time"
                .formatted(Words.of(queue.key()), Words.operation(empty)),
            story,
            lines)
        .knowing(known.toArray(KnownThen[]::new));
  }

  private Finding lost(Item item, OperationRecord empty, int others) {
    List<String> story = new ArrayList<>();
    story.add("Let %s.".formatted(enqueued(item)));
    story.add(
        "Nobody is given it%s."
            .formatted(
                others == 0
                    ? ""
                    : ", and the %d dequeues of unknown outcome account for %d others"
                        .formatted(others, others)));
    story.add(
        "However, %s, which begins after that, finds nothing.".formatted(Words.operation(empty)));
    return new Finding(
            "the element %s%s was acknowledged and is lost"
                .formatted(item.name(), Words.of(queue.key())),
            story,
            Finding.lines(item.put(), empty))
        .knowing(
            KnownThen.after(
                item.put(), "%s is in the queue until it is taken".formatted(item.name())),
            KnownThen.breaks(empty, "%s must be in the queue".formatted(item.name())));
  }
}
