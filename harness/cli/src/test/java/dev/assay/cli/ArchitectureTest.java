package dev.assay.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows between the modules, and those inside the server. A module may use what its arrows
 * lead to, directly or not, and nothing else of ours. What lives on a class path of its own
 * (harness/systems) holds its arrows in a test of its own.
 */
final class ArchitectureTest {
  private static final String OURS = "dev.assay..";
  private static final String SERVER = "dev.assay.server.";

  /** A module's folder, and its package below dev.assay. */
  private static final Map<String, String> MODULES =
      Map.ofEntries(
          Map.entry("reference-server/server", "server"),
          Map.entry("reference-server/simulator", "simulator"),
          Map.entry("harness/checker", "checker"),
          Map.entry("harness/core", "core"),
          Map.entry("harness/cluster", "cluster"),
          Map.entry("harness/plugin", "plugin"),
          Map.entry("harness/report", "report"),
          Map.entry("harness/lab", "lab"),
          Map.entry("harness/engine", "engine"),
          Map.entry("harness/junit", "junit"),
          Map.entry("harness/cli", "cli"),
          Map.entry("nemesis", "nemesis"),
          Map.entry("workloads", "workloads"));

  private static final String SYSTEMS = "harness/systems/";

  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("server", List.of()),
          Map.entry("checker", List.of()),
          Map.entry("core", List.of("checker")),
          Map.entry("simulator", List.of("server", "core")),
          Map.entry("nemesis", List.of("core")),
          Map.entry("workloads", List.of("core")),
          Map.entry("cluster", List.of("core")),
          Map.entry("plugin", List.of("core")),
          Map.entry("report", List.of("core")),
          Map.entry("lab", List.of("workloads", "nemesis", "cluster", "simulator")),
          Map.entry("engine", List.of("lab", "report", "plugin")),
          Map.entry("junit", List.of("engine")),
          Map.entry("cli", List.of("engine")));

  /** The server's core, which the simulator runs as it is. */
  private static final String[] CORE = {
    SERVER + "broadcast..",
    SERVER + "bug..",
    SERVER + "bytes..",
    SERVER + "client..",
    SERVER + "env..",
    SERVER + "log..",
    SERVER + "node..",
    SERVER + "tree..",
    SERVER + "zab.."
  };

  private final SourceTree tree = SourceTree.ofProject();

  static Set<String> folders() {
    return new TreeSet<>(MODULES.keySet());
  }

  @Test
  void everyModuleHasItsArrows() {
    assertThat(tree.modules().stream().filter(module -> !module.startsWith(SYSTEMS)))
        .containsExactlyInAnyOrderElementsOf(MODULES.keySet());
    assertThat(MODULES.values()).containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aModuleUsesOnlyWhatItsArrowsLeadTo(String folder) {
    String name = name(folder);
    String[] allowed =
        reachable(name).stream().map(ArchitectureTest::packages).toArray(String[]::new);
    classes()
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(OURS)).or(resideInAnyPackage(allowed)))
        .check(imported(folder));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void aModuleStaysInItsPackage(String folder) {
    classes().should().resideInAPackage(packages(name(folder))).check(imported(folder));
  }

  @Test
  void theServersStateMachineKnowsItsProtocolOnlyAsABroadcast() {
    noClasses()
        .that()
        .resideInAnyPackage(
            SERVER + "tree..", SERVER + "client..", SERVER + "broadcast..", SERVER + "node..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVER + "zab..", SERVER + "log..")
        .check(server());
  }

  @Test
  void theServersProtocolKnowsNothingOfTheTree() {
    noClasses()
        .that()
        .resideInAnyPackage(SERVER + "zab..", SERVER + "log..", SERVER + "broadcast..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVER + "tree..", SERVER + "client..", SERVER + "node..")
        .check(server());
  }

  @Test
  void theServersCoreKnowsNeitherBytesOfClientsNorTheRealWorld() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVER + "wire..", SERVER + "runtime..", "io.netty..", "org.slf4j..")
        .check(server());
  }

  @Test
  void everyPackageOfTheServerIsOfTheCoreOrOutside() {
    classes()
        .should()
        .resideInAnyPackage(CORE)
        .orShould()
        .resideInAnyPackage(SERVER + "wire..", SERVER + "runtime..", "dev.assay.server")
        .check(server());
  }

  /** A mistake in a client's library that the server shared would cancel itself out. */
  @Test
  void theServerSharesNothingWithClientsButTheRecords() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("org.apache.zookeeper.."))
                .or(
                    resideInAnyPackage(
                        "org.apache.zookeeper.data..", "org.apache.zookeeper.proto..")))
        .check(server());
  }

  @Test
  void theEngineIsFreeOfTheCommandLine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "ch.qos.logback..")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(imported("harness/engine"));
  }

  private JavaClasses server() {
    return imported("reference-server/server");
  }

  private JavaClasses imported(String folder) {
    JavaClasses classes =
        new ClassFileImporter().importPath(tree.root().resolve(folder).resolve("target/classes"));
    assertThat(classes).as("the classes of %s", folder).hasSizeGreaterThan(1);
    return classes;
  }

  private static String name(String folder) {
    return String.valueOf(MODULES.get(folder));
  }

  private static String packages(String name) {
    return "dev.assay." + name + "..";
  }

  private static Set<String> reachable(String name) {
    Set<String> all = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (all.add(next)) {
        open.addAll(ARROWS.getOrDefault(next, List.of()));
      }
    }
    return all;
  }
}
