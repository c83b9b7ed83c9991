package dev.assay.checker.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is valid has an order; the verdicts stand beside those of the search in ModelsTest. */
class LinearSetCheckerTest {
  private final List<Entry> lines = new ArrayList<>();

  private LinearSetCheckerTest line(EntryType type, int process, String f, @Nullable Object value) {
    lines.add(Entry.line(lines.size(), type, new Actor.Client(process), f, value));
    return this;
  }

  private LinearSetCheckerTest begin(int process, String f, @Nullable Object value) {
    return line(EntryType.INVOKE, process, f, value);
  }

  private LinearSetCheckerTest end(int process, String f, Object value) {
    return line(EntryType.OK, process, f, value);
  }

  @Test
  void anOrderIsWrittenDownOnRequest() {
    begin(0, "add", 1L).begin(1, "add", 2L).begin(2, "read", null);
    end(0, "add", 1L).end(1, "add", 2L).end(2, "read", List.of(2L));
    begin(0, "add", 3L).line(EntryType.INFO, 0, "add", 3L);
    Guarantee plain = new LinearSetChecker().check(lines, Limits.DEFAULT).getFirst();
    Guarantee told = new LinearSetChecker().withWitness().check(lines, Limits.DEFAULT).getFirst();
    assertThat(plain.verdict()).isEqualTo(Verdict.VALID);
    assertThat(plain.details()).doesNotContainKey("witness");
    assertThat(told.details()).containsEntry("witness", Map.of("", List.of(1L, 2L, 0L)));
  }

  @Test
  void setsOfTheSearchHaveOneToo() {
    begin(0, "add", 1L).end(0, "add", 1L).begin(0, "add", 1L).end(0, "add", 1L);
    Guarantee told = new LinearSetChecker().withWitness().check(lines, Limits.DEFAULT).getFirst();
    assertThat(told.details()).containsEntry("witness", Map.of("", List.of(0L, 2L)));
  }

  @Test
  void longHistoriesAreReplayedInTime() {
    List<Object> shown = new ArrayList<>();
    for (long element = 0; element < 20_000; element++) {
      begin(0, "add", element).end(0, "add", element);
      shown.add(element);
      if (element % 1_000 == 0) {
        begin(1, "read", null).end(1, "read", List.copyOf(shown));
      }
    }
    assertThat(new LinearSetChecker().check(lines, Limits.DEFAULT).getFirst().verdict())
        .isEqualTo(Verdict.VALID);
  }
}
