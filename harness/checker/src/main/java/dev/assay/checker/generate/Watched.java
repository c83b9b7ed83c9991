package dev.assay.checker.generate;

import dev.assay.checker.history.Nil;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keys and folders with one-shot watches. Who waits for a change is told at once, and then has to
 * look again.
 */
final class Watched {
  private final Sessions sessions;
  private final Map<String, Shown> keys = new HashMap<>();
  private final Map<String, Folder> folders = new HashMap<>();
  private final Map<Watch, Set<Integer>> waiting = new HashMap<>();
  private final Map<Integer, Set<Watch>> watches = new HashMap<>();
  private final Map<Integer, ArrayDeque<Request>> due = new HashMap<>();

  Watched(Sessions sessions) {
    this.sessions = sessions;
  }

  private record Shown(long value, long version) {}

  private static final class Folder {
    private final TreeSet<String> children = new TreeSet<>();
    private long version;
  }

  /** What is waited for: the operation that waits again, and on what. */
  private record Watch(String f, String key) {}

  static Request write(String key, long value) {
    return Request.change("write", key, value);
  }

  static Request observe(String key) {
    return Request.read("observe", key, null);
  }

  /** After a sync. */
  static Request synced(String key) {
    return Request.read("observe", key, Fields.of("synced", true));
  }

  static Request add(String folder, long child) {
    return Request.change("add", folder, child);
  }

  static Request list(String folder) {
    return Request.read("list", folder, null);
  }

  /** What an observation says. */
  static Answer shown(Object value, long version) {
    return Answer.ok(Fields.of("value", value, "version", version));
  }

  /** What a write says. */
  static Answer written(Request write, long version) {
    return Answer.ok(List.of(write.number(), version));
  }

  /** What a process has to look at since it was told so; null if that is nothing. */
  @Nullable Request due(int process) {
    ArrayDeque<Request> looks = due.get(process);
    return looks == null ? null : looks.poll();
  }

  /** Whether a process waits for the next change of a key. */
  boolean observes(int process, String key) {
    return watches.getOrDefault(process, Set.of()).contains(new Watch("observe", key));
  }

  Answer perform(int process, Request request) {
    String key = String.valueOf(request.key());
    return switch (request.f()) {
      case "write" -> write(key, request);
      case "observe" -> {
        Shown shown = keys.get(key);
        watch(process, new Watch("observe", key));
        yield shown == null ? shown(Nil.NIL, -1) : shown(shown.value(), shown.version());
      }
      case "add" -> add(key, request);
      default -> list(process, key, request);
    };
  }

  private Answer write(String key, Request request) {
    Shown before = keys.get(key);
    long version = before == null ? 0 : before.version() + 1;
    keys.put(key, new Shown(request.number(), version));
    fire(new Watch("observe", key), before == null ? "created" : "data-changed");
    return written(request, version);
  }

  private Answer add(String key, Request request) {
    Folder folder = folders.computeIfAbsent(key, _ -> new Folder());
    folder.children.add(String.valueOf(request.value()));
    folder.version++;
    fire(new Watch("list", key), "children-changed");
    return request.ok();
  }

  private Answer list(int process, String key, Request request) {
    Folder folder = folders.get(key);
    if (folder == null) {
      return request.fail("there is no such folder yet");
    }
    watch(process, new Watch("list", key));
    List<String> children = List.copyOf(folder.children);
    return Answer.ok(Fields.of("children", children, "version", folder.version));
  }

  private void watch(int process, Watch watch) {
    waiting.computeIfAbsent(watch, _ -> new LinkedHashSet<>()).add(process);
    watches.computeIfAbsent(process, _ -> new HashSet<>()).add(watch);
  }

  private void fire(Watch watch, String change) {
    Set<Integer> told = waiting.remove(watch);
    for (int process : told == null ? Set.<Integer>of() : told) {
      watches.getOrDefault(process, new HashSet<>()).remove(watch);
      Map<String, Object> value = Fields.of("change", change);
      sessions.tell(new Sessions.Notice(process, "watch", watch.key(), value));
      due.computeIfAbsent(process, _ -> new ArrayDeque<>())
          .add(Request.read(watch.f(), watch.key(), null));
    }
  }

  /** With a session its watches end. */
  void ended(int process) {
    due.remove(process);
    Set<Watch> all = watches.remove(process);
    for (Watch watch : all == null ? Set.<Watch>of() : all) {
      Set<Integer> others = waiting.getOrDefault(watch, new HashSet<>());
      others.remove(process);
      if (others.isEmpty()) {
        waiting.remove(watch);
      }
    }
  }
}
