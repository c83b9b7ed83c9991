package dev.assay.core.runner;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Outcome;

/** Keeps nothing, and tells generators what they need to know. */
final class NoLog implements ClientStage.Log {
  private long nextIndex;
  private long nextOperation;

  @Override
  public long nextOperation() {
    return nextOperation++;
  }

  @Override
  public Entry invoked(OpenOperation open, String session) {
    return entry(EntryType.INVOKE, open);
  }

  @Override
  public Entry completed(OpenOperation open, Outcome outcome, String session) {
    return switch (outcome) {
      case Outcome.Ok _ -> entry(EntryType.OK, open);
      case Outcome.Fail _ -> entry(EntryType.FAIL, open);
      case Outcome.Info _ -> entry(EntryType.INFO, open);
    };
  }

  @Override
  public Entry noticed(int process, String node, String session, Client.Notice notice) {
    return Entry.line(
            nextIndex++, EntryType.EVENT, new Actor.Client(process), notice.f(), notice.value())
        .withKey(notice.key())
        .withNode(node)
        .withSession(session);
  }

  private Entry entry(EntryType type, OpenOperation open) {
    return Entry.line(
            nextIndex++,
            type,
            new Actor.Client(open.process()),
            open.operation().f(),
            open.operation().value())
        .withOp(open.op())
        .withKey(open.operation().key())
        .withNode(open.node());
  }
}
