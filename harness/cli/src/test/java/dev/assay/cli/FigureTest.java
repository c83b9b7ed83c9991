package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void aFigureIsTheMedianOfItsRoundsWithTheirSpread() {
    assertThat(Figure.of("f", "s", List.of(3.0, 1.0, 2.0)).value()).isEqualTo(2);
    assertThat(Figure.of("f", "s", List.of(3.0, 1.0)).value()).isEqualTo(2);
    assertThat(Figure.of("f", "s", List.of(7.0)).value()).isEqualTo(7);
    assertThat(Figure.of("f", "s", List.of(3.0, 1.0, 2.0)).text())
        .startsWith("f ")
        .endsWith("2.0 s (1.0 to 3.0)");
  }

  @Test
  void itsJsonHasTheFieldsOfTheContract() {
    assertThat(Figure.of("f", "runs/s", List.of(30.0)).against("wanted", 15).json())
        .isEqualTo(
            "{\"name\":\"f\",\"value\":30.0,\"unit\":\"runs/s\",\"peer\":\"wanted\","
                + "\"peerValue\":15.0,\"ratio\":2.0,\"least\":30.0,\"most\":30.0}");
    assertThat(Figure.of("f", "s", List.of(1.0)).json())
        .contains("\"peer\":null,\"peerValue\":null,\"ratio\":null");
  }
}
