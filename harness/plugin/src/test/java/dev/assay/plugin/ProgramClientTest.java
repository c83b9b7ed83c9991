package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs say, written in sh; {@code $id} is the operation's. */
@Timeout(60)
class ProgramClientTest {
  private static final long MILLIS = 10_000;

  private static ProgramClient client(String answer, long timeoutMillis) throws IOException {
    String loop =
        """
        while read -r line; do
          id=${line#*'"id":'}
          id=${id%%%%,*}
          %s
        done
        """
            .formatted(answer);
    return ProgramClient.start("127.0.0.1:1", List.of("sh", "-c", loop), timeoutMillis);
  }

  private static ProgramClient saying(String completion) throws IOException {
    return client("printf '%s\\n' '" + completion.replace("$id", "'\"$id\"'") + "'", MILLIS);
  }

  @Test
  void readsWritesAndComparesAndSets() throws Exception {
    try (ProgramClient client = saying("{\"id\":$id,\"type\":\"ok\",\"value\":-7}")) {
      assertThat(client.read("k")).isEqualTo(-7);
      client.write("k", 5);
      assertThat(client.cas("k", 5, 6)).isTrue();
    }
    try (ProgramClient client = saying("{\"id\":$id,\"type\":\"ok\",\"value\":null}")) {
      assertThat(client.read("k")).isNull();
    }
  }

  @Test
  void hearsTheOperationAsALineOfJsonAndTheAddressFromItsEnvironment() throws Exception {
    String echo =
        "{\"id\":$id,\"type\":\"info\",\"error\":\"'\"$ASSAY_ADDRESS $(echo \"$line\" | tr '\\\"'"
            + " _)\"'\"}";
    try (ProgramClient client = saying(echo)) {
      assertThatThrownBy(() -> client.cas("run-r0", 5, 6))
          .hasMessage(
              "the client says: 127.0.0.1:1 {_id_:1,_f_:_cas_,_key_:_run-r0_,_value_:[5,6],"
                  + "_timeoutMillis_:10000}");
    }
  }

  @Test
  void aMismatchIsAnAnswerAndAnyOtherFailureSaysThatNothingWasDone() throws Exception {
    String mismatch = "{\"id\":$id,\"type\":\"fail\",\"error\":\"mismatch\"}";
    try (ProgramClient client = saying(mismatch)) {
      assertThat(client.cas("k", 1, 2)).isFalse();
      assertThatThrownBy(() -> client.write("k", 1)).isInstanceOf(NotDoneException.class);
    }
    try (ProgramClient client = saying("{\"id\":$id,\"type\":\"fail\",\"error\":\"full\"}")) {
      assertThatThrownBy(() -> client.cas("k", 1, 2))
          .isInstanceOf(NotDoneException.class)
          .hasMessageContaining("full");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          rubbish                               | what is no JSON: rubbish
          {"id":99,"type":"ok","value":1}       | the operation 99, which is not open
          {"id":$id,"type":"done"}              | what is no completion
          {"id":"$id","type":"ok","value":1}    | what is no completion
          {"id":$id,"type":"ok","value":"1"}    | what is no completion
          {"id":$id,"type":"ok","value":1.5}    | what is no completion
          {"id":$id,"type":"ok","value":1} x    | what is no JSON
          {"id":$id,"type":"ok"}                | completed a read without a value
          [1]                                   | what is no completion
          """)
  void ofAProgramThatSaysWhatIsNoCompletionNobodyKnowsWhatItDid(String said, String why)
      throws Exception {
    try (ProgramClient client = saying(said)) {
      assertThatThrownBy(() -> client.read("k"))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NotDoneException.class)
          .hasMessageContaining(why);
      assertThatThrownBy(() -> client.write("k", 1)).hasMessageContaining(why);
    }
  }

  @Test
  void aProgramThatEndsIsLateOrNeverStopsIsSaidToBe() throws Exception {
    try (ProgramClient client = client("echo no disk >&2; exit 3", MILLIS)) {
      assertThatThrownBy(() -> client.write("k", 1))
          .hasMessageContaining("ended with exit status 3");
    }
    try (ProgramClient client = client("sleep 60", 300)) {
      assertThatThrownBy(() -> client.write("k", 1)).hasMessageContaining("within 300 ms");
    }
    try (ProgramClient client = client("exec tr '\\0' x < /dev/zero", MILLIS)) {
      assertThatThrownBy(() -> client.write("k", 1)).hasMessageContaining("more than 65536 bytes");
    }
    assertThat(ProgramClient.trial("a:1", List.of("sh", "-c", "nosuchprogram")))
        .contains("exit status 127", "nosuchprogram");
    assertThat(ProgramClient.trial("a:1", List.of("cat"))).isEmpty();
  }

  @Test
  void nothingIsLeftOfAProgramThatWasClosed() throws Exception {
    ProgramClient client =
        client("sleep 60 & printf '{\"id\":%s,\"type\":\"ok\",\"value\":%s}\\n' $id $!", MILLIS);
    long child = Objects.requireNonNull(client.read("k"));
    Optional<ProcessHandle> sleeper = ProcessHandle.of(child);
    assertThat(sleeper).isPresent();
    client.close();
    sleeper.get().onExit().get(10, TimeUnit.SECONDS);
    assertThatThrownBy(() -> client.write("k", 1)).hasMessage("the client was closed");
  }
}
