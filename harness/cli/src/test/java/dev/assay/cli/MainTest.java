package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void whatJavaCannotGoOnWithDoesNotLookLikeAViolation() {
    assertThat(Main.guarded(() -> ExitCode.INVALID)).isEqualTo(ExitCode.INVALID);
    assertThat(Main.guarded(MainTest::outOfMemory)).isEqualTo(ExitCode.INTERNAL);
    assertThat(Main.guarded(MainTest::tooDeep)).isEqualTo(ExitCode.INTERNAL);
  }

  private static int outOfMemory() {
    throw new OutOfMemoryError("as if");
  }

  private static int tooDeep() {
    throw new StackOverflowError("as if");
  }
}
