package dev.assay.checker.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.History;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.Operations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each format in the shapes in which it occurs. */
class HistoryFilesTest {
  private static History read(String text) throws IOException {
    return HistoryFiles.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), HistoryFormat.AUTO);
  }

  private static final String MAPS =
      """
      {:process 0, :type :invoke, :f :write, :value 3}
      {:process 0, :type :ok, :f :write, :value 3, :time 17, :index 99}
      """;

  @Test
  void readsEdnAsAStreamAVectorOrAList() throws IOException {
    List<Entry> stream = read(MAPS).entries();
    assertThat(stream).hasSize(2);
    assertThat(stream.get(1).index()).isEqualTo(1);
    assertThat(stream.get(1).time()).isEqualTo(17);
    assertThat(stream.get(0).value()).isEqualTo(3L);
    assertThat(read("; a comment\n[" + MAPS + "]").entries()).isEqualTo(stream);
    assertThat(read("(" + MAPS + ")").entries()).isEqualTo(stream);
    assertThat(read("[" + MAPS.replace("{", "#jepsen.history.Op{") + "]").entries())
        .isEqualTo(stream);
    assertThat(read("[]").entries()).isEmpty();
    assertThat(read("").entries()).isEmpty();
    assertThat(read("; nothing\n").entries()).isEmpty();
  }

  @Test
  void turnsEdnIntoTheValuesOfAHistory() throws IOException {
    Entry entry =
        read("{:process :nemesis :type :info :f :a/b :key 7 :node \"n1\" :error [:timeout 1/2]"
                + " :value {:set #{1}, :none nil, :huge 9223372036854775808N, \"t\" #inst \"x\"}}")
            .entries()
            .getFirst();
    assertThat(entry.actor()).isEqualTo(new Actor.Nemesis());
    assertThat(entry.f()).isEqualTo("a/b");
    assertThat(entry.key()).isEqualTo("7");
    assertThat(entry.error()).isEqualTo("[\"timeout\",\"1/2\"]");
    assertThat(entry.value())
        .isEqualTo(
            Map.of(
                "set",
                List.of(1L),
                "none",
                Nil.NIL,
                "huge",
                "9223372036854775808",
                "t",
                Map.of("tag", "inst", "value", "x")));
  }

  @Test
  void namesTheLineOfWhatIsNoOperation() {
    assertThatThrownBy(() -> read(MAPS + "{:process 0, :type :done, :f :write}"))
        .isInstanceOf(HistoryException.class)
        .hasMessage("line 3: unknown type :done");
    assertThatThrownBy(() -> read("[" + MAPS + "7]"))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("expected a map, not 7");
    assertThatThrownBy(() -> read("{:a"))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("not closed");
  }

  @Test
  void readsTheLinesThatJepsenLogs() throws IOException {
    History history =
        read(
            """
            2026-01-01 INFO starting
            INFO  jepsen.util - 0\t:invoke\t:read\tnil
            INFO  jepsen.util - 0   :fail   :read   :timed-out

            INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]
            INFO  jepsen.util - :nemesis\t:info\t:start\t"cut [1] off"
            7\t:invoke\t:write\t3
            """);
    assertThat(history.notices()).containsExactly("1 lines hold no operation and were skipped");
    assertThat(history.entries())
        .extracting(Entry::type)
        .containsExactly(
            EntryType.INVOKE, EntryType.FAIL, EntryType.INVOKE, EntryType.INFO, EntryType.INVOKE);
    assertThat(history.entries().get(1).error()).isEqualTo("timed-out");
    assertThat(history.entries().get(1).value()).isNull();
    assertThat(history.entries().get(2).value()).isEqualTo(List.of(1L, 2L));
    assertThat(history.entries().get(3).value()).isEqualTo("cut [1] off");
    assertThat(history.entries().get(4).actor()).isEqualTo(new Actor.Client(7));
  }

  @Test
  void knowsOurOwnFormat() throws IOException {
    assertThat(read("{\"index\":0,\"type\":\"invoke\",\"process\":1,\"f\":\"read\"}\n").entries())
        .hasSize(1);
  }

  @Test
  void splitsPairsOfKeyAndValue() throws IOException {
    List<Entry> split =
        Independent.split(
            read("{:process 0 :type :invoke :f :cas :value [\"k\" [1 2]]}"
                    + "{:process 0 :type :info :f :cas}"
                    + "{:process :nemesis :type :info :f :cut :value [1 2 3]}")
                .entries());
    assertThat(split.get(0).key()).isEqualTo("k");
    assertThat(split.get(0).value()).isEqualTo(List.of(1L, 2L));
    assertThat(split.get(2).value()).isEqualTo(List.of(1L, 2L, 3L));
    assertThat(Operations.ofClients(split)).hasSize(1);
    assertThatThrownBy(() -> Independent.split(read(MAPS).entries()))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("index 0: not a pair");
  }
}
