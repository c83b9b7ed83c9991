package dev.assay.server.zab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.log.Zxid;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** When segments of the log come and go. */
class SegmentLifeTest {
  private static final long FIRST = Zxid.of(2, 1);

  /**
   * A power loss may keep a deletion and forget an earlier creation. Found by the simulator: a
   * snapshot was ready in the moment in which the next segment was begun, the old one was deleted,
   * and after the power loss there was neither.
   */
  @Test
  void aSegmentIsDeletedOnlyWhenALaterOneIsDurableNameAndAll() {
    ScriptedNode node = new ScriptedNode(new ScriptedEnv(), 3);
    node.env.completeSyncs();
    long link = node.follow();
    node.serve(link, 2);
    for (int i = 0; i < 60; i++) {
      node.receives(link, new Message.Proposal(FIRST + i, new byte[60]));
      node.receives(link, new Message.Commit(FIRST + i));
      node.env.passMillis(1);
      node.env.completeOneSync();
    }
    node.env.completeSyncs();
    assertThat(node.env.diskCalls.stream().filter(call -> call.startsWith("delete log.")))
        .hasSizeGreaterThan(2);
    assertDeletionsAreSafe(node.env.diskCalls);
  }

  private static void assertDeletionsAreSafe(List<String> calls) {
    TreeSet<String> created = new TreeSet<>();
    TreeSet<String> durable = new TreeSet<>();
    ArrayDeque<TreeSet<String>> syncs = new ArrayDeque<>();
    for (String call : calls) {
      String file = call.substring(call.indexOf(' ') + 1);
      if (call.startsWith("append log.")) {
        created.add(file);
      } else if (call.equals("sync directory")) {
        syncs.add(new TreeSet<>(created));
      } else if (call.startsWith("sync ")) {
        syncs.add(new TreeSet<>());
      } else if (call.equals("synced")) {
        durable.addAll(syncs.remove());
      } else if (call.startsWith("delete log.")) {
        assertThat(durable.tailSet(file, false)).as("%s", call).isNotEmpty();
      }
    }
  }
}
