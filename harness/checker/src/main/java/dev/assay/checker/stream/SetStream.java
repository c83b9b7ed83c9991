package dev.assay.checker.stream;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One set, as far as it matters for what is still to come. {@link StreamingLinearSet} argues why
 * what is remembered suffices.
 */
final class SetStream {
  private static final long ELEMENT_BYTES = 150;
  private static final long OWN_BYTES = 1000;

  /** Begun before everything. */
  private static final long EVER = -1;

  /**
   * From when to when nothing was known of an element.
   *
   * @param begin when its add began, or {@link #EVER} if that does not matter any more
   * @param end when it was acknowledged or first shown; or when the add was given up
   */
  private record Span(long begin, long end) {}

  private final String key;

  /** The order of the sets that reads showed; null where they need none. */
  private final @Nullable ReadChain chain;

  /** Elements that every read to come has to show. */
  private final ElementSet settled = new ElementSet();

  /** Those that are known, in the order of their ends: some open read may do without them. */
  private final Map<Object, Span> recent = new LinkedHashMap<>();

  /** Adds that are open and that nobody has seen, by their index. */
  private final Map<Object, Long> trying = new HashMap<>();

  /** Elements of adds of unknown outcome that nobody has seen, in the order of their ends. */
  private final Map<Object, Span> givenUp = new LinkedHashMap<>();

  /** Those that were given up before all reads that are open or to come. */
  private final ElementSet adrift = new ElementSet();

  private final LinkedHashSet<Long> reads = new LinkedHashSet<>();
  private final Set<String> finalNodes = new TreeSet<>();
  private long acknowledged;
  private @Nullable Violation violation;

  private SetStream(String key, @Nullable ReadChain chain) {
    this.key = key;
    this.chain = chain;
  }

  /** For {@link StreamingSet}: reads may show an element that began later, and not an early one. */
  static SetStream durable(String key) {
    return new SetStream(key, null);
  }

  /** For {@link StreamingLinearSet}. */
  static SetStream linearizable(String key) {
    return new SetStream(key, new ReadChain());
  }

  @Nullable Violation violation() {
    return violation;
  }

  /** Which nodes were read in the final phase. */
  Set<String> finalNodes() {
    return finalNodes;
  }

  long acknowledged() {
    return acknowledged;
  }

  OpenState openState() {
    return new OpenState(
        0,
        settled.size() + recent.size(),
        adrift.size() + givenUp.size() + trying.size(),
        OWN_BYTES
            + settled.bytes()
            + adrift.bytes()
            + (chain == null ? 0 : chain.bytes())
            + (recent.size() + givenUp.size() + trying.size()) * ELEMENT_BYTES);
  }

  /**
   * An operation begins.
   *
   * @return false if it adds an element that was added before, so that nobody could tell the two
   *     apart
   * @throws HistoryException if it is none on a set
   */
  boolean begin(Entry invoke) {
    return switch (invoke.f()) {
      case "read" -> reads.add(invoke.index());
      case "add" -> beginAdd(invoke.index(), element(invoke));
      default ->
          throw new HistoryException(
              "index %d: a set knows add and read, not %s".formatted(invoke.index(), invoke.f()));
    };
  }

  /** What an operation adds. */
  static Object element(Entry add) {
    Object element = add.value();
    if (element == null) {
      throw new HistoryException("index %d: an add has no value".formatted(add.index()));
    }
    return element;
  }

  private boolean beginAdd(long index, Object element) {
    if (recent.containsKey(element)
        || settled.contains(element)
        || givenUp.containsKey(element)
        || adrift.contains(element)) {
      return false;
    }
    return trying.putIfAbsent(element, index) == null;
  }

  void added(OperationRecord add, Object element) {
    boolean unseen = trying.remove(element) != null;
    long begin = add.invoke().index();
    switch (add.outcome()) {
      case OK -> {
        acknowledged++;
        if (unseen) {
          recent.put(element, new Span(begin, add.returnIndex()));
        }
      }
      case FAIL -> {
        if (!unseen) {
          violation = resurrected(add, element);
        }
      }
      case INFO, INVOKE, EVENT -> {
        if (unseen) {
          givenUp.put(element, new Span(begin, Values.completion(add).index()));
        }
      }
    }
    settle();
  }

  void failedRead(OperationRecord read) {
    reads.remove(read.invoke().index());
    settle();
  }

  /** A read showed these. */
  void read(OperationRecord read, List<?> elements, boolean last) {
    reads.remove(read.invoke().index());
    Set<Object> shown = new HashSet<>();
    Map<Object, Span> open = new LinkedHashMap<>();
    for (Object element : elements) {
      if (!shown.add(element)) {
        violation = duplicated(read, element);
        return;
      }
      if (!settled.contains(element)) {
        Span span = known(read, element);
        if (span == null) {
          violation = phantom(read, element);
          return;
        }
        open.put(element, span);
      }
    }
    String node = read.node();
    if (last && node != null) {
      finalNodes.add(node);
    }
    violation = misplaced(read, shown, open);
    settle();
  }

  /** What is known of an element that a read shows; null if it cannot be there. */
  private @Nullable Span known(OperationRecord read, Object element) {
    Span known = recent.get(element);
    if (known != null) {
      return known;
    }
    Long begin = trying.remove(element);
    Span tried = givenUp.remove(element);
    if (tried != null) {
      begin = tried.begin();
    } else if (adrift.remove(element)) {
      begin = EVER;
    }
    if (begin == null) {
      return null;
    }
    Span span = new Span(begin, read.returnIndex());
    recent.put(element, span);
    return span;
  }

  /**
   * Why a read cannot have shown what it did; null if it can.
   *
   * @param open what it shows that is not settled
   */
  private @Nullable Violation misplaced(
      OperationRecord read, Set<Object> shown, Map<Object, Span> open) {
    long begin = read.invoke().index();
    Object missing = missing(shown, shown.size() - open.size(), begin);
    if (missing != null) {
      return missing(read, missing);
    }
    if (chain == null) {
      return null;
    }
    Object latest = null;
    for (Map.Entry<Object, Span> element : open.entrySet()) {
      if (element.getValue().begin() > begin) {
        begin = element.getValue().begin();
        latest = element.getKey();
      }
    }
    Object before = missing(shown, settled.size(), begin);
    if (latest != null && before != null) {
      return turned(read, latest, before);
    }
    return chain
        .place(read.returnIndex(), shown.size(), open.keySet())
        .map(apart -> apart(read, apart))
        .orElse(null);
  }

  /**
   * An element that is not shown, and was known before this moment; null if there is none.
   *
   * @param ofSettled how many settled ones are shown
   */
  private @Nullable Object missing(Set<Object> shown, long ofSettled, long moment) {
    if (ofSettled < settled.size()) {
      return settled.first(element -> !shown.contains(element)).orElseThrow();
    }
    return recent.entrySet().stream()
        .takeWhile(element -> element.getValue().end() < moment)
        .map(Map.Entry::getKey)
        .filter(element -> !shown.contains(element))
        .findFirst()
        .orElse(null);
  }

  private void settle() {
    long oldest = reads.isEmpty() ? Long.MAX_VALUE : reads.getFirst();
    takeEndedBefore(oldest, givenUp).forEach(adrift::add);
    List<Object> known = takeEndedBefore(oldest, recent);
    known.forEach(settled::add);
    if (chain != null && !known.isEmpty()) {
      for (Object element : chain.settle(known)) {
        recent.remove(element);
        settled.add(element);
      }
    }
  }

  private static List<Object> takeEndedBefore(long moment, Map<Object, Span> elements) {
    List<Object> taken = new ArrayList<>();
    Iterator<Map.Entry<Object, Span>> each = elements.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Object, Span> element = each.next();
      if (element.getValue().end() >= moment) {
        break;
      }
      taken.add(element.getKey());
      each.remove();
    }
    return taken;
  }

  private Violation missing(OperationRecord read, Object element) {
    return of(
        "missing",
        "%s, which was known, is missing from %s".formatted(name(element), Words.operation(read)),
        List.of(
            "Let %s be acknowledged, or shown by a read.".formatted(name(element)),
            "However, %s, which began after that, does not show it."
                .formatted(Words.operation(read))),
        read);
  }

  private Violation turned(OperationRecord read, Object late, Object early) {
    return of(
        "turned",
        "%s shows %s and not %s, which was known before the add of the former began"
            .formatted(Words.operation(read), name(late), name(early)),
        List.of(
            "Let %s be acknowledged, or shown by a read.".formatted(name(early)),
            "Then let the add of %s begin.".formatted(name(late)),
            "However, %s shows %s and not %s."
                .formatted(Words.operation(read), name(late), name(early))),
        read);
  }

  private Violation apart(OperationRecord read, ReadChain.Apart apart) {
    return of(
        "apart",
        "two reads%s show sets of which neither contains the other".formatted(Words.of(key)),
        List.of(
            "Let the read that line %d ends show %s and not %s."
                .formatted(apart.line() + 1, text(apart.other()), text(apart.one())),
            "However, %s shows %s and not %s: whichever came first, nothing removes an element."
                .formatted(Words.operation(read), text(apart.one()), text(apart.other()))),
        read);
  }

  private Violation duplicated(OperationRecord read, Object element) {
    String sentence = "%s comes twice in %s".formatted(name(element), Words.operation(read));
    return of("duplicated", sentence, List.of(sentence + "."), read);
  }

  private Violation phantom(OperationRecord read, Object element) {
    String sentence =
        "%s is shown by %s, and nobody had added it, or its add had failed"
            .formatted(name(element), Words.operation(read));
    return of("phantom", sentence, List.of(sentence + "."), read);
  }

  private Violation resurrected(OperationRecord add, Object element) {
    String sentence =
        "%s was shown by a read, and %s failed".formatted(name(element), Words.operation(add));
    return of("resurrected", sentence, List.of(sentence + "."), add);
  }

  private static Violation of(
      String anomaly, String sentence, List<String> story, OperationRecord operation) {
    return new Violation(anomaly, new Finding(sentence, story, Finding.lines(operation)));
  }

  private String name(Object element) {
    return "element " + text(element) + Words.of(key);
  }

  private static String text(Object element) {
    return EntryJson.valueText(element);
  }
}
