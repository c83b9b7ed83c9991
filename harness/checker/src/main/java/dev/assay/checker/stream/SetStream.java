package dev.assay.checker.stream;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Words;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One set, as far as it matters for what is still to come. */
final class SetStream {
  private static final long ELEMENT_BYTES = 150;
  private static final long OWN_BYTES = 1000;

  private final String key;

  /** Elements that every read to come has to show. */
  private final ElementSet settled = new ElementSet();

  /** Those that are known since this index, in its order: some open read may do without them. */
  private final Map<Object, Long> recent = new LinkedHashMap<>();

  /** Adds that are open, by their index; and elements of adds of unknown outcome. */
  private final Map<Object, Long> trying = new HashMap<>();

  private final ElementSet adrift = new ElementSet();
  private final LinkedHashSet<Long> reads = new LinkedHashSet<>();
  private final Set<String> finalNodes = new TreeSet<>();
  private long acknowledged;
  private @Nullable Violation violation;

  SetStream(String key) {
    this.key = key;
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
        adrift.size() + trying.size(),
        OWN_BYTES
            + settled.bytes()
            + adrift.bytes()
            + (recent.size() + trying.size()) * ELEMENT_BYTES);
  }

  /** False if the element was added before, so that nobody could tell the two apart. */
  boolean beginAdd(long index, Object element) {
    if (recent.containsKey(element) || settled.contains(element) || adrift.contains(element)) {
      return false;
    }
    return trying.putIfAbsent(element, index) == null;
  }

  void beginRead(long index) {
    reads.add(index);
  }

  void added(OperationRecord add, Object element) {
    boolean unseen = trying.remove(element) != null;
    switch (add.outcome()) {
      case OK -> {
        acknowledged++;
        if (unseen) {
          recent.put(element, add.returnIndex());
        }
      }
      case FAIL -> {
        if (!unseen) {
          violation = resurrected(add, element);
        }
      }
      case INFO, INVOKE, EVENT -> {
        if (unseen) {
          adrift.add(element);
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
    long shownSettled = 0;
    for (Object element : elements) {
      if (!shown.add(element)) {
        violation = duplicated(read, element);
        return;
      }
      if (settled.contains(element)) {
        shownSettled++;
      } else if (!recent.containsKey(element) && !known(read, element)) {
        violation = phantom(read, element);
        return;
      }
    }
    String node = read.node();
    if (last && node != null) {
      finalNodes.add(node);
    }
    missing(read, shown, shownSettled < settled.size())
        .ifPresent(element -> violation = missing(read, element));
    settle();
  }

  /** Whether an element that nobody has seen was tried to be added; then it is known now. */
  private boolean known(OperationRecord read, Object element) {
    if (trying.remove(element) == null && !adrift.remove(element)) {
      return false;
    }
    recent.put(element, read.returnIndex());
    return true;
  }

  private Optional<Object> missing(OperationRecord read, Set<Object> shown, boolean ofSettled) {
    if (ofSettled) {
      return settled.first(element -> !shown.contains(element));
    }
    long begin = read.invoke().index();
    return recent.entrySet().stream()
        .takeWhile(element -> element.getValue() < begin)
        .map(Map.Entry::getKey)
        .filter(element -> !shown.contains(element))
        .findFirst();
  }

  private void settle() {
    long oldest = reads.isEmpty() ? Long.MAX_VALUE : reads.getFirst();
    Iterator<Map.Entry<Object, Long>> elements = recent.entrySet().iterator();
    while (elements.hasNext()) {
      Map.Entry<Object, Long> element = elements.next();
      if (element.getValue() >= oldest) {
        return;
      }
      settled.add(element.getKey());
      elements.remove();
    }
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
    return "element " + EntryJson.valueText(element) + Words.of(key);
  }
}
