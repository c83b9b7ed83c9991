package dev.assay.checker.watch;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Recording;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client with one session after the other, as ZooKeeper's client library: it knows what it waits
 * for, and sets its watches again when it connects again. What it has seen it knows from answers
 * alone: an event does not count, or the others that were on their way with it would be missed.
 */
final class ModelClient {
  private final int processes;
  private final ModelStore store;
  private final Recording recording;
  private final Random random;
  private final Set<Waiting> waiting = new LinkedHashSet<>();
  private int process;
  private int sessions;
  private long seen;
  private ModelStore.Connection connection;
  private ModelStore.@Nullable Change asked;
  private boolean served;

  /** How a watch was set: on data, on something absent, or on children. */
  enum How {
    DATA,
    ABSENT,
    CHILDREN
  }

  /** A watch that is set. */
  record Waiting(How how, String key) {}

  ModelClient(int process, int processes, ModelStore store, Recording recording, Random random) {
    this.process = process;
    this.processes = processes;
    this.store = store;
    this.recording = recording;
    this.random = random;
    this.connection = store.connect(0);
  }

  boolean busy() {
    return asked != null;
  }

  private String session() {
    return "0x%d.%d".formatted(process, sessions);
  }

  void begin(String f) {
    String key = ModelStore.KEYS.get(random.nextInt(ModelStore.KEYS.size()));
    ModelStore.Change request = new ModelStore.Change(f, key, store.nextValue());
    asked = request;
    served = false;
    Object value = f.equals("write") || f.equals("add") ? request.value() : null;
    recording.client(
        EntryType.INVOKE, process, random.nextInt(8) == 0 ? null : session(), f, key, value);
  }

  /** The server carries out the request that is on its way. */
  void served() {
    ModelStore.Change request = asked;
    if (request != null && !served) {
      served = true;
      store.serve(connection, request);
    }
  }

  /** Takes the next message. */
  void receive() {
    ModelStore.Message message = connection.toClient().poll();
    switch (message) {
      case null -> {}
      case ModelStore.Message.Fired fired -> fired(fired);
      case ModelStore.Message.Answer answer -> answered(answer);
    }
  }

  private void fired(ModelStore.Message.Fired fired) {
    List<Kind> kinds = Kind.of(fired.change());
    boolean waited =
        waiting.removeIf(watch ->
            watch.key().equals(fired.key())
                && kinds.contains(watch.how() == How.CHILDREN ? Kind.CHILDREN : Kind.DATA));
    if (waited) {
      recording.client(
          EntryType.EVENT,
          process,
          session(),
          "watch",
          fired.key(),
          Map.of("change", fired.change()));
    }
  }

  private void answered(ModelStore.Message.Answer answer) {
    ModelStore.Change request = asked;
    if (request == null) {
      return;
    }
    seen = Math.max(seen, answer.position());
    if (answer.ok() && request.f().equals("observe")) {
      waiting.add(new Waiting(answer.exists() ? How.DATA : How.ABSENT, request.key()));
    } else if (answer.ok() && request.f().equals("list")) {
      waiting.add(new Waiting(How.CHILDREN, request.key()));
    }
    complete(answer.ok() ? EntryType.OK : EntryType.FAIL, answer.ok() ? answer.value() : null);
  }

  private void complete(EntryType type, @Nullable Object value) {
    ModelStore.Change request = asked;
    if (request != null) {
      recording.client(type, process, session(), request.f(), request.key(), value);
      asked = null;
    }
  }

  /**
   * The connection is lost with all that is on its way. Sometimes the session goes with it, and the
   * watches with the session.
   */
  void disconnect() {
    store.disconnect(connection);
    recording.client(
        EntryType.EVENT,
        process,
        session(),
        "session",
        null,
        Map.of("state", "disconnected", "session", session()));
    ModelStore.Change request = asked;
    boolean look = request != null && (request.f().equals("observe") || request.f().equals("list"));
    boolean gone = random.nextInt(4) == 0;
    if (request != null && (!look || gone)) {
      complete(EntryType.INFO, null);
      process += processes;
      gone = true;
    } else {
      complete(EntryType.FAIL, null);
    }
    if (gone) {
      sessions++;
      seen = 0;
      waiting.clear();
    }
    connection = store.connect(seen);
    Set<String> deleted = new HashSet<>();
    waiting.forEach(watch -> store.setAgain(connection, watch, seen, deleted));
  }
}
