package dev.assay.simulator;

import dev.assay.server.log.LogBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A damage to what was durable on a node's disk, at a place where the node must notice it when it
 * starts, and where the others have the same data.
 *
 * <p>Not every place is such. A crash may leave any part of the last batch that was written to the
 * newest segment of the log; so a flipped bit in there, or a cut anywhere in that segment, looks to
 * the node like a torn tail, which was never acknowledged to anybody and which it may cut off. No
 * server could tell the difference, and it would be wrong to blame one for it: if the batch had
 * been acknowledged, what was acknowledged is gone. (Protocol-aware recovery, FAST 2018, needs an
 * identifier that is written elsewhere for that.) A bit may be flipped where a later batch, durable
 * too, says that what is before it was durable: {@link SimFile#settled}. A file may be cut when it
 * is not the newest segment. Snapshots count only once they are whole, so the newest one may be
 * damaged anywhere; older ones are never read.
 */
final class Damage {
  private final SimDisk disk;
  private final Place place;
  private final String what;
  private final BooleanSupplier there;
  private final Runnable repair;

  /** A part of a file, from its beginning on, that may be damaged. */
  private record Place(String name, SimFile file, int end) {}

  private Damage(SimDisk disk, Place place, String what, BooleanSupplier there, Runnable repair) {
    this.disk = disk;
    this.place = place;
    this.what = what;
    this.there = there;
    this.repair = repair;
    disk.aboutToDamage();
  }

  /**
   * Flips a bit, when there is a place for that.
   *
   * @param choice which file, modulo their number
   * @param millionths where in the file
   */
  static @Nullable Damage flip(SimDisk disk, long choice, long millionths, int bit) {
    Place place = choose(places(disk, true), choice);
    if (place == null) {
      return null;
    }
    SimFile file = place.file();
    int offset = (int) (place.end() * millionths / 1_000_000);
    byte flipped = (byte) (file.content()[offset] ^ 1 << bit);
    Damage damage =
        new Damage(
            disk,
            place,
            "bit " + bit + " of byte " + offset + " of " + place.name() + " is flipped",
            () -> file.length() > offset && file.content()[offset] == flipped,
            () -> file.flip(offset, bit));
    file.flip(offset, bit);
    return damage;
  }

  /** Cuts a file off somewhere in its middle, when there is one where that would be noticed. */
  static @Nullable Damage cut(SimDisk disk, long choice, long millionths) {
    Place place = choose(places(disk, false), choice);
    if (place == null) {
      return null;
    }
    SimFile file = place.file();
    SimFile before = file.copy();
    int offset = 1 + (int) ((place.end() - 1) * millionths / 1_000_000);
    Damage damage =
        new Damage(
            disk,
            place,
            place.name() + " ends at byte " + offset + " and not at " + place.end(),
            () -> file.length() == offset,
            () -> file.restore(before));
    file.damageFrom(offset);
    return damage;
  }

  private static @Nullable Place choose(List<Place> places, long choice) {
    return places.isEmpty() ? null : places.get((int) Math.floorMod(choice, (long) places.size()));
  }

  /** The segments that recovery reads, from the oldest on, and the newest snapshot. */
  private static List<Place> places(SimDisk disk, boolean newestSegmentToo) {
    List<Place> segments = new ArrayList<>();
    Place snapshot = null;
    long before = LogBytes.NONE;
    for (String name : disk.list()) {
      long number = LogBytes.segment(name);
      if (number != LogBytes.NONE) {
        if (number != before + 1) {
          segments.clear();
        }
        before = number;
        segments.add(whole(disk, name));
      } else if (LogBytes.snapshot(name) != LogBytes.NONE) {
        snapshot = whole(disk, name);
      }
    }
    if (!segments.isEmpty()) {
      Place newest = segments.removeLast();
      if (newestSegmentToo) {
        segments.add(new Place(newest.name(), newest.file(), newest.file().settled()));
      }
    }
    if (snapshot != null) {
      segments.add(snapshot);
    }
    segments.removeIf(place -> place.end() < 2);
    return segments;
  }

  private static Place whole(SimDisk disk, String name) {
    SimFile file = disk.find(name);
    if (file == null) {
      throw new IllegalStateException("no file " + name);
    }
    return new Place(name, file, file.durable());
  }

  /** What is damaged, for a person. */
  String what() {
    return what;
  }

  /** Whether the file is as it was damaged. */
  boolean there() {
    return inPlace() && there.getAsBoolean();
  }

  @SuppressWarnings("ReferenceEquality") // This very file, not another one of the same name.
  private boolean inPlace() {
    return disk.find(place.name()) == place.file();
  }

  /** Puts back what was there, as from a mirror; nothing when the node has replaced it. */
  void undo() {
    disk.repaired();
    if (there()) {
      repair.run();
    }
  }
}
