package dev.assay.checker.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Entry;

/** What every told violation has: each step says what is known then, and one of them breaks. */
public final class KnownSteps {
  private KnownSteps() {}

  /**
   * Fails where a promise is broken and a reader would not see at which operation of the evidence
   * it breaks.
   */
  public static void lead(Guarantee broken) {
    if (broken.verdict() != Verdict.INVALID) {
      assertThat(broken.known()).isEmpty();
      return;
    }
    assertThat(broken.known()).as(broken.reason()).anyMatch(KnownThen::broken);
    assertThat(broken.evidence().stream().map(Entry::index))
        .containsAll(broken.known().stream().map(KnownThen::line).toList());
    assertThat(broken.known())
        .allSatisfy(
            step -> assertThat(step.text()).isNotBlank().doesNotEndWith(".").doesNotContain("%"));
  }
}
