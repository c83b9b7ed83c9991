package dev.assay.report;

import dev.assay.checker.exercise.FaultWindows;
import dev.assay.checker.history.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fault from the nemesis' first word to its last.
 *
 * @param id the planned fault's
 * @param kind the word of the command line
 * @param begin the nemesis operation that brought it about
 * @param end the one that healed it, null when the history ends before
 */
record FaultEpisode(long id, String kind, Operation begin, @Nullable Operation end) {
  private static final int SHOWN_LINKS = 8;

  /** How far it got, best last. */
  enum Standing {
    ASKED("asked, not applied"),
    APPLIED("applied, not proven"),
    PROVEN("proven");

    private final String word;

    Standing(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Standing standing() {
    if (Boolean.TRUE.equals(field(begin.completion(), "proven"))) {
      return Standing.PROVEN;
    }
    return Boolean.TRUE.equals(field(begin.completion(), "applied"))
        ? Standing.APPLIED
        : Standing.ASKED;
  }

  boolean proven() {
    return standing() == Standing.PROVEN;
  }

  boolean healed() {
    return end != null && Boolean.TRUE.equals(field(end.completion(), "proven"));
  }

  /** From the first call to the last proof: all the time in which it may have had an effect. */
  Interval asked(long runEnd) {
    Entry answer = begin.completion();
    if (answer != null && !proven() && FaultWindows.nothingDone(answer)) {
      return new Interval(begin.start(), begin.end(runEnd));
    }
    return new Interval(begin.start(), end == null ? runEnd : end.end(runEnd));
  }

  /** From the proof that it was in effect to the call that healed it. */
  Interval confirmed(long runEnd) {
    long from = begin.end(runEnd);
    return new Interval(from, Math.max(from, end == null ? runEnd : end.start()));
  }

  /** What the probe saw of it, in a sentence; empty when it says nothing. */
  String proof() {
    return said(begin.completion());
  }

  /** What the probe saw of its end, in a sentence; empty when it says nothing. */
  String healProof() {
    return end == null ? "" : said(end.completion());
  }

  /** What it was done to, as far as the history tells: {@code n1, n2 ⇄ n3}. */
  String targets() {
    List<String> parts = new ArrayList<>(nodes());
    parts.addAll(links());
    if (parts.size() > SHOWN_LINKS) {
      int more = parts.size() - SHOWN_LINKS;
      parts = new ArrayList<>(parts.subList(0, SHOWN_LINKS));
      parts.add("and " + more + " more");
    }
    return String.join(", ", parts);
  }

  /** The nodes named as its targets. */
  List<String> nodes() {
    Object nodes = field(begin.completion(), "nodes");
    if (nodes == null) {
      nodes = field(begin.invocation(), "nodes");
    }
    return nodes instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private List<String> links() {
    Object links = field(begin.completion(), "links");
    if (!(links instanceof List<?> list)) {
      return List.of();
    }
    Set<List<String>> pairs = new LinkedHashSet<>();
    for (Object link : list) {
      if (link instanceof List<?> ends && ends.size() == 2) {
        pairs.add(ends.stream().map(String::valueOf).toList());
      }
    }
    List<String> words = new ArrayList<>();
    Set<List<String>> said = new LinkedHashSet<>();
    for (List<String> pair : pairs) {
      boolean bothWays = pairs.contains(pair.reversed());
      if (!bothWays || !said.contains(pair.reversed())) {
        words.add(pair.getFirst() + (bothWays ? " ⇄ " : " → ") + pair.getLast());
        said.add(pair);
      }
    }
    return words;
  }

  private static String said(@Nullable Entry completion) {
    if (completion == null) {
      return "";
    }
    Object proof = field(completion, "proof");
    if (proof != null) {
      return Wording.shortened(String.valueOf(proof), 600);
    }
    return completion.error() == null ? "" : Wording.shortened(completion.error(), 600);
  }

  /** A field of a line whose value is a map; null when there is none. */
  static @Nullable Object field(@Nullable Entry entry, String name) {
    return entry != null && entry.value() instanceof Map<?, ?> map ? map.get(name) : null;
  }
}
