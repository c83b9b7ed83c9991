package dev.assay.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry survives the way to text and back, whatever its strings hold. */
class EntryJsonTest {
  private static final long SEED = 7;

  private static Entry withValue(@Nullable Object value) {
    return Entry.line(0, EntryType.OK, new Actor.Client(3), "read", value).withTime(5).withOp(9);
  }

  @Test
  void writesTheFieldsInOrderAndLeavesOutWhatIsAbsent() {
    assertThat(EntryJson.toLine(withValue(Nil.NIL)))
        .isEqualTo(
            "{\"index\":0,\"time\":5,\"type\":\"ok\",\"process\":3,\"f\":\"read\",\"op\":9,"
                + "\"value\":null}");
    assertThat(EntryJson.toLine(withValue(null))).doesNotContain("value", "key", "hint");
  }

  @Test
  void keepsEveryField() {
    Entry entry =
        new Entry(
            12,
            34,
            EntryType.INFO,
            new Actor.Nemesis(),
            "partition",
            56,
            "k",
            Map.of("fault", 3L, "proven", true, "loss", 0.5),
            "e",
            "n1",
            "9223372036854775808",
            new Hint("zxid", "all", "18446744073709551615"));
    assertThat(EntryJson.parse(EntryJson.toLine(entry))).isEqualTo(entry);
  }

  @Test
  void namesOfNodesAreNotProcesses() {
    Entry entry = Entry.line(0, EntryType.EVENT, new Actor.Node("17"), "died", null);
    assertThat(EntryJson.parse(EntryJson.toLine(entry))).isEqualTo(entry);
  }

  @Test
  void keepsHostileStringsThroughUtf8() {
    Random random = new Random(SEED);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int at = random.nextInt(12); at > 0; at--) {
        text.append(hostile(random));
      }
      List<Object> list = new ArrayList<>(List.of(text.toString(), random.nextLong()));
      Map<String, Object> map = new LinkedHashMap<>();
      map.put(text.toString().replaceAll("\\p{Cs}", "?"), list);
      Entry entry = withValue(List.of(map, text.toString(), random.nextDouble()));
      String line = EntryJson.toLine(entry);
      assertThat(line).as("seed %d round %d", SEED, round).doesNotContain("\n");
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      assertThat(EntryJson.parse(new String(bytes, StandardCharsets.UTF_8))).isEqualTo(entry);
    }
  }

  private static char hostile(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> (char) random.nextInt(' ');
      case 1 -> "\"\\/{}[],:\u2028\u2029\ufeff\u007f\u0085".charAt(random.nextInt(14));
      case 2 -> (char) (Character.MIN_HIGH_SURROGATE + random.nextInt(1024));
      case 3 -> (char) (Character.MIN_LOW_SURROGATE + random.nextInt(1024));
      case 4 -> (char) random.nextInt(0x10000);
      default -> (char) ('a' + random.nextInt(26));
    };
  }

  @Test
  void replacesHalfAPairInTheNameOfAField() {
    Entry read = EntryJson.parse(EntryJson.toLine(withValue(Map.of("a\ud800", 1L))));
    assertThat(read.value()).isEqualTo(Map.of("a\ufffd", 1L));
  }

  @Test
  void refusesToWriteWhatAHistoryCannotHold() {
    assertThatThrownBy(() -> EntryJson.toLine(withValue(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Integer");
    assertThatThrownBy(() -> EntryJson.toLine(withValue(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EntryJson.toLine(withValue(Map.of(1L, "x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ignoresUnknownFieldsAndReadsNumbersAsText() {
    Entry entry =
        EntryJson.parse(
            "{\"index\":0,\"type\":\"ok\",\"process\":1,\"f\":\"read\",\"key\":7,"
                + "\"new\":{\"a\":[]},\"session\":5}");
    assertThat(entry.key()).isEqualTo("7");
    assertThat(entry.session()).isEqualTo("5");
    assertThat(entry.time()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1] | not a JSON object",
        "{\"index\":0 | not JSON",
        "{} {} | more than one",
        "{\"index\":0,\"process\":1,\"f\":\"x\"} | type is missing",
        "{\"index\":0,\"type\":\"done\",\"process\":1,\"f\":\"x\"} | unknown type: done",
        "{\"index\":0,\"type\":\"ok\",\"f\":\"x\"} | process is missing",
        "{\"index\":0,\"type\":\"ok\",\"process\":-1,\"f\":\"x\"} | process is neither",
        "{\"index\":0,\"type\":\"ok\",\"process\":1} | f is missing",
        "{\"index\":-4,\"type\":\"ok\",\"process\":1,\"f\":\"x\"} | index is negative",
        "{\"index\":0,\"type\":\"ok\",\"process\":1,\"f\":\"x\",\"f\":\"y\"} | stands twice",
        "{\"index\":0,\"type\":\"ok\",\"process\":1,\"f\":\"x\",\"op\":\"a\"} | op is not an"
            + " integer",
        "{\"index\":0,\"type\":\"ok\",\"process\":1,\"f\":\"x\",\"hint\":3} | hint is not an"
            + " object",
        "{\"index\":0,\"type\":\"ok\",\"process\":1,\"f\":\"x\",\"value\":9223372036854775808} | 64"
            + " bits",
        "{\"index\":0,\"type\":\"ok\",\"process\":1,\"f\":\"x\",\"value\":1e999} | out of range"
      })
  void saysWhatIsWrongWithALine(String line, String complaint) {
    assertThatThrownBy(() -> EntryJson.parse(line))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void whatSteersATerminalOrTurnsTextAroundIsEscaped() {
    Entry hostile =
        Entry.line(0, EntryType.INVOKE, new Actor.Client(0), "write", "a\u001b[2J\u009b\u202eb");
    String line = EntryJson.toLine(hostile);
    assertThat(line).contains("a\\u001b[2J\\u009b\\u202eb");
    assertThat(EntryJson.parse(line)).isEqualTo(hostile);
  }
}
