package dev.assay.checker.lock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a history in which at most one holds something at a time: what the operations are
 * called, and how a story speaks of them.
 *
 * @param guarantee the promise that there is one holder at a time
 * @param twoHolders the anomaly that there are two
 * @param numberOrder the anomaly that numbers do not grow
 * @param staleHolder the anomaly that work of an earlier holder is accepted
 * @param candidacy the operation that must come before, in the same session; null where there is
 *     none
 * @param acquire the operation by which somebody becomes the holder
 * @param work the operation that is done under a number
 * @param release the operation that ends it
 * @param holder what the one is called that has it
 * @param number what the holder's number is called
 * @param become "acquire the lock"
 * @param becomes "acquires the lock"
 * @param two "two hold the lock"
 * @param both "both hold it"
 * @param once the reason why nothing is known where there was one holder only
 */
record Terms(
    String guarantee,
    String twoHolders,
    String numberOrder,
    String staleHolder,
    @Nullable String candidacy,
    String acquire,
    String work,
    String release,
    String holder,
    String number,
    String become,
    String becomes,
    String two,
    String both,
    String once) {
  static final Terms LOCK =
      new Terms(
          "mutual-exclusion",
          "two-holders",
          "token-order",
          "stale-holder",
          null,
          "acquire",
          "work",
          "release",
          "holder",
          "token",
          "acquire the lock",
          "acquires the lock",
          "two hold the lock",
          "both hold it",
          "No lock was acquired more than once.");

  static final Terms ELECTION =
      new Terms(
          "one-leader",
          "two-leaders",
          "epoch-order",
          "stale-leader",
          "campaign",
          "lead",
          "publish",
          "resign",
          "leader",
          "epoch",
          "become the leader",
          "becomes the leader",
          "two are the leader",
          "both are",
          "No election had a second leader, so there was nothing to compare.");

  /** The operations that a history may hold. */
  List<String> kinds() {
    return candidacy == null
        ? List.of(acquire, work, release)
        : List.of(candidacy, acquire, work, release);
  }
}
