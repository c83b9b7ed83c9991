package dev.assay.checker.watch;

import dev.assay.checker.history.Entry;
import org.jspecify.annotations.Nullable;

/** What one session waits for on one object: the state of its one watch. */
final class Watcher {
  private final boolean mortal;
  private @Nullable Registration armed;
  private @Nullable Told told;
  private @Nullable Entry lastEvent;
  private boolean doubtful;
  private int underWay;
  private int excusesUsed;

  /** An event, and the registration that it used up. */
  record Told(Entry event, Registration registration) {}

  /**
   * Nothing yet.
   *
   * @param mortal whether the object was ever deleted
   */
  Watcher(boolean mortal) {
    this.mortal = mortal;
  }

  /** A registration that will succeed was sent. */
  void registers() {
    underWay++;
  }

  /** It succeeded; true if the session looked again after an event. */
  boolean registered(Registration registration, WatchFindings findings) {
    underWay = Math.max(0, underWay - 1);
    excusesUsed = Math.max(0, excusesUsed - 1);
    Told before = told;
    Registration earlier = armed;
    if (before != null) {
      if (!doubtful && registration.stillShows(before.registration(), mortal)) {
        findings.beforeData(before, registration);
      }
    } else if (earlier != null && !earlier.late() && registration.newerThan(earlier, mortal)) {
      findings.missed(earlier, registration);
    }
    told = null;
    armed = registration;
    return before != null;
  }

  /** An event came; the registration that was armed and is used up, or null. */
  @Nullable Registration usesUp(Entry event) {
    lastEvent = event;
    Registration registration = armed;
    if (registration != null) {
      armed = null;
      told = new Told(event, registration);
      doubtful = false;
    }
    return registration;
  }

  /** The connection was lost before anything was answered that came after the event. */
  void doubt() {
    doubtful = true;
  }

  /** Whether a registration is under way that may explain one more event. */
  boolean hasExcuse() {
    return underWay > excusesUsed;
  }

  /** It did. */
  void excused() {
    excusesUsed++;
  }

  /** What waits for an event. */
  @Nullable Registration armed() {
    return armed;
  }

  @Nullable Entry lastEvent() {
    return lastEvent;
  }
}
