package dev.assay.checker.session;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The definitions of the package, word by word: compares everything with everything. */
final class ObviousSessionOrder {
  private final List<Step> steps = new ArrayList<>();

  private ObviousSessionOrder(List<Entry> history) {
    for (OperationRecord operation : Operations.ofClients(history)) {
      steps.addAll(Bursts.steps(operation));
    }
  }

  /** The classes of anomalies that the history shows. */
  static Set<String> anomalies(List<Entry> history) {
    ObviousSessionOrder checker = new ObviousSessionOrder(history);
    Set<String> anomalies = new TreeSet<>();
    for (Step a : checker.steps) {
      if (checker.phantom(a)) {
        anomalies.add("phantom");
      }
      for (Step b : checker.steps) {
        if (a.key().equals(b.key())) {
          checker.compare(a, b, anomalies);
        }
      }
    }
    return anomalies;
  }

  private void compare(Step a, Step b, Set<String> anomalies) {
    if (a.sighting() && b.sighting()) {
      boolean sameValue = a.value().equals(b.value());
      if (a.version() == b.version() && !sameValue) {
        anomalies.add("diverged");
      }
      if (a.version() != b.version() && sameValue && writes(a).size() < 2) {
        anomalies.add("repeated");
      }
    }
    String session = Bursts.session(a.operation());
    if (session != null && session.equals(Bursts.session(b.operation())) && a.before(b)) {
      compareInSession(a, b, anomalies);
    }
  }

  /** {@code a} comes before {@code b} in one session. */
  private void compareInSession(Step a, Step b, Set<String> anomalies) {
    if (a.write() && b.write() && version(b).orElse(Long.MAX_VALUE) < version(a).orElse(-9)) {
      anomalies.add("reordered");
    }
    if (!a.write()
        && b.write()
        && a.sighting()
        && a.value().equals(b.value())
        && (b.outcome() != EntryType.FAIL || writes(a).isEmpty())
        && writes(a).size() < 2) {
      anomalies.add("reordered");
    }
    if (!a.write() && known(a) && b.write()) {
      // Against a write that stands behind another one of higher version, that one is the worse.
      boolean reordered =
          steps.stream()
              .anyMatch(c ->
                  c.write()
                      && c.key().equals(b.key())
                      && sameSession(c, b)
                      && c.before(b)
                      && version(c).orElse(-9) > version(b).orElse(Long.MAX_VALUE));
      if (version(b).orElse(Long.MAX_VALUE) < a.version() && !reordered) {
        anomalies.add("went-back");
      }
    }
    if (!b.write() && known(b)) {
      compareWithRead(a, b, anomalies);
    }
  }

  private void compareWithRead(Step a, Step b, Set<String> anomalies) {
    if (a.write() && a.ok() && b.version() < version(a).orElse(-9)) {
      anomalies.add("lost-own-write");
    }
    if (!a.write() && known(a) && b.version() < a.version()) {
      boolean lostOwn =
          steps.stream()
              .anyMatch(c ->
                  c.write()
                      && c.ok()
                      && c.key().equals(b.key())
                      && sameSession(c, b)
                      && c.before(b)
                      && version(c).orElse(-9) > b.version());
      if (!lostOwn) {
        anomalies.add("went-back");
      }
    }
  }

  private static boolean sameSession(Step a, Step b) {
    String session = Bursts.session(a.operation());
    return session != null && session.equals(Bursts.session(b.operation()));
  }

  private static boolean known(Step read) {
    return read.ok() && read.version() != Step.UNKNOWN;
  }

  /** The writes of a value that did not surely fail. */
  private List<Step> writes(Step step) {
    return steps.stream()
        .filter(other -> other.write() && other.key().equals(step.key()))
        .filter(other -> other.value().equals(step.value()))
        .filter(other -> other.outcome() != EntryType.FAIL)
        .toList();
  }

  private OptionalLong version(Step write) {
    if (write.sighting()) {
      return OptionalLong.of(write.version());
    }
    if (writes(write).size() > 1) {
      return OptionalLong.empty();
    }
    return steps.stream()
        .filter(step -> step.sighting() && step.key().equals(write.key()))
        .filter(step -> step.value().equals(write.value()))
        .mapToLong(Step::version)
        .findFirst();
  }

  private boolean phantom(Step read) {
    if (read.write() || !read.sighting()) {
      return false;
    }
    List<Step> all =
        steps.stream()
            .filter(step -> step.write() && step.key().equals(read.key()))
            .filter(step -> step.value().equals(read.value()))
            .toList();
    if (all.isEmpty()) {
      return read.version() > 0;
    }
    return all.stream()
        .filter(write -> write.outcome() != EntryType.FAIL)
        .noneMatch(write -> write.operation().invoke().index() < read.operation().returnIndex());
  }
}
