package dev.assay.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.spi.SystemUnderTest.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RootFileSystemTest {
  private static final Image IMAGE = Image.ofJava("a-server", List.of("java.base"), List.of());

  @Test
  void theRecipeRunsARehearsalWithoutAShell() {
    assertThat(RootFileSystem.dockerfile(IMAGE)).isEqualTo("FROM scratch\nCOPY root/ /\n");
    assertThat(RootFileSystem.dockerfile(IMAGE.rehearsed(List.of("/a", "b c", "\"\\"))))
        .isEqualTo("FROM scratch\nCOPY root/ /\nRUN [\"/a\", \"b c\", \"\\\"\\\\\"]\n");
  }

  @Test
  void anotherRehearsalIsAnotherImage() throws IOException {
    assertThat(Images.tag(IMAGE, "25"))
        .isEqualTo(Images.tag(IMAGE, "25"))
        .isNotEqualTo(Images.tag(IMAGE.rehearsed(List.of("/a")), "25"));
  }

  @Test
  void theClassPathInsideIsInTheOrderOfTheJars() {
    Image image = Image.ofJava("a", List.of(), List.of(Path.of("/x/b.jar"), Path.of("/y/a.jar")));

    assertThat(image.classPath()).isEqualTo("/opt/assay/lib/b.jar:/opt/assay/lib/a.jar");
  }
}
