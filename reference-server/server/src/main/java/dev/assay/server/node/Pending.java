package dev.assay.server.node;

import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import java.util.ArrayList;
import java.util.List;
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
    private int beats;
    private List<Write> parts = List.of();
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
      return parts.isEmpty() ? result : ofParts();
    }

    void submitted(long number) {
      sequence = number;
    }

    void decided(Result decision) {
      result = decision;
    }

    /** The seeded bug: its parts are submitted by themselves, and the last one answers for all. */
    void split(List<Write> itsParts) {
      parts = List.copyOf(itsParts);
      sequence = parts.getFirst().sequence();
    }

    /** Half a tick has gone by since it was submitted, once more; how many there were. */
    int beat() {
      beats++;
      return beats;
    }

    private @Nullable Result ofParts() {
      List<Result> results = new ArrayList<>();
      for (Write part : parts) {
        Result its = part.result();
        if (its == null) {
          return null;
        }
        results.add(its);
      }
      for (int index = 0; index < results.size(); index++) {
        if (results.get(index) instanceof Result.Failed(Code code)) {
          return Result.MultiFailed.at(index, results.size(), code);
        }
      }
      return new Result.MultiDone(results);
    }

    /** Held back behind a sync. */
    boolean held() {
      return sequence == 0 && result == null;
    }

    @Override
    public boolean ready() {
      return result() != null;
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
