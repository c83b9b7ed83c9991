package dev.assay.simulator;

import dev.assay.server.client.ClientReply;
import dev.assay.server.tree.Result;
import dev.assay.server.tree.Stat;

/** How new what a client is told is: the newest position that it could conclude from it. */
final class Told {
  private Told() {}

  static long newest(ClientReply reply) {
    return switch (reply) {
      case ClientReply.Answer answer -> Math.max(answer.position(), newest(answer.result()));
      case ClientReply.Pong pong -> pong.position();
      case ClientReply.WatchFired fired -> fired.position();
      case ClientReply.Connected _, ClientReply.SessionExpired _ -> 0;
    };
  }

  private static long newest(Result result) {
    return switch (result) {
      case Result.Created created -> newest(created.stat());
      case Result.DataSet set -> newest(set.stat());
      case Result.Existing existing -> newest(existing.stat());
      case Result.Data data -> newest(data.stat());
      case Result.Children children -> newest(children.stat());
      case Result.MultiDone done -> done.results().stream().mapToLong(Told::newest).max().orElse(0);
      case Result.Failed _,
          Result.Deleted _,
          Result.Checked _,
          Result.MultiFailed _,
          Result.SessionCreated _,
          Result.SessionAttached _,
          Result.SessionClosed _,
          Result.Synced _,
          Result.WatchesSet _ ->
          0;
    };
  }

  private static long newest(Stat stat) {
    return Math.max(Math.max(stat.czxid(), stat.mzxid()), stat.pzxid());
  }
}
