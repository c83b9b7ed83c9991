package dev.assay.server.node;

import dev.assay.server.broadcast.AtomicBroadcast;
import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.env.Env;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.Envelope;
import dev.assay.server.tree.EnvelopeCodec;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.State;
import dev.assay.server.tree.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of open connections, each connection's in its order.
 *
 * <p>Writes are submitted as they come. But behind a sync that waits they are held back: in {@code
 * sync, read, write} the read is made when the sync is answered, and would otherwise see the write
 * that the client sent after it.
 */
final class Pipeline {
  private final Env env;
  private final ServerSettings settings;
  private final StateMachine machine;
  private final AtomicBroadcast broadcast;
  private final ConnectionTable table;
  private final Watches watches;
  private final Set<SeededBug> bugs;
  private final Guesses guesses;
  private final TreeMap<Long, Round> rounds = new TreeMap<>();
  private long lastToken;

  /** A sync whose quorum round is under way. */
  private record Round(Connection connection, Pending.Sync sync) {}

  Pipeline(
      Env env,
      ServerSettings settings,
      StateMachine machine,
      AtomicBroadcast broadcast,
      ConnectionTable table,
      Watches watches) {
    this.env = env;
    this.settings = settings;
    this.machine = machine;
    this.broadcast = broadcast;
    this.table = table;
    this.watches = watches;
    bugs = settings.bugs();
    guesses = new Guesses(machine, table);
  }

  /** Takes a request of an open connection. */
  void accept(Connection connection, ClientRequest request) {
    switch (request) {
      case ClientRequest.Connect _ -> {
        table.end(connection);
        return;
      }
      case ClientRequest.Ping _ -> connection.pending().add(new Pending.Ping());
      case ClientRequest.Write(int xid, Request write) -> write(connection, xid, write);
      case ClientRequest.Read(int xid, ReadRequest read) ->
          connection.pending().add(pendingRead(connection, xid, read));
      case ClientRequest.Sync(int xid, String path) -> sync(connection, xid, path);
      case ClientRequest.Close(int xid) ->
          enqueue(connection, new Pending.Write(xid, new Request.CloseSession()));
      case ClientRequest.SetWatches set -> connection.pending().add(new Pending.Watches(set));
      case ClientRequest.Rejected(int xid, Code code) ->
          connection.pending().add(new Pending.Decided(xid, new Result.Failed(code)));
    }
    drain(connection);
    if (connection.pending().size() > settings.limits().pendingPerConnection()) {
      table.end(connection);
    }
  }

  /** A request of a client was delivered: answers it if it came from here. */
  void decided(Envelope envelope, Result result) {
    Connection connection = table.of(envelope.session(), envelope.attachment());
    if (connection == null) {
      return;
    }
    Pending.Write next = connection.submitted().peek();
    if (next != null && next.sequence() == envelope.sequence()) {
      connection.submitted().remove();
      next.decided(result);
      drain(connection);
    }
  }

  void barrierReached(long token) {
    Round round = rounds.remove(token);
    if (round != null) {
      round.sync().reach();
      drain(round.connection());
    }
  }

  /** The session is not this connection's any more: whatever waits is refused. */
  void refuse(Connection connection, Code code) {
    for (Pending pending : new ArrayList<>(connection.pending())) {
      Result refused = new Result.Failed(code);
      switch (pending) {
        case Pending.Write write -> {
          @Nullable Result decision = write.result();
          answer(connection, write.xid(), decision == null ? refused : decision);
        }
        case Pending.Sync sync -> answer(connection, sync.xid(), refused);
        case Pending.Read read -> answer(connection, read.xid(), refused);
        case Pending.Watches set -> answer(connection, set.request().xid(), refused);
        case Pending.Decided decided -> answer(connection, decided.xid(), decided.result());
        case Pending.Ping _ -> pong(connection);
      }
    }
    table.end(connection);
  }

  /** Forgets the quorum rounds: they will not be done. */
  void clear() {
    rounds.clear();
  }

  /** Half a tick has gone by. */
  void beat() {
    if (bugs.contains(SeededBug.WRITE_REPEATED)) {
      table.all().forEach(this::repeat);
    }
  }

  /** The seeded bug: submits again what has been open for another tick. */
  private void repeat(Connection connection) {
    for (Pending.Write write : new ArrayList<>(connection.submitted())) {
      if (write.beat() % 2 == 0) {
        broadcast.submit(encoded(connection, write.sequence(), write.request()));
      }
    }
  }

  /** A read waits for its turn; with a seeded bug it overtakes writes, but for its answer. */
  private Pending pendingRead(Connection connection, int xid, ReadRequest read) {
    boolean overtakes =
        bugs.contains(SeededBug.READ_OVERTAKES_WRITES) && !read.watch() && !connection.syncing();
    return overtakes
        ? new Pending.Decided(xid, machine.state().read(read))
        : new Pending.Read(xid, read);
  }

  private void write(Connection connection, int xid, Request request) {
    switch (request) {
      case Request.Single _, Request.Multi _ ->
          enqueue(connection, new Pending.Write(xid, request));
      case Request.CreateSession _, Request.AttachSession _, Request.CloseSession _ ->
          connection.pending().add(new Pending.Decided(xid, new Result.Failed(Code.BAD_ARGUMENTS)));
    }
  }

  private void enqueue(Connection connection, Pending.Write write) {
    connection.pending().add(write);
    if (connection.syncing()) {
      connection.held(1);
    } else {
      submit(connection, write);
    }
  }

  private void submit(Connection connection, Pending.Write write) {
    Request request = write.request();
    if (bugs.contains(SeededBug.CAS_CHECKED_LOCALLY)) {
      Result here = guesses.inTurn(connection, request).result();
      if (Guesses.badVersion(here)) {
        write.decided(here);
        return;
      }
      request = Guesses.unversioned(request);
    }
    long sequence = connection.nextSequence();
    byte[] bytes = encoded(connection, sequence, request);
    if (bytes.length > EnvelopeCodec.MAX_BYTES) {
      write.decided(new Result.Failed(Code.BAD_ARGUMENTS));
    } else if (bugs.contains(SeededBug.MULTI_SPLIT)
        && request instanceof Request.Multi(List<Request.Single> parts)
        && !parts.isEmpty()) {
      submitParts(connection, write, parts);
    } else {
      connection.sequenceUsed();
      write.submitted(sequence);
      expectAnswer(connection, write);
      broadcast.submit(bytes);
    }
  }

  private static byte[] encoded(Connection connection, long sequence, Request request) {
    return EnvelopeCodec.encode(
        new Envelope(
            connection.session(), connection.attachment(), sequence, List.of(), 0, 0, request));
  }

  /** The seeded bug: each part of a multi is a write of its own, and the last one answers. */
  private void submitParts(
      Connection connection, Pending.Write whole, List<Request.Single> requests) {
    List<Pending.Write> parts = new ArrayList<>();
    for (Request.Single request : requests) {
      Pending.Write part = new Pending.Write(whole.xid(), request);
      submit(connection, part);
      parts.add(part);
    }
    whole.split(parts);
  }

  /** The write is answered when it is delivered, or too early with a seeded bug. */
  private void expectAnswer(Connection connection, Pending.Write write) {
    Request request = write.request();
    if (bugs.contains(SeededBug.WATCH_BEFORE_DATA)) {
      watches.fire(guesses.inTurn(connection, request).changes());
    }
    if (bugs.contains(SeededBug.REPLY_BEFORE_COMMIT)
        && !(request instanceof Request.CloseSession)) {
      write.decided(guesses.now(connection, request).result());
    } else {
      connection.submitted().add(write);
    }
  }

  private void sync(Connection connection, int xid, String path) {
    Pending.Sync sync = new Pending.Sync(xid, path);
    connection.pending().add(sync);
    connection.syncAdded();
    if (bugs.contains(SeededBug.SYNC_SKIPPED)) {
      sync.reach();
      return;
    }
    lastToken++;
    rounds.put(lastToken, new Round(connection, sync));
    broadcast.barrier(lastToken);
  }

  private void drain(Connection connection) {
    do {
      Pending head = connection.pending().peek();
      while (head != null && head.ready()) {
        connection.pending().remove();
        perform(connection, head);
        head = connection.pending().peek();
      }
    } while (submitHeld(connection));
  }

  /** Submits what was held back behind a sync that is answered now. */
  private boolean submitHeld(Connection connection) {
    if (!connection.holding()) {
      return false;
    }
    List<Pending.Write> held = new ArrayList<>();
    for (Pending pending : connection.pending()) {
      if (pending instanceof Pending.Sync) {
        break;
      }
      if (pending instanceof Pending.Write write && write.held()) {
        held.add(write);
      }
    }
    connection.held(-held.size());
    held.forEach(write -> submit(connection, write));
    return !held.isEmpty();
  }

  private void perform(Connection connection, Pending pending) {
    switch (pending) {
      case Pending.Write write -> {
        Result result = write.result();
        if (result == null) {
          throw new IllegalStateException("an answer before the decision: " + write.request());
        }
        answer(connection, write.xid(), result);
        if (lastAnswer(result)) {
          table.end(connection);
        }
      }
      case Pending.Sync sync -> {
        connection.syncAnswered();
        answer(connection, sync.xid(), new Result.Synced(sync.path()));
      }
      case Pending.Read read -> read(connection, read);
      case Pending.Watches set -> setWatches(connection, set.request());
      case Pending.Decided decided -> answer(connection, decided.xid(), decided.result());
      case Pending.Ping _ -> pong(connection);
    }
  }

  /** After these the session is over, or not this connection's. */
  private static boolean lastAnswer(Result result) {
    return switch (result) {
      case Result.SessionClosed _ -> true;
      case Result.Failed(Code code) ->
          code == Code.SESSION_MOVED || code == Code.SYSTEM_ERROR || code == Code.SESSION_EXPIRED;
      case Result.Created _,
          Result.Deleted _,
          Result.DataSet _,
          Result.Checked _,
          Result.MultiDone _,
          Result.MultiFailed _,
          Result.SessionCreated _,
          Result.SessionAttached _,
          Result.Existing _,
          Result.Data _,
          Result.Children _,
          Result.Synced _,
          Result.WatchesSet _ ->
          false;
    };
  }

  private void read(Connection connection, Pending.Read read) {
    boolean dirty = bugs.contains(SeededBug.DIRTY_READ) && !read.request().watch();
    State seen = dirty ? guesses.behindAll() : machine.state();
    Result result = seen.read(read.request());
    watches.set(connection.id(), read.request(), result);
    answer(connection, read.xid(), result);
    limitWatches(connection);
  }

  private void setWatches(Connection connection, ClientRequest.SetWatches request) {
    watches.setAgain(connection.id(), request);
    answer(connection, request.xid(), new Result.WatchesSet());
    limitWatches(connection);
  }

  private void limitWatches(Connection connection) {
    if (watches.count(connection.id()) > settings.limits().watchesPerConnection()) {
      table.end(connection);
    }
  }

  private void answer(Connection connection, int xid, Result result) {
    env.reply(connection.id(), new ClientReply.Answer(xid, machine.position(), result));
  }

  private void pong(Connection connection) {
    env.reply(connection.id(), new ClientReply.Pong(machine.position()));
  }
}
