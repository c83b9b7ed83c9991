package dev.assay.lab.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaDebuggingTest {
  private int tests;

  private List<Integer> smallest(int size, List<Integer> needed)
      throws IOException, InterruptedException {
    List<Integer> all = IntStream.range(0, size).boxed().toList();
    return DeltaDebugging.smallest(
        all,
        part -> {
          tests++;
          assertThat(part).isNotEmpty().hasSizeLessThan(size);
          return part.containsAll(needed);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 20})
  void oneElementIsFoundInFewSteps(int size) throws IOException, InterruptedException {
    for (int needed = 0; needed < size; needed++) {
      tests = 0;
      assertThat(smallest(size, List.of(needed))).containsExactly(needed);
      assertThat(tests).isLessThanOrEqualTo(12);
    }
  }

  @Test
  void everyPairIsFound() throws IOException, InterruptedException {
    for (int first = 0; first < 9; first++) {
      for (int second = first + 1; second < 9; second++) {
        assertThat(smallest(9, List.of(first, second))).containsExactly(first, second);
      }
    }
  }

  @Test
  void whatIsNeededAltogetherStays() throws IOException, InterruptedException {
    assertThat(smallest(6, List.of(0, 1, 2, 3, 4, 5))).hasSize(6);
  }
}
