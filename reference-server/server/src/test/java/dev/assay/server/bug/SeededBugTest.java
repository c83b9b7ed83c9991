package dev.assay.server.bug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class SeededBugTest {
  @Test
  void isFoundByItsWord() {
    assertThat(SeededBug.of("reply-before-commit")).isEqualTo(SeededBug.REPLY_BEFORE_COMMIT);
    for (SeededBug bug : SeededBug.values()) {
      assertThat(SeededBug.of(bug.word())).isEqualTo(bug);
    }
  }

  @Test
  void anUnknownWordIsAnsweredWithAllWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeededBug.of("nonsense"))
        .withMessageStartingWith("no seeded bug 'nonsense'; there are: ack-before-fsync, ");
  }
}
