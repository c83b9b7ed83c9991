package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.KnownThen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Bars hold a text, and all of them stand on the page while there is room. */
class CounterexampleDiagramTest {
  private static final Pattern WIDTH = Pattern.compile("style=\"width:(\\d+)px");

  private final List<Operation> operations = new ArrayList<>();
  private final List<KnownThen> known = new ArrayList<>();

  private void did(String f, Map<String, Object> asked, Map<String, Object> answer) {
    int at = operations.size();
    operations.add(
        new Operation(
            line(2 * at, EntryType.INVOKE, f, asked), line(2 * at + 1, EntryType.OK, f, answer)));
  }

  private static Entry line(int index, EntryType type, String f, Object value) {
    Actor client = new Actor.Client(1);
    return Entry.line(index, type, client, f, value).withTime(index * 1_000_000L);
  }

  private String drawn() {
    Html html = new Html();
    new CounterexampleDiagram(operations, known, 1_000_000_000).write(html);
    return html.finished();
  }

  private static int width(String svg) {
    Matcher found = WIDTH.matcher(svg);
    assertThat(found.find()).as(svg).isTrue();
    return Integer.parseInt(found.group(1));
  }

  @Test
  void theAnswerDoesNotRepeatWhatWasAsked() {
    Map<String, Object> answer = Map.of("path", "/a", "version", 3L);
    did("set", Map.of("path", "/a"), answer);
    assertThat(drawn()).contains("set {path: /a} → {version: 3}");
  }

  @Test
  void longTextsAreCutBeforeTheDiagramIsWiderThanThePage() {
    Map<String, Object> asked = Map.of("path", "/directory/node");
    for (long version = 0; version < 3; version++) {
      did("get", asked, Map.of("data", "some data of this node", "version", version));
    }
    assertThat(width(drawn())).isLessThan(1040);
    assertThat(drawn()).contains("get {path: /…");
  }

  @Test
  void whatNobodyAskedForIsAMarkAtItsMoment() {
    did("get", Map.of("path", "/a"), Map.of("version", 1L));
    operations.add(new Operation(line(2, EntryType.EVENT, "changed", Map.of("path", "/a")), null));
    String event = drawn().substring(drawn().indexOf("class=\"bar event\""));
    assertThat(event).contains(" l6 6 l-6 6 l-6 -6 Z", "changed {path: /a}");
    assertThat(drawn()).contains("A diamond is what nobody asked for");
  }

  @Test
  void aLongListSaysWhatIsNotInIt() {
    operations.add(
        new Operation(line(0, EntryType.INVOKE, "add", 32L), line(1, EntryType.OK, "add", 32L)));
    List<Long> all = LongStream.range(0, 500).filter(each -> each != 32).boxed().toList();
    operations.add(
        new Operation(
            line(2, EntryType.INVOKE, "read", List.of()), line(3, EntryType.OK, "read", all)));
    assertThat(drawn()).contains("read [] → no 32 among 499");
  }

  @Test
  void belowABarStandsWhatIsKnownThenAndAMarkWhereItBreaks() {
    did("add", Map.of("element", 308L), Map.of());
    did("read", Map.of("all", true), Map.of());
    known.add(new KnownThen(1, "308 is in the set for good, whatever else is added", false));
    known.add(new KnownThen(3, "308 must be in it </svg>\u202e", true));
    String svg = drawn();
    assertThat(svg)
        .contains(
            ">308 is in the set for</text>",
            ">good, whatever else is</text>",
            ">added</text>",
            "class=\"known broken\"",
            ">✕ 308 must be in it</text>",
            ">&lt;/svg&gt;\\u202e</text>",
            "✕ marks what cannot be");
    known.clear();
    assertThat(drawn()).doesNotContain("class=\"known", "marks what cannot be");
  }

  @Test
  void aLongNoteIsCutAndDoesNotMakeTheDiagramWide() {
    for (int at = 0; at < 3; at++) {
      did("get", Map.of("path", "/a"), Map.of("version", 1L));
      known.add(new KnownThen(2 * at + 1, "x".repeat(5_000) + " word".repeat(500), at == 2));
    }
    assertThat(width(drawn())).isLessThan(1040);
    assertThat(drawn().split("class=\"known", -1)).hasSize(3 * 4 + 1);
  }

  @Test
  void aFewOfThemKeepTheirText() {
    did("get", Map.of("path", "/directory/node"), Map.of("version", 1L));
    assertThat(drawn()).contains("get {path: /directory/node} → {version: 1}");
  }
}
