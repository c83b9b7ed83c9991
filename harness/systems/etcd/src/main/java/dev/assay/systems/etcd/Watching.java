package dev.assay.systems.etcd;

import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Notice;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watches of a session, which fire once. They are fed by one watch of etcd on the whole tree,
 * which tells of all changes in the order of their revisions; etcd promises no order between
 * several. What is waited for is the first change after the revision of a read: what happens
 * between the read and the watch is not missed.
 *
 * <p>The stream is taken up again from here, after the last change that was heard of. Its client
 * does that by itself too, but from the revision at which the server took the watch, and may leave
 * out what was to come before.
 *
 * <p>All but the client's calls is done by the session's thread.
 */
final class Watching {
  private final Consumer<Notice> listener;
  private final Consumer<Runnable> later;
  private final Map<Place, Long> armed = new HashMap<>();
  private final Map<Place, Heard> last = new HashMap<>();
  private final List<Notice> due = new ArrayList<>();
  private @Nullable Watch client;
  private @Nullable Stream stream;
  private long next;

  /** A node, or its children. */
  record Place(String path, boolean children) {}

  private record Heard(Change change, long revision) {}

  /**
   * Nothing is watched yet.
   *
   * @param listener hears of watches that fire, on the session's thread
   * @param later has something done by the session's thread, in order
   */
  Watching(Consumer<Notice> listener, Consumer<Runnable> later) {
    this.listener = listener;
    this.later = later;
  }

  /** One connection's worth of changes. */
  private final class Stream implements Watch.Listener {
    private volatile boolean over;
    private Watch.@Nullable Watcher watcher;

    @Override
    public void onNext(WatchResponse response) {
      if (!over) {
        List<WatchEvent> events = response.getEvents();
        later.accept(() -> heard(this, events));
      }
    }

    @Override
    public void onError(Throwable error) {
      onCompleted();
    }

    @Override
    public void onCompleted() {
      if (!over) {
        over = true;
        later.accept(() -> broken(this));
      }
    }

    private void close() {
      over = true;
      if (watcher != null) {
        watcher.close();
      }
    }
  }

  /** There is a connection. */
  void attach(Watch watch) {
    client = watch;
    open();
  }

  /** There is none; what was on its way will come again. */
  void detach() {
    client = null;
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }

  /** The session is over, and its watches with it. */
  void clear() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
    armed.clear();
    last.clear();
    due.clear();
    next = 0;
  }

  /** Opens the stream, if something was asked for and it is not open. */
  void open() {
    Watch watch = client;
    if (watch != null && stream == null && next > 0) {
      Stream opened = new Stream();
      stream = opened;
      WatchOption option = WatchOption.builder().isPrefix(true).withRevision(next).build();
      opened.watcher = watch.watch(Tree.key("/"), option, opened);
    }
  }

  /** Tells of the next change after that revision, at which the place was read. */
  void set(Place place, long revision) {
    Heard heard = last.get(place);
    if (heard != null && heard.revision > revision) {
      due.add(new Notice.Fired(heard.change, place.path));
      armed.remove(place);
    } else {
      armed.put(place, revision);
    }
    if (next == 0) {
      next = revision + 1;
      open();
    }
  }

  /** Tells what a read that was answered asked for, and had happened before. */
  void answered() {
    due.forEach(listener);
    due.clear();
  }

  private void broken(Stream which) {
    if (which.equals(stream)) {
      which.close();
      stream = null;
    }
  }

  private void heard(Stream which, List<WatchEvent> events) {
    if (which.equals(stream)) {
      for (WatchEvent event : events) {
        changed(event.getKeyValue(), event.getEventType() == WatchEvent.EventType.DELETE);
        next = event.getKeyValue().getModRevision() + 1;
      }
    }
  }

  private void changed(KeyValue node, boolean deleted) {
    String path = node.getKey().toString(StandardCharsets.UTF_8);
    long revision = node.getModRevision();
    boolean created = !deleted && node.getVersion() == 1;
    Change change = created ? Change.CREATED : deleted ? Change.DELETED : Change.DATA_CHANGED;
    boolean told = usesUp(new Place(path, false), change, revision);
    told |= deleted && usesUp(new Place(path, true), change, revision);
    if (told) {
      listener.accept(new Notice.Fired(change, path));
    }
    String folder = Tree.parent(path).isEmpty() ? "/" : Tree.parent(path);
    if ((created || deleted)
        && usesUp(new Place(folder, true), Change.CHILDREN_CHANGED, revision)) {
      listener.accept(new Notice.Fired(Change.CHILDREN_CHANGED, folder));
    }
  }

  private boolean usesUp(Place place, Change change, long revision) {
    last.put(place, new Heard(change, revision));
    boolean waits = armed.getOrDefault(place, Long.MAX_VALUE) < revision;
    if (waits) {
      armed.remove(place);
    }
    return waits;
  }
}
