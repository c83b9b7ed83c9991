package dev.assay.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RehearsalIT {
  @TempDir private Path folder = Path.of("");

  @Test
  void itComesToItsEndAndLeavesNothing() throws IOException {
    Rehearsal.main(new String[] {folder.resolve("new").toString()});

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void itSaysHowItIsUsed() {
    assertThatThrownBy(() -> Rehearsal.main(new String[0])).hasMessageContaining("FOLDER");
  }
}
