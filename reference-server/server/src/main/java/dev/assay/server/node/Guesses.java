package dev.assay.server.node;

import dev.assay.server.tree.Applied;
import dev.assay.server.tree.Code;
import dev.assay.server.tree.Guess;
import dev.assay.server.tree.Request;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.State;
import dev.assay.server.tree.StateMachine;
import java.util.List;

/**
 * What seeded bugs take for the truth before the order is fixed: that open writes will be carried
 * out as they stand. The correct server never asks.
 */
final class Guesses {
  private static final int ANY_VERSION = -1;

  private final StateMachine machine;
  private final ConnectionTable table;

  Guesses(StateMachine machine, ConnectionTable table) {
    this.machine = machine;
    this.table = table;
  }

  /** What would come of a request on what is applied now. */
  Applied now(Connection connection, Request request) {
    return guess(machine.state(), connection, request).applied();
  }

  /** What would come of a request of a connection, behind that connection's own open writes. */
  Applied inTurn(Connection connection, Request request) {
    return guess(behind(machine.state(), connection), connection, request).applied();
  }

  /** The state behind the open writes of all connections of this node. */
  State behindAll() {
    State state = machine.state();
    for (Connection connection : table.all()) {
      state = behind(state, connection);
    }
    return state;
  }

  /** Whether a request was refused for the sake of a version. */
  static boolean badVersion(Result result) {
    return switch (result) {
      case Result.Failed(Code code) -> code == Code.BAD_VERSION;
      case Result.MultiFailed(List<Code> codes) -> codes.contains(Code.BAD_VERSION);
      case Result.Created _,
          Result.Deleted _,
          Result.DataSet _,
          Result.Checked _,
          Result.MultiDone _,
          Result.SessionCreated _,
          Result.SessionAttached _,
          Result.SessionClosed _,
          Result.Existing _,
          Result.Data _,
          Result.Children _,
          Result.Synced _,
          Result.WatchesSet _ ->
          false;
    };
  }

  /** The same request for whatever version there is. */
  static Request unversioned(Request request) {
    return switch (request) {
      case Request.Single single -> unversioned(single);
      case Request.Multi multi ->
          new Request.Multi(multi.requests().stream().map(Guesses::unversioned).toList());
      case Request.CreateSession _, Request.AttachSession _, Request.CloseSession _ -> request;
    };
  }

  private static Request.Single unversioned(Request.Single request) {
    return switch (request) {
      case Request.Create create -> create;
      case Request.Delete delete -> new Request.Delete(delete.path(), ANY_VERSION);
      case Request.SetData set -> new Request.SetData(set.path(), set.data(), ANY_VERSION);
      case Request.Check check -> new Request.Check(check.path(), ANY_VERSION);
    };
  }

  private State behind(State from, Connection connection) {
    State state = from;
    for (Pending.Write write : connection.submitted()) {
      state = guess(state, connection, write.request()).state();
    }
    return state;
  }

  private Guess guess(State from, Connection connection, Request request) {
    return switch (request) {
      case Request.Single _, Request.Multi _ -> machine.guess(from, connection.session(), request);
      case Request.CreateSession _, Request.AttachSession _, Request.CloseSession _ ->
          new Guess(from, new Applied(new Result.SessionClosed(), List.of()));
    };
  }
}
