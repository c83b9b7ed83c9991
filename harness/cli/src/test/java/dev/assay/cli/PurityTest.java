package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What runs on virtual time knows no thread, lock, clock, randomness or IO of its own, and iterates
 * over nothing whose order is not defined: the same description leads to the same acts.
 */
final class PurityTest {
  private static final String SERVER = "reference-server/server";

  /** Handed out by the seed, forked by purpose; nobody makes one of his own. */
  private static final String SEEDED = "java/util/random/RandomGenerator";

  /** A value: it asks no clock. */
  private static final String DURATION = "java/time/Duration";

  /** Only held and completed: what waits for it is the driver. */
  private static final String FUTURE = "java/util/concurrent/CompletableFuture";

  /** Made from a seeded one, never by itself. */
  private static final String DERIVED = "java/util/Random";

  /** A mark without content, which the compiler puts where a switch is over types. */
  private static final String MARK = "java/io/Serializable";

  private final SourceTree tree = SourceTree.ofProject();

  /** The server acts through its {@code Env} alone; randomness too comes from there. */
  @Test
  void theServersCoreIsPure() throws IOException {
    assertPure(new Purity(List.of()), SERVER, "", List.of("server/wire/", "server/runtime/"));
  }

  @Test
  void theSimulatorIsPure() throws IOException {
    assertPure(new Purity(List.of(SEEDED)), "reference-server/simulator", "", List.of());
  }

  /** Excepted: the driver of real time, which is not there on virtual time. */
  @Test
  void theRunnerIsPure() throws IOException {
    assertPure(
        new Purity(List.of(SEEDED, FUTURE, MARK)),
        "harness/core",
        "core/runner/",
        List.of("core/runner/RealTimeDriver"));
  }

  @Test
  void theGeneratorsArePure() throws IOException {
    assertPure(new Purity(List.of(SEEDED)), "harness/core", "core/generator/", List.of());
  }

  @Test
  void theNemesisIsPure() throws IOException {
    assertPure(new Purity(List.of(SEEDED, DERIVED, DURATION)), "nemesis", "", List.of());
  }

  @Test
  void theWorkloadsArePure() throws IOException {
    assertPure(new Purity(List.of(SEEDED)), "workloads", "", List.of());
  }

  @Test
  void noticesAnImpureClass() throws IOException {
    Path file =
        classes("harness/cli", "test-classes").resolve("dev/assay/cli/PurityTest$Impure.class");
    assertThat(new Purity(List.of()).impurities(file))
        .contains(
            "java/io/",
            "java/lang/System.nanoTime",
            "java/util/Collection.parallelStream",
            "java/util/Collections.shuffle",
            "java/util/HashMap",
            "java/util/Map.of of several",
            "java/util/concurrent/");
    assertThat(new Purity(List.of(FUTURE)).impurities(file))
        .contains("java/util/HashMap")
        .doesNotContain("java/util/concurrent/");
  }

  /** What must not be done. */
  static final class Impure {
    private Impure() {}

    static Map<Long, String> map() {
      Map<Long, String> map = new HashMap<>(Map.of(1L, "one", 2L, "two"));
      List<Long> keys = new ArrayList<>(map.keySet());
      Collections.shuffle(keys);
      map.put(keys.getFirst(), "first");
      map.put(System.nanoTime(), "now");
      map.values().parallelStream().forEach(value -> map.put(2L, value));
      return map;
    }

    static CompletableFuture<String> fails(IOException with) throws IOException {
      if (with.getMessage() == null) {
        throw with;
      }
      return new CompletableFuture<>();
    }
  }

  /** Of a module's classes those below one package, without some. */
  private void assertPure(Purity purity, String module, String within, List<String> excepted)
      throws IOException {
    List<String> impure = new ArrayList<>();
    int looked = 0;
    Path root = classes(module, "classes").resolve("dev/assay");
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path file : paths.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString();
        if (name.startsWith(within) && excepted.stream().noneMatch(name::startsWith)) {
          looked++;
          purity.impurities(file).forEach(what -> impure.add(name + " uses " + what));
        }
      }
    }
    assertThat(looked).isGreaterThan(5);
    assertThat(impure).isEmpty();
  }

  private Path classes(String module, String kind) {
    return tree.root().resolve(module).resolve("target").resolve(kind);
  }
}
