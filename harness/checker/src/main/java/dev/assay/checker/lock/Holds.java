package dev.assay.checker.lock;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out, from what is known of sessions and releases, for how long locks were surely held. */
final class Holds {
  private static final NavigableMap<Long, OperationRecord> NONE =
      Collections.unmodifiableNavigableMap(new TreeMap<>());

  /** By session: its acknowledged operations, by the index of their invocation. */
  private final Map<String, NavigableMap<Long, OperationRecord>> signsOfLife = new HashMap<>();

  private final Terms terms;

  /** The session of each candidate that is surely known. */
  private final Map<Object, String> candidates = new HashMap<>();

  /** The operations of all locks: one session may hold several. */
  Holds(List<OperationRecord> operations, Terms terms) {
    this.terms = terms;
    for (OperationRecord operation : operations) {
      String session = operation.session();
      if (operation.outcome() == EntryType.OK && session != null && !session.isEmpty()) {
        file(signsOfLife, session, operation);
      }
      @Nullable String own = operation.outcome() == EntryType.OK ? ownSession(operation) : null;
      if (operation.invoke().f().equals(terms.candidacy()) && own != null) {
        candidates.put(candidate(operation), own);
      }
    }
  }

  private static <K> void file(
      Map<K, NavigableMap<Long, OperationRecord>> files, K key, OperationRecord operation) {
    files.computeIfAbsent(key, _ -> new TreeMap<>()).put(operation.invoke().index(), operation);
  }

  /** The holds of one lock, in the order of their acknowledgements. */
  List<Hold> of(List<OperationRecord> operations) {
    Map<Object, NavigableMap<Long, OperationRecord>> releases = releases(operations);
    List<Hold> holds = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (OperationRecord operation : operations) {
      if (operation.invoke().f().equals(terms.acquire())
          && operation.outcome() == EntryType.OK
          && (terms.candidacy() == null || seen.add(candidate(operation)))) {
        holds.add(hold(operation, releases));
      }
    }
    holds.sort(Comparator.comparingLong(Hold::from));
    return holds;
  }

  /** By process and by session. Whatever became of a release, the lock may be free from then on. */
  private Map<Object, NavigableMap<Long, OperationRecord>> releases(
      List<OperationRecord> operations) {
    Map<Object, NavigableMap<Long, OperationRecord>> releases = new HashMap<>();
    for (OperationRecord operation : operations) {
      if (operation.invoke().f().equals(terms.release())) {
        file(releases, operation.invoke().actor(), operation);
        String session = operation.session();
        if (session != null) {
          file(releases, session, operation);
        }
      }
    }
    return releases;
  }

  private Hold hold(
      OperationRecord acquire, Map<Object, NavigableMap<Long, OperationRecord>> releases) {
    long token = Values.number(Values.completion(acquire), terms.number());
    String session = ownSession(acquire);
    boolean candidate =
        terms.candidacy() == null
            || (session != null && session.equals(candidates.get(candidate(acquire))));
    if (session == null || !candidate) {
      return new Hold(acquire, token, acquire.invoke().index(), NONE);
    }
    NavigableMap<Long, OperationRecord> signs = signsOfLife.getOrDefault(session, NONE);
    long lastSign = signs.isEmpty() ? -1 : signs.lastKey();
    long release =
        Math.min(
            firstAfter(acquire, releases.getOrDefault(acquire.invoke().actor(), NONE)),
            firstAfter(acquire, releases.getOrDefault(session, NONE)));
    return new Hold(acquire, token, Math.min(lastSign, release), signs);
  }

  /** Who asks to become the holder, where that takes several operations. */
  private static Object candidate(OperationRecord operation) {
    Object candidate = Values.map(operation.invoke()).get("candidate");
    if (candidate == null) {
      throw new HistoryException(
          "index %d: there is no candidate".formatted(operation.invoke().index()));
    }
    return candidate;
  }

  /** The session that the lock ends with; null when it changed meanwhile, or nobody said. */
  private static @Nullable String ownSession(OperationRecord acquire) {
    String before = acquire.invoke().session();
    String session = acquire.session();
    boolean known = session != null && !session.isEmpty();
    boolean same = before == null || before.isEmpty() || before.equals(session);
    return known && same ? session : null;
  }

  private static long firstAfter(
      OperationRecord acquire, NavigableMap<Long, OperationRecord> releases) {
    Long first = releases.higherKey(acquire.invoke().index());
    return first == null ? Long.MAX_VALUE : first;
  }
}
