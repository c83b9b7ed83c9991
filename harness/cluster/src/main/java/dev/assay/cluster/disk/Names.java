package dev.assay.cluster.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The files of a disk by their names, and what to undo when the power goes before the next sync.
 * Names are relative, with slashes. Not for several threads.
 */
final class Names {
  private final Path root;
  private final Path removed;
  private final Map<String, Unsynced> files = new TreeMap<>();
  private final Deque<Undo> undos = new ArrayDeque<>();

  /** Files that were removed or replaced, and that may come back. */
  private final Map<Path, Unsynced> held = new TreeMap<>();

  private final List<Path> gone = new ArrayList<>();

  private long number;

  private interface Undo {
    void run() throws IOException;
  }

  /**
   * The names below a folder.
   *
   * @param removed a folder beside it, for what was removed and may come back
   */
  Names(Path root, Path removed) {
    this.root = root;
    this.removed = removed;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** A file that is there; all that it held when it was first seen counts as durable. */
  Unsynced file(String name) throws IOException {
    Unsynced known = files.get(name);
    if (known == null) {
      known = new Unsynced(Files.size(path(name)));
      files.put(name, known);
    }
    return known;
  }

  /** A file was just made there. */
  Unsynced created(String name) {
    Unsynced file = new Unsynced(0);
    files.put(name, file);
    undos.push(() -> {
      files.remove(name);
      Files.deleteIfExists(path(name));
    });
    return file;
  }

  void makeFolder(String name) throws IOException {
    Files.createDirectory(path(name));
    undos.push(() -> Files.delete(path(name)));
  }

  void removeFolder(String name) throws IOException {
    Files.delete(path(name));
    undos.push(() -> Files.createDirectory(path(name)));
  }

  void remove(String name) throws IOException {
    Path away = away();
    Files.move(path(name), away);
    gone.add(away);
    Unsynced file = files.remove(name);
    if (file != null) {
      held.put(away, file);
    }
    undos.push(() -> {
      Files.move(away, path(name));
      gone.remove(away);
      Unsynced back = held.remove(away);
      if (back != null) {
        files.put(name, back);
      }
    });
  }

  /** Moves a file or a folder; a file that is there already is replaced. */
  void rename(String from, String to) throws IOException {
    if (Files.isRegularFile(path(to))) {
      remove(to);
    }
    Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    move(from, to);
    undos.push(() -> {
      Files.move(path(to), path(from), StandardCopyOption.ATOMIC_MOVE);
      move(to, from);
    });
  }

  private void move(String from, String to) {
    Map<String, Unsynced> moved = new TreeMap<>();
    files
        .entrySet()
        .removeIf(entry -> {
          String name = entry.getKey();
          boolean it = name.equals(from) || name.startsWith(from + "/");
          if (it) {
            moved.put(to + name.substring(from.length()), entry.getValue());
          }
          return it;
        });
    files.putAll(moved);
  }

  private Path away() {
    number++;
    return removed.resolve(Long.toString(number));
  }

  /** All names are durable as they are. */
  void synced() throws IOException {
    undos.clear();
    held.clear();
    for (Path file : gone) {
      Files.delete(file);
    }
    gone.clear();
  }

  /** Every file that has something that is not durable, by where it is now. */
  private Map<Path, Unsynced> dirty() {
    Map<Path, Unsynced> dirty = new TreeMap<>();
    files.forEach((name, file) -> dirty.put(path(name), file));
    dirty.putAll(held);
    dirty.values().removeIf(file -> !file.dirty());
    return dirty;
  }

  /**
   * What was gone with the power.
   *
   * @param names how many changes of names were taken back
   */
  record Loss(long bytes, int files, int names) {}

  /**
   * Takes back what is not durable: first the bytes, then the names, the last change first.
   *
   * @param dice decides what survives of what had been appended
   */
  Loss lose(RandomGenerator dice) throws IOException {
    long bytes = 0;
    int count = 0;
    for (Map.Entry<Path, Unsynced> each : dirty().entrySet()) {
      try (FileChannel channel =
          FileChannel.open(each.getKey(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        long lost = each.getValue().lose(channel, dice);
        bytes += lost;
        count += lost > 0 ? 1 : 0;
      }
    }
    int changes = undos.size();
    while (!undos.isEmpty()) {
      undos.pop().run();
    }
    held.clear();
    return new Loss(bytes, count, changes);
  }
}
