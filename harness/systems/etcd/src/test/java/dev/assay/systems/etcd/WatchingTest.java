package dev.assay.systems.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Notice;
import dev.assay.systems.etcd.Watching.Place;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Watches that fire once, out of streams of changes. */
final class WatchingTest {
  private static final Place X = new Place("/f/x", false);
  private static final Place FOLDER = new Place("/f", true);
  private static final Notice X_CHANGED = new Notice.Fired(Change.DATA_CHANGED, "/f/x");

  private final List<Notice> told = new ArrayList<>();
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final Watching watching = new Watching(told::add, queue::add);
  private final Streams streams = new Streams();

  /** The streams that were asked for. */
  private static final class Streams implements Watch {
    private final List<Long> revisions = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();

    @Override
    public Watcher watch(ByteSequence key, WatchOption option, Listener listener) {
      assertThat(key).hasToString("/");
      assertThat(option.isPrefix()).isTrue();
      revisions.add(option.getRevision());
      listeners.add(listener);
      return new Watcher() {
        @Override
        public void close() {
          listener.onCompleted();
        }

        @Override
        public boolean isClosed() {
          return false;
        }

        @Override
        public void requestProgress() {}
      };
    }

    @Override
    public void requestProgress() {}

    @Override
    public void close() {}

    private void say(Event... events) {
      io.etcd.jetcd.api.WatchResponse response =
          io.etcd.jetcd.api.WatchResponse.newBuilder().addAllEvents(List.of(events)).build();
      listeners.getLast().onNext(new WatchResponse(response));
    }
  }

  private static Event put(String path, long version, long revision) {
    return event(Event.EventType.PUT, path, version, revision);
  }

  private static Event event(Event.EventType type, String path, long version, long revision) {
    KeyValue.Builder node =
        KeyValue.newBuilder()
            .setKey(ByteString.copyFromUtf8(path))
            .setVersion(version)
            .setModRevision(revision);
    return Event.newBuilder().setType(type).setKv(node).build();
  }

  private void work() {
    for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
      next.run();
    }
  }

  @Test
  void aWatchIsUsedUpByTheFirstChangeAfterItsRead() {
    watching.attach(streams);
    assertThat(streams.revisions).isEmpty();
    watching.set(X, 10);
    watching.set(FOLDER, 12);
    assertThat(streams.revisions).containsExactly(11L);
    streams.say(put("/f/y", 1, 12), put("/f/x", 2, 13), put("/f/x", 3, 14), put("/f/z", 1, 15));
    assertThat(told).isEmpty();
    work();
    assertThat(told).containsExactly(X_CHANGED, new Notice.Fired(Change.CHILDREN_CHANGED, "/f"));
    watching.set(X, 14);
    streams.say(put("/f/x", 4, 16));
    work();
    assertThat(told).hasSize(3);
  }

  @Test
  void aBrokenStreamGoesOnAfterWhatWasHeardOfIt() {
    watching.attach(streams);
    watching.set(X, 10);
    streams.say(put("/f/y", 2, 20));
    work();
    streams.say(put("/f/x", 2, 21));
    streams.listeners.getFirst().onError(new IllegalStateException("reset"));
    watching.detach();
    work();
    assertThat(told).isEmpty();
    watching.attach(streams);
    assertThat(streams.revisions).containsExactly(11L, 21L);
    streams
        .listeners
        .getFirst()
        .onNext(
            new WatchResponse(
                io.etcd.jetcd.api.WatchResponse.newBuilder()
                    .addEvents(put("/f/x", 9, 30))
                    .build()));
    work();
    assertThat(told).isEmpty();
    streams.say(put("/f/x", 2, 21));
    work();
    assertThat(told).containsExactly(X_CHANGED);
  }

  @Test
  void aStreamThatBreaksByItselfIsOpenedAgain() {
    watching.attach(streams);
    watching.set(X, 10);
    streams.listeners.getFirst().onError(new IllegalStateException("reset"));
    work();
    watching.open();
    watching.open();
    assertThat(streams.revisions).containsExactly(11L, 11L);
  }

  /** A member may answer from an old state while its stream is ahead. */
  @Test
  void whatCameBeforeAnOldReadIsToldAfterItsAnswer() {
    watching.attach(streams);
    watching.set(FOLDER, 10);
    streams.say(put("/f/x", 2, 21));
    work();
    watching.set(X, 20);
    assertThat(told).isEmpty();
    watching.answered();
    watching.answered();
    streams.say(put("/f/x", 3, 22));
    work();
    assertThat(told).containsExactly(X_CHANGED);
  }

  @Test
  void aDeletionIsToldOnceAndWatchesEndWithTheSession() {
    watching.attach(streams);
    watching.set(new Place("/f", false), 10);
    watching.set(FOLDER, 10);
    watching.set(X, 10);
    streams.say(event(Event.EventType.DELETE, "/f", 0, 11));
    work();
    assertThat(told).containsExactly(new Notice.Fired(Change.DELETED, "/f"));
    watching.clear();
    streams.say(put("/f/x", 2, 12));
    work();
    watching.detach();
    watching.attach(streams);
    assertThat(told).hasSize(1);
    assertThat(streams.revisions).hasSize(1);
  }
}
