package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
  @TempDir private Path home;

  private static Path folder(Map<String, String> properties, Map<String, String> environment) {
    Properties all = new Properties();
    all.putAll(properties);
    return Distribution.folder(all, environment);
  }

  @Test
  void theLauncherSaysWhereItIs() {
    assertThat(folder(Map.of("assay.dist", "dist", "assay.home", "home"), Map.of()))
        .isEqualTo(Path.of("dist"));
  }

  @Test
  void aCheckoutAndItsBuildAreBothAHome() throws IOException {
    Path dist = home.resolve("target/dist");
    Files.createDirectories(dist.resolve("systems"));
    assertThat(folder(Map.of(), Map.of("ASSAY_HOME", home.toString()))).isEqualTo(dist);
    assertThat(folder(Map.of(), Map.of("ASSAY_HOME", dist.toString()))).isEqualTo(dist);
    assertThat(folder(Map.of("assay.home", home.toString()), Map.of("ASSAY_HOME", "none")))
        .isEqualTo(dist);
  }

  @Test
  void whenThereIsNoneItSaysHowToGetIt() {
    assertThatThrownBy(() -> folder(Map.of(), Map.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("let ASSAY_HOME (or -Dassay.home) name a checkout");
    assertThatThrownBy(() -> folder(Map.of(), Map.of("ASSAY_HOME", home.toString())))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(home + " holds no build of Assay");
  }
}
