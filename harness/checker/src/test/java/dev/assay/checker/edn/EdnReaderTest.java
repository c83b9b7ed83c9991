package dev.assay.checker.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Nil;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole EDN, as its specification lists it, and what Clojure prints beside it. */
class EdnReaderTest {
  private static Edn.Keyword keyword(String name) {
    return new Edn.Keyword("", name);
  }

  @Test
  void readsNumbers() {
    assertThat(EdnReader.parse("42")).isEqualTo(42L);
    assertThat(EdnReader.parse("-7")).isEqualTo(-7L);
    assertThat(EdnReader.parse("+7")).isEqualTo(7L);
    assertThat(EdnReader.parse("7N")).isEqualTo(7L);
    assertThat(EdnReader.parse("9223372036854775808N"))
        .isEqualTo(new BigInteger("9223372036854775808"));
    assertThat(EdnReader.parse("1.5")).isEqualTo(1.5);
    assertThat(EdnReader.parse("-2e3")).isEqualTo(-2000.0);
    assertThat(EdnReader.parse("1.10M")).isEqualTo(new BigDecimal("1.10"));
    assertThat(EdnReader.parse("3M")).isEqualTo(new BigDecimal("3"));
    assertThat(EdnReader.parse("22/7"))
        .isEqualTo(new Edn.Ratio(BigInteger.valueOf(22), BigInteger.valueOf(7)));
    assertThat(EdnReader.parse("##-Inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(EdnReader.parse("##NaN")).isEqualTo(Double.NaN);
  }

  @Test
  void readsNames() {
    assertThat(EdnReader.parse(":read")).isEqualTo(keyword("read"));
    assertThat(EdnReader.parse(":jepsen.core/read"))
        .isEqualTo(new Edn.Keyword("jepsen.core", "read"));
    assertThat(EdnReader.parse("a.b/c+?!")).isEqualTo(new Edn.Symbol("a.b/c+?!"));
    assertThat(EdnReader.parse("-")).isEqualTo(new Edn.Symbol("-"));
    assertThat(EdnReader.parse("nil")).isEqualTo(Nil.NIL);
    assertThat(EdnReader.parse("true")).isEqualTo(true);
  }

  @Test
  void readsStringsAndCharacters() {
    assertThat(EdnReader.parse("\"a\\n\\\"\\\\\\u00e4 [:x]\"")).isEqualTo("a\n\"\\\u00e4 [:x]");
    assertThat(EdnReader.parse("\"two\nlines\"")).isEqualTo("two\nlines");
    assertThat(EdnReader.parse("[\\c \\newline \\u0041 \\( \\o101 \\\\]"))
        .isEqualTo(List.of("c", "\n", "A", "(", "A", "\\"));
  }

  @Test
  void readsCollections() {
    assertThat(EdnReader.parse("(1 [2, 3] #{4} {:a 5, \"b\" nil})"))
        .isEqualTo(
            List.of(1L, List.of(2L, 3L), Set.of(4L), Map.of(keyword("a"), 5L, "b", Nil.NIL)));
    assertThat(EdnReader.parse("#:op{:f 1 :_/g 2 :x/h 3}"))
        .isEqualTo(
            Map.of(
                new Edn.Keyword("op", "f"), 1L, keyword("g"), 2L, new Edn.Keyword("x", "h"), 3L));
  }

  @Test
  void skipsCommentsAndDiscardedValues() {
    assertThat(EdnReader.parse("; a\n[1 #_2 #_ #_ 3 4 5 ; ]\n #_{:a [}]} ]".replace("[}]", "[]")))
        .isEqualTo(List.of(1L, 5L));
  }

  @Test
  void keepsTaggedValues() {
    assertThat(EdnReader.parse("#inst \"1985-04-12T23:20:50.52Z\""))
        .isEqualTo(new Edn.Tagged("inst", "1985-04-12T23:20:50.52Z"));
    assertThat(EdnReader.parse("#jepsen.history.Op{:f :read}"))
        .isEqualTo(new Edn.Tagged("jepsen.history.Op", Map.of(keyword("f"), keyword("read"))));
    assertThat(EdnReader.parse("[#a #b c]"))
        .isEqualTo(List.of(new Edn.Tagged("a", new Edn.Tagged("b", new Edn.Symbol("c")))));
  }

  @Test
  void readsOneValueAfterTheOther() throws IOException {
    EdnReader reader = new EdnReader(new StringReader("{:a 1}\n{:b 2} ; end"));
    assertThat(reader.next()).isEqualTo(Map.of(keyword("a"), 1L));
    assertThat(reader.next()).isEqualTo(Map.of(keyword("b"), 2L));
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1 2",
        "{:a}",
        "{:a 1 :a 2}",
        "#{1 1}",
        "(1]",
        "]",
        "\"abc",
        "1x",
        "1.5N",
        ":",
        "#",
        "##Huge",
        "\\abc",
        "\"\\q\"",
        "#_",
        "#tag",
        "1 2",
        "",
        "#:a[1]",
        "\"\\u00g0\""
      })
  void saysThatATextIsBroken(String text) {
    assertThatThrownBy(() -> EdnReader.parse(text)).isInstanceOf(EdnException.class);
  }

  @Test
  void namesTheLine() {
    assertThatThrownBy(() -> EdnReader.parse("[1\n2\n3x]"))
        .isInstanceOf(EdnException.class)
        .hasMessage("line 3: not a number: 3x");
  }

  @Test
  void boundsTheDepth() {
    assertThatThrownBy(() -> EdnReader.parse("[".repeat(100_000)))
        .isInstanceOf(EdnException.class)
        .hasMessageContaining("nested more than 500 deep");
    assertThatThrownBy(() -> EdnReader.parse("#a ".repeat(100_000)))
        .isInstanceOf(EdnException.class);
    assertThatThrownBy(() -> EdnReader.parse("#_".repeat(100_000)))
        .isInstanceOf(EdnException.class);
  }
}
