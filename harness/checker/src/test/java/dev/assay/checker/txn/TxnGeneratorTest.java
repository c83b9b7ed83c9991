package dev.assay.checker.txn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TxnGeneratorTest {
  private static final TxnChecker STRICT = TxnChecker.ofLists(Consistency.STRICT_SERIALIZABLE);

  @Test
  void whatItMakesIsStrictlySerializable() {
    TxnHistory history = TxnGenerator.generate(1, 20_000, 10, List.of());
    assertThat(history.size()).isEqualTo(20_000);
    assertThat(STRICT.verdict(history, Limits.DEFAULT)).isEqualTo("valid");
  }

  static List<String> plants() {
    return TxnGenerator.plants();
  }

  @ParameterizedTest
  @MethodSource("plants")
  void eachPlantIsFoundAndNamedInALargeHistory(String plant) {
    TxnHistory history = TxnGenerator.generate(2, 5_000, 10, List.of(plant));
    assertThat(STRICT.verdict(history, Limits.DEFAULT))
        .contains(TxnGenerator.anomaly(plant) + "=1");
  }
}
