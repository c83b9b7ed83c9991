package dev.assay.server.node;

import dev.assay.server.client.ClientRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A client's connection: new, then opening (its session's opening is submitted), then open, then
 * ended. What the client sends while it is opening is kept for later.
 */
final class Connection {
  private final long id;
  private final ArrayDeque<ClientRequest> early = new ArrayDeque<>();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private final ArrayDeque<Pending.Write> submitted = new ArrayDeque<>();
  private final long nonce;
  private final byte[] password;
  private long session;
  private long attachment;
  private long sequence;
  private int syncs;
  private int writesHeld;
  private boolean open;
  private boolean ended;

  /**
   * @param nonce of the request that opens or attaches the session
   * @param password of the session
   */
  Connection(long id, long nonce, byte[] password) {
    this.id = id;
    this.nonce = nonce;
    this.password = password;
  }

  long id() {
    return id;
  }

  long nonce() {
    return nonce;
  }

  byte[] password() {
    return password;
  }

  long session() {
    return session;
  }

  long attachment() {
    return attachment;
  }

  boolean open() {
    return open;
  }

  boolean ended() {
    return ended;
  }

  /** What came before the session was open, in its order. */
  ArrayDeque<ClientRequest> early() {
    return early;
  }

  /** What is not answered yet, in its order. */
  ArrayDeque<Pending> pending() {
    return pending;
  }

  /** The writes that are submitted and not delivered yet, in their order. */
  ArrayDeque<Pending.Write> submitted() {
    return submitted;
  }

  void opened(long itsSession, long itsAttachment) {
    session = itsSession;
    attachment = itsAttachment;
    open = true;
  }

  void end() {
    ended = true;
    open = false;
    early.clear();
    pending.clear();
    submitted.clear();
    writesHeld = 0;
  }

  /** The number that the next write gets. */
  long nextSequence() {
    return sequence + 1;
  }

  void sequenceUsed() {
    sequence++;
  }

  void syncAdded() {
    syncs++;
  }

  void syncAnswered() {
    syncs--;
  }

  /** Whether a sync waits for its answer. */
  boolean syncing() {
    return syncs > 0;
  }

  /** Writes more, or less, that are held back behind a sync. */
  void held(int more) {
    writesHeld += more;
  }

  boolean holding() {
    return writesHeld > 0;
  }

  /** What is counted wrong, each as the end of a sentence about this connection. */
  List<String> miscounts() {
    List<String> found = new ArrayList<>();
    int waiting = 0;
    int held = 0;
    for (Pending each : pending) {
      waiting += each instanceof Pending.Sync ? 1 : 0;
      held += each instanceof Pending.Write write && write.held() ? 1 : 0;
    }
    if (waiting != syncs || held != writesHeld) {
      found.add(
          " counts %d syncs and %d writes held back; there are %d and %d"
              .formatted(syncs, writesHeld, waiting, held));
    }
    Pending head = pending.peek();
    if (head != null && head.ready()) {
      found.add(" has an answer that does not go out");
    }
    if (submitted.stream().anyMatch(write -> write.sequence() == 0 || write.result() != null)) {
      found.add(" waits for a write that is decided, or was not submitted");
    }
    return found;
  }
}
