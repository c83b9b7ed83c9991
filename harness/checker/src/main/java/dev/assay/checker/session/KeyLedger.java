package dev.assay.checker.session;

import dev.assay.checker.history.EntryType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the whole history says of one key: who wrote which value, and what was seen. */
final class KeyLedger {
  private final Map<Object, Writing> writings = new HashMap<>();
  private final Map<Object, Step> seen = new HashMap<>();
  private final Map<Long, Step> versions = new HashMap<>();

  /**
   * The writes of one value.
   *
   * @param first the first that did not surely fail; the first of all if each of them did
   * @param several whether there are several that did not fail, so that nobody can tell which of
   *     them took effect when
   */
  record Writing(Step first, boolean several) {
    boolean failed() {
      return first.outcome() == EntryType.FAIL;
    }

    private Writing with(Step again) {
      if (failed()) {
        return again.outcome() == EntryType.FAIL ? this : new Writing(again, false);
      }
      return again.outcome() == EntryType.FAIL ? this : new Writing(first, true);
    }
  }

  void wrote(Step write) {
    Writing before = writings.get(write.value());
    writings.put(write.value(), before == null ? new Writing(write, false) : before.with(write));
  }

  /** Told of all sightings once all writes are known. */
  void saw(Step sighting, SessionFindings findings) {
    Step sameVersion = versions.putIfAbsent(sighting.version(), sighting);
    if (sameVersion != null && !sameVersion.value().equals(sighting.value())) {
      findings.diverged(sameVersion, sighting);
    }
    Step sameValue = seen.putIfAbsent(sighting.value(), sighting);
    Writing writing = writings.get(sighting.value());
    if (sameValue != null
        && sameValue.version() != sighting.version()
        && (writing == null || !writing.several())) {
      findings.repeated(sameValue, sighting, writing == null ? null : writing.first());
    }
  }

  /**
   * Whether a read shows what cannot be there. What it finds as version 0 may have been put there
   * before the history began.
   */
  void looksForPhantom(Step read, SessionFindings findings) {
    Writing writing = writings.get(read.value());
    if (writing == null) {
      if (read.version() > 0) {
        findings.phantom(read, null);
      }
    } else if (writing.failed()
        || writing.first().operation().invoke().index() > read.operation().returnIndex()) {
      findings.phantom(read, writing.first());
    }
  }

  /**
   * The one write that wrote what the read shows; null if there is none, or if there are several.
   */
  @Nullable Step writer(Step read) {
    Writing writing = writings.get(read.value());
    return writing == null || writing.several() ? null : writing.first();
  }

  /** The sighting by which the version of a write is known; null when it is not known. */
  @Nullable Step sighting(Step write) {
    if (write.sighting()) {
      return write;
    }
    Writing writing = writings.get(write.value());
    return writing == null || writing.several() ? null : seen.get(write.value());
  }
}
