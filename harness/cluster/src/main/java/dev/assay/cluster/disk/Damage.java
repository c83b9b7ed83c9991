package dev.assay.cluster.disk;

import dev.assay.core.fault.FaultAction;
import dev.assay.core.spi.SystemUnderTest.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A damage to what was durable on the disk of a node that does not run, where the node must notice
 * it. In the newest file of a log a crash may leave any part of what was written last; so there a
 * flipped bit counts only where something durable follows, and a cut does not count at all. A
 * snapshot counts once it is whole.
 */
final class Damage {
  /** More than that is no file of a test. */
  private static final long MOST_BYTES = 256L << 20;

  private final Path file;
  private final byte[] before;
  private final byte[] after;
  private final String what;

  private record Place(String name, long end) {}

  private Damage(Path file, byte[] before, byte[] after, String what) throws IOException {
    this.file = file;
    this.before = before;
    this.after = after;
    this.what = what;
    Files.write(file, after);
  }

  /** Whether there is a file that can be damaged. */
  static boolean possible(NodeDisk disk, DurableFiles files, FaultAction action)
      throws IOException {
    return !places(disk, files, action.kind().equals(DamageFaults.FLIP)).isEmpty();
  }

  /** Damages one of the files, if there is one that can be. */
  static Optional<Damage> to(NodeDisk disk, DurableFiles files, FaultAction action)
      throws IOException {
    boolean flip = action.kind().equals(DamageFaults.FLIP);
    List<Place> places = places(disk, files, flip);
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Place place = places.get((int) Math.floorMod(figure(action, "file"), (long) places.size()));
    Path file = disk.file(place.name());
    if (Files.size(file) > MOST_BYTES) {
      return Optional.empty();
    }
    byte[] before = Files.readAllBytes(file);
    long millionths = figure(action, "millionths");
    if (flip) {
      int offset = (int) (place.end() * millionths / 1_000_000);
      int bit = (int) figure(action, "bit");
      byte[] after = before.clone();
      after[offset] ^= (byte) (1 << bit);
      String what = "bit %d of byte %d of %s is flipped".formatted(bit, offset, place.name());
      return Optional.of(new Damage(file, before, after, what));
    }
    int end = 1 + (int) ((place.end() - 1) * millionths / 1_000_000);
    String what = "%s ends at byte %d and not at %d".formatted(place.name(), end, before.length);
    return Optional.of(new Damage(file, before, Arrays.copyOf(before, end), what));
  }

  private static List<Place> places(NodeDisk disk, DurableFiles files, boolean flip)
      throws IOException {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < files.log().size(); i++) {
      String name = files.log().get(i);
      boolean newest = i == files.log().size() - 1;
      FaultyDisk.Extent extent = disk.extent(name);
      if (!newest || flip) {
        places.add(new Place(name, newest ? extent.settled() : extent.durable()));
      }
    }
    for (String name : files.snapshot()) {
      places.add(new Place(name, disk.extent(name).durable()));
    }
    places.removeIf(place -> place.end() < 2);
    return places;
  }

  private static long figure(FaultAction action, String name) {
    return action.parameters().get(name) instanceof Number number ? number.longValue() : 0;
  }

  String what() {
    return what;
  }

  boolean there() throws IOException {
    return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), after);
  }

  /** What became of a damage. */
  enum Undone {
    /** The file is as it was, but for what the node added to it. */
    RESTORED,
    /** The node had removed the file, or written it anew. */
    REPLACED,
    /** The node went on with the damaged file, and what is missing from it has no place there. */
    LEFT
  }

  /** Puts back what was there, also where the node went on writing behind a flipped bit. */
  Undone undo() throws IOException {
    if (!Files.exists(file)) {
      return Undone.REPLACED;
    }
    byte[] now = Files.readAllBytes(file);
    if (Arrays.equals(now, after)) {
      Files.write(file, before);
      return Undone.RESTORED;
    }
    boolean wentOn =
        now.length >= after.length && Arrays.equals(now, 0, after.length, after, 0, after.length);
    if (wentOn && before.length == after.length) {
      System.arraycopy(before, 0, now, 0, before.length);
      Files.write(file, now);
      return Undone.RESTORED;
    }
    return wentOn ? Undone.LEFT : Undone.REPLACED;
  }
}
