package dev.assay.checker.session;

import org.jspecify.annotations.Nullable;

/**
 * What one session has seen of one key so far, in its order. Of all that came before it is enough
 * to remember what had the highest version: if that contradicts nothing, the rest does not.
 */
final class SessionTrack {
  private @Nullable Step newestRead;
  private @Nullable Known newestWrite;
  private @Nullable Known newestAcknowledged;

  /** A write, and the sighting by which its version is known (itself when it was acknowledged). */
  record Known(Step write, Step sighting) {
    long version() {
      return sighting.version();
    }
  }

  /** The next read that was answered; true if there was something to compare it with. */
  boolean read(Step read, KeyLedger key, SessionFindings findings) {
    if (read.version() == Step.UNKNOWN) {
      return false;
    }
    Step older = newestRead;
    Known own = newestAcknowledged;
    if (own != null && read.version() < own.version()) {
      findings.lostOwnWrite(own, read);
    } else if (older != null && read.version() < older.version()) {
      findings.wentBack(older, read);
    }
    Step writer = read.sighting() ? key.writer(read) : null;
    if (writer != null && read.before(writer) && sameSession(read, writer)) {
      findings.readAhead(read, writer);
    }
    if (older == null || read.version() > older.version()) {
      newestRead = read;
    }
    return own != null || older != null;
  }

  private static boolean sameSession(Step read, Step write) {
    String session = Bursts.session(read.operation());
    return session != null && session.equals(Bursts.session(write.operation()));
  }

  /** The next write, whatever became of it; true if there was something to compare it with. */
  boolean write(Step write, KeyLedger key, SessionFindings findings) {
    Step sighting = key.sighting(write);
    if (sighting == null) {
      return false;
    }
    Known known = new Known(write, sighting);
    Known before = newestWrite;
    Step read = newestRead;
    if (before != null && known.version() < before.version()) {
      findings.reordered(before, known);
    } else if (read != null && known.version() < read.version()) {
      findings.tookEffectInThePast(read, known);
    }
    if (before == null || known.version() > before.version()) {
      newestWrite = known;
    }
    Known acknowledged = newestAcknowledged;
    if (write.ok() && (acknowledged == null || known.version() > acknowledged.version())) {
      newestAcknowledged = known;
    }
    return before != null || read != null;
  }
}
