package dev.assay.checker.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other people leave out of their histories, and what they put in. */
class LooseEntriesTest {
  /** The beginning of the example in Elle's paper: no process, no f, and commas here and there. */
  private static final String PAPER =
      """
      {:index 0 :type :invoke  :value [[:append 253 1] [:append 253 3]]}
      {:index 1 :type :ok      :value [[:append 253 1] [:append 253 3]]}
      {:index 2 :type :invoke, :value [[:append 255 8] [:r 253 nil]]}
      {:index 3 :type :ok,     :value [[:append 255 8] [:r 253 [1 3]]]}
      """;

  @Test
  void withoutProcessAndFunctionPairsByPosition() throws IOException {
    List<OperationRecord> operations = Operations.ofClients(Reading.entries(PAPER));
    assertThat(operations).hasSize(2);
    assertThat(operations).allMatch(operation -> operation.outcome() == EntryType.OK);
    assertThat(operations.getFirst().invoke().f()).isEqualTo("txn");
    assertThat(operations.getLast().completion())
        .extracting(Entry::value)
        .isEqualTo(List.of(List.of("append", 255L, 8L), List.of("r", 253L, List.of(1L, 3L))));
  }

  @Test
  void severalThatAreOpenAreToldApartByWhatTheyDo() throws IOException {
    List<OperationRecord> operations =
        Operations.ofClients(
            Reading.entries(
                """
                {:type :invoke :f :txn :value [[:append 1 1]]}
                {:type :invoke :f :txn :value [[:r 1 nil]]}
                {:type :invoke :f :txn :value [[:append 1 2]]}
                {:type :ok :f :txn :value [[:r 1 [1]]]}
                {:type :ok :f :txn :value [[:append 1 1]]}
                {:type :invoke :f :txn :value [[:r 1 nil]]}
                {:type :ok :value [[:r 1 [1]]]}
                """));
    assertThat(operations)
        .extracting(OperationRecord::outcome)
        .containsExactly(EntryType.OK, EntryType.OK, EntryType.INFO, EntryType.OK);
    assertThat(operations.getFirst().returnIndex()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{:type :ok :value 1} | line 1: no operation is open that it could complete",
        "{:type :invoke :value 1}{:process 1 :type :ok} | it names a process, and the lines",
        "{:process 1 :type :invoke :f :w}{:type :ok :f :w} | the field :process is missing",
        "{:process 1 :type :invoke :f :w}{:process 2 :type :invoke} | the field :f is missing",
        "{:process 1 :type :ok} | the field :f is missing",
        "{:process 1 :type :invoke}{:process 2 :type :invoke :f :w} | it has an :f",
        "{:process -1 :type :invoke :f :w} | the process -1 is out of range",
        "{:process 1 :f :w} | the field :type is missing",
        "{:process 1 :type :event :f :w} | of our own format only",
        "{:f :w :type :invoke :value 1}{:f :w :type :invoke :value 1}"
            + "{:f :x :type :invoke}{:f :w :type :ok :value 1} | could complete 2 operations",
      })
  void whatCannotBeToldIsBroken(String text, String message) {
    assertThatThrownBy(() -> Reading.entries(text))
        .isInstanceOf(HistoryException.class)
        .hasMessageStartingWith("line 1: ")
        .hasMessageContaining(message);
  }

  @Test
  void aCompletionMayLeaveTheFunctionToItsInvocation() throws IOException {
    List<Entry> entries =
        Reading.entries(
            "{:process 4 :type :invoke :f :read :value nil}{:process 4 :type :ok :value 3}");
    assertThat(entries.getLast().f()).isEqualTo("read");
    assertThat(entries.getLast().actor()).isEqualTo(new Actor.Client(4));
  }

  @Test
  void othersThanClientsHaveNames() throws IOException {
    List<Entry> entries =
        Reading.entries(
            """
            {:type :info :process :nemesis :f :start}
            {:type :info :process "nemesis" :value #{1}}
            {:type :info :process :n1 :f :died}
            {:type :invoke :process 0 :value nil}
            """);
    assertThat(entries)
        .extracting(Entry::actor)
        .containsExactly(
            new Actor.Nemesis(), new Actor.Nemesis(), new Actor.Node("n1"), new Actor.Client(0));
    assertThat(entries).extracting(Entry::f).containsExactly("start", "nemesis", "died", "txn");
  }

  /** One value of each kind that Clojure prints; {@code 1e3} and the like are in EdnReaderTest. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ":a.b/c | \"a.b/c\"",
        "1/2 | \"1/2\"",
        "#{1} | [1]",
        "##Inf | \"Infinity\"",
        "##NaN | \"NaN\"",
        "\\newline | \"\\n\"",
        "\\a | \"a\"",
        "7N | 7",
        "1.50M | \"1.50\"",
        "^{:line 3} [1] | [1]",
        "^:private ^String x | \"x\"",
        "#^:old [2] | [2]",
        "[1 #_ 2 #_#_ 3 4 5] | [1,5]",
        "#object[java.lang.Object 0x1f \"o\"] | {\"tag\":\"object\",\"value\":[\"java\",1,\"o\"]}",
        "#inst \"2020-01-01\" | {\"tag\":\"inst\",\"value\":\"2020-01-01\"}",
        "#\"a\\d\\\"b\" | \"a\\\\d\\\\\\\"b\"",
        "#:k{:a 1} | {\"k/a\":1}",
        "{1 2} | {\"1\":2}",
        "{[1] 2} | [[[1],2]]",
      })
  void everyKindOfValueIsRead(String edn, String json) throws IOException {
    String text = edn.replace("java.lang.Object 0x1f", "java 1");
    Entry entry =
        Reading.entries("#jepsen.history.Op{:process 0 :type :invoke :f :x :value " + text + "}")
            .getFirst();
    assertThat(EntryJson.valueText(Objects.requireNonNull(entry.value()))).isEqualTo(json);
  }

  @Test
  void aTaggedPairIsAPair() throws IOException {
    List<Entry> entries =
        Reading.entries("{:process 0 :type :ok :f :r :value #jepsen.independent/tuple [3 nil]}");
    Entry split = Independent.split(entries.getFirst());
    assertThat(split.key()).isEqualTo("3");
    assertThat(split.value()).isEqualTo(Nil.NIL);
    assertThat(entries.getFirst().value()).isInstanceOf(Map.class);
  }

  @Test
  void aBrokenLineIsNamedWithItsNumber() {
    assertThatThrownBy(() -> Reading.entries(PAPER + "; a comment\n{:type :ok, :value [1 }\n"))
        .isInstanceOf(HistoryException.class)
        .hasMessage("line 6: expected ], not }");
  }
}
