package dev.assay.checker.txn;

import dev.assay.checker.arrays.IntStack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks for an order of the versions of each key that nothing speaks against, where reads do not
 * tell it. Chooses one version after the other; whatever is wrong with a beginning is wrong with
 * all that follows from it.
 */
final class VersionSearch {
  /** With more versions than this only one order is tried. */
  private static final int MOST_VERSIONS = 200;

  /** How much is looked at: transactions, times orders. */
  private static final int WORK = 8_000_000;

  private final List<List<Version>> keys;
  private final Predicate<Chosen> tolerable;
  private final Chosen chosen = new Chosen(new IntStack());
  private int looksLeft;

  private VersionSearch(List<List<Version>> keys, Predicate<Chosen> tolerable, int looks) {
    this.keys = keys;
    this.tolerable = tolerable;
    this.looksLeft = looks;
  }

  /** What came of a search. */
  enum Answer {
    FOUND,
    /** There is none. */
    NONE,
    /** Not all were tried. */
    GAVE_UP
  }

  /** The edges that follow from an order, each as source, target and type. */
  record Chosen(IntStack edges) {
    void addTo(DependencyGraph.Builder graph) {
      for (int at = 0; at < edges.size(); at += 3) {
        graph.add(edges.at(at), edges.at(at + 1), edges.at(at + 2));
      }
    }

    private void follows(Version version, Version later) {
      add(version.writer, later.writer, DependencyGraph.WW);
      for (int at = 0; at < version.readers.size(); at++) {
        add(version.readers.at(at), later.writer, DependencyGraph.RW);
      }
    }

    private void add(int source, int target, int type) {
      edges.push(source);
      edges.push(target);
      edges.push(type);
    }
  }

  /**
   * Looks for one, the likely one first.
   *
   * @param versions the versions of each key whose order is not known
   * @param places by transaction, where it stands in an order that is likely
   * @param tolerable whether nothing speaks against what was chosen so far
   */
  static Answer find(List<List<Version>> versions, int[] places, Predicate<Chosen> tolerable) {
    List<List<Version>> keys = new ArrayList<>();
    int count = 0;
    for (List<Version> ofKey : versions) {
      if (ofKey.size() > 1) {
        List<Version> sorted = new ArrayList<>(ofKey);
        sorted.sort(Comparator.comparingInt(version -> places[version.writer]));
        keys.add(sorted);
        count += sorted.size();
      }
    }
    VersionSearch search = new VersionSearch(keys, tolerable, WORK / (places.length + 400));
    if (search.likely()) {
      return Answer.FOUND;
    }
    if (count > MOST_VERSIONS || (long) count * places.length > WORK) {
      return Answer.GAVE_UP;
    }
    return search.choose(0, List.of())
        ? Answer.FOUND
        : search.looksLeft > 0 ? Answer.NONE : Answer.GAVE_UP;
  }

  private boolean likely() {
    for (List<Version> ofKey : keys) {
      for (int at = 1; at < ofKey.size(); at++) {
        chosen.follows(ofKey.get(at - 1), ofKey.get(at));
      }
    }
    boolean found = tolerable.test(chosen);
    if (!found) {
      chosen.edges().truncate(0);
    }
    return found;
  }

  /** Chooses an order of what is left of one key, and then those of the keys from this one on. */
  private boolean choose(int key, List<Version> left) {
    if (left.size() < 2) {
      return key == keys.size() || choose(key + 1, keys.get(key));
    }
    int mark = chosen.edges().size();
    for (Version next : left) {
      if (looksLeft == 0) {
        return false;
      }
      looksLeft--;
      List<Version> rest = new ArrayList<>(left);
      rest.remove(next);
      rest.forEach(later -> chosen.follows(next, later));
      if (tolerable.test(chosen) && choose(key, rest)) {
        return true;
      }
      chosen.edges().truncate(mark);
    }
    return false;
  }
}
