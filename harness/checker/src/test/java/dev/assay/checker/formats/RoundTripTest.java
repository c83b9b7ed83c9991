package dev.assay.checker.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.Nil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is written in a format is read as it was. */
class RoundTripTest {
  private static final long SEED = 20_261_128;
  private static final List<String> TEXTS =
      List.of(
          "",
          "x",
          "append",
          "r",
          "n\"1\\\n\t\r",
          "ä€😀",
          "\ud83d",
          "\udc00a",
          "a:",
          "7",
          "a/b",
          "nil",
          "\u0001\u007f");

  private static final List<EntryType> TYPES = List.of(EntryType.values());

  private final Random random = new Random(SEED);

  private List<Entry> history(int size) {
    List<Entry> entries = new ArrayList<>();
    long time = 0;
    for (int at = 0; at < size; at++) {
      time += random.nextInt(1_000_000);
      entries.add(entry(at, random.nextInt(9) == 0 ? -1 : time));
    }
    return entries;
  }

  private Entry entry(long index, long time) {
    EntryType type = TYPES.get(random.nextInt(TYPES.size()));
    Actor actor =
        switch (random.nextInt(4)) {
          case 0 -> new Actor.Nemesis();
          case 1 -> new Actor.Node("n" + random.nextInt(3));
          default -> new Actor.Client(random.nextInt(300));
        };
    return new Entry(
        index,
        time,
        type,
        actor,
        random.nextBoolean() ? "read" : "a b",
        random.nextBoolean() ? -1 : random.nextLong(1L << 40),
        maybe(text()),
        maybe(value(0)),
        maybe(text()),
        maybe(text()),
        maybe(text()),
        maybe(new Hint("zxid", text(), Long.toString(random.nextLong()))));
  }

  private <T> @Nullable T maybe(T thing) {
    return random.nextBoolean() ? thing : null;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 3 ? 5 : 7)) {
      case 0 -> Nil.NIL;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong() >> random.nextInt(64);
      case 3 -> random.nextInt(4) == 0 ? -0.0 : random.nextGaussian() * 1e12;
      case 4 -> text();
      case 5 -> {
        List<Object> list = new ArrayList<>();
        for (int at = random.nextInt(4); at > 0; at--) {
          list.add(value(depth + 1));
        }
        yield list;
      }
      default -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int at = random.nextInt(3); at > 0; at--) {
          map.put("k" + at, value(depth + 1));
        }
        yield map;
      }
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = HistoryFormat.class,
      mode = Mode.INCLUDE,
      names = {"JSONL", "EDN", "ELLE_JSON", "BINARY"})
  void nothingIsLostOnTheWay(HistoryFormat format) throws IOException {
    List<Entry> entries = history(20_000);
    byte[] bytes = Reading.written(entries, format, false);
    List<Entry> read = Reading.history(bytes, format).entries();
    assertThat(read).as("seed %d", SEED).hasSameSizeAs(entries);
    for (int at = 0; at < entries.size(); at++) {
      assertThat(read.get(at)).as("seed %d, entry %d", SEED, at).isEqualTo(entries.get(at));
    }
    byte[] again = Reading.written(read, HistoryFormat.JSONL, false);
    assertThat(again).isEqualTo(Reading.written(entries, HistoryFormat.JSONL, false));
  }

  @ParameterizedTest
  @EnumSource(
      value = HistoryFormat.class,
      mode = Mode.INCLUDE,
      names = {"JSONL", "EDN", "BINARY"})
  void whatWasWrittenIsRecognised(HistoryFormat format) throws IOException {
    List<Entry> entries =
        Reading.entries(
            "{:process 0 :type :invoke :f :read :key \"k\"}{:process 0 :type :ok :f :read}");
    byte[] bytes = Reading.written(entries, format, false);
    assertThat(Reading.history(bytes, HistoryFormat.AUTO).entries()).isEqualTo(entries);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    }
    assertThat(Reading.history(compressed.toByteArray(), HistoryFormat.AUTO).entries())
        .isEqualTo(entries);
  }

  @Test
  void ednIsThatOfJepsen() throws IOException {
    List<Entry> entries =
        Reading.entries(
            """
            {:process 0 :type :invoke :f :txn :key 3 :time 5 :value [[:append 1 2] [:r 1 nil]]}
            {:process 0 :type :info :f :txn :key 3 :error :timeout}
            {:process :nemesis :type :info :f :cut :value "n1"}
            """);
    assertThat(
            new String(Reading.written(entries, HistoryFormat.EDN, true), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {:index 0, :time 5, :type :invoke, :process 0, :f :txn, \
            :value [3 [[:append 1 2] [:r 1 nil]]]}
            {:index 1, :type :info, :process 0, :f :txn, :value [3 nil], :error "timeout"}
            {:index 2, :type :info, :process :nemesis, :f :cut, :value "n1"}
            """);
    byte[] split = Reading.written(entries.subList(0, 1), HistoryFormat.EDN, true);
    assertThat(Independent.split(Reading.history(split, HistoryFormat.AUTO).entries()))
        .isEqualTo(entries.subList(0, 1));
  }

  @Test
  void logsAreOnlyRead() {
    assertThatThrownBy(() -> Reading.written(List.of(), HistoryFormat.JEPSEN_LOG, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(HistorySinks.names()).containsExactly("jsonl", "edn", "elle-json", "binary");
    assertThat(HistoryFormat.ofName("h.edn.gz")).contains(HistoryFormat.EDN);
    assertThat(HistoryFormat.ofName("edn")).isEmpty();
  }
}
