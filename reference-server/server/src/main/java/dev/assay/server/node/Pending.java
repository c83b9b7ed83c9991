package dev.assay.server.node;

import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import org.jspecify.annotations.Nullable;

/** A client's request that waits for its turn to be answered. */
sealed interface Pending {
  /** Whether it can be answered when its turn comes. */
  boolean ready();

  /** A change: ready once it is delivered. */
  final class Write implements Pending {
    private final int xid;
    private final Request request;
    private long sequence;
    private @Nullable Result result;

    Write(int xid, Request request) {
      this.xid = xid;
      this.request = request;
    }

    int xid() {
      return xid;
    }

    Request request() {
      return request;
    }

    /** Its number on the attachment; 0 as long as it is not submitted. */
    long sequence() {
      return sequence;
    }

    @Nullable Result result() {
      return result;
    }

    void submitted(long number) {
      sequence = number;
    }

    void decided(Result decision) {
      result = decision;
    }

    /** Held back behind a sync. */
    boolean held() {
      return sequence == 0 && result == null;
    }

    @Override
    public boolean ready() {
      return result != null;
    }
  }

  /** A quorum round: ready once it is done. */
  final class Sync implements Pending {
    private final int xid;
    private final String path;
    private boolean reached;

    Sync(int xid, String path) {
      this.xid = xid;
      this.path = path;
    }

    int xid() {
      return xid;
    }

    String path() {
      return path;
    }

    void reach() {
      reached = true;
    }

    @Override
    public boolean ready() {
      return reached;
    }
  }

  /** A read: made when its turn comes, on the state of that moment. */
  record Read(int xid, ReadRequest request) implements Pending {
    @Override
    public boolean ready() {
      return true;
    }
  }

  /** Watches to be set when the turn comes. */
  record Watches(ClientRequest.SetWatches request) implements Pending {
    @Override
    public boolean ready() {
      return true;
    }
  }

  /** A ping, answered in its turn too. */
  record Ping() implements Pending {
    @Override
    public boolean ready() {
      return true;
    }
  }

  /** What was decided without the tree. */
  record Decided(int xid, Result result) implements Pending {
    @Override
    public boolean ready() {
      return true;
    }
  }
}
