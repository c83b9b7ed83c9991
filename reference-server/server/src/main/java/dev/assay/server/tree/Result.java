package dev.assay.server.tree;

import java.util.ArrayList;
import java.util.List;

/** What became of a request. */
public sealed interface Result {
  record Failed(Code code) implements Result {}

  record Created(String path, Stat stat, boolean withStat) implements Result {}

  record Deleted() implements Result {}

  record DataSet(Stat stat) implements Result {}

  record Checked() implements Result {}

  /** One result for each request of a multi that succeeded. */
  record MultiDone(List<Result> results) implements Result {
    public MultiDone {
      results = List.copyOf(results);
    }
  }

  /**
   * A multi that failed and changed nothing: OK for what came before the failing request, its code,
   * and RUNTIME_INCONSISTENCY for what came after.
   */
  record MultiFailed(List<Code> codes) implements Result {
    public MultiFailed {
      codes = List.copyOf(codes);
    }

    /**
     * A multi of which one request failed.
     *
     * @param failed which one, from 0
     * @param size how many requests there are
     * @param code of the one that failed
     */
    public static MultiFailed at(int failed, int size, Code code) {
      List<Code> codes = new ArrayList<>(size);
      for (int index = 0; index < size; index++) {
        codes.add(index < failed ? Code.OK : index == failed ? code : Code.RUNTIME_INCONSISTENCY);
      }
      return new MultiFailed(codes);
    }
  }

  record SessionCreated(long session, int timeoutMillis, long attachment) implements Result {}

  record SessionAttached(int timeoutMillis, long attachment) implements Result {}

  record SessionClosed() implements Result {}

  record Existing(Stat stat) implements Result {}

  record Data(byte[] data, Stat stat) implements Result {}

  record Children(List<String> names, Stat stat) implements Result {
    public Children {
      names = List.copyOf(names);
    }
  }

  record Synced(String path) implements Result {}

  /** The watches are set again. */
  record WatchesSet() implements Result {}
}
