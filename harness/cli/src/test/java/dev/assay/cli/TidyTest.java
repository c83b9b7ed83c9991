package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the compiler does not hold of the way in which the project is written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TidyTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 40;
  private static final int COLUMNS = 100;

  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X])\\b");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("/(root|home|work|Users)/|[A-Z]:\\\\\\\\");
  private static final Pattern EMPTY_NAME =
      Pattern.compile("Abstract.*|.*(Manager|Helper|Util|Utils|Impl)");

  /** All else in a module asks these what time it is; in tests, time may be measured anywhere. */
  private static final Map<String, String> CLOCKS =
      Map.of(
          "dev.assay.checker.MonotonicClock", "how long a check may take",
          "dev.assay.core.runner.RealTimeDriver", "the clock of a run",
          "dev.assay.cluster.MonotonicClock", "probes, delays and limits of a cluster",
          "dev.assay.systems.zookeeper.client.Deadline", "how long a session may take to connect",
          "dev.assay.systems.etcd.Attachment", "when a lease is kept alive again",
          "dev.assay.server.runtime.SystemClock", "the clock of a server's node",
          "dev.assay.engine.Stopwatch", "what runs and commands say of their own duration");

  /** Who may let time pass, and why waiting for a signal would not do. */
  private static final Map<String, String> PAUSES =
      Map.of(
          "dev.assay.cluster.Deadline", "the pause between two looks at what nobody announces",
          "dev.assay.cluster.proxy.Pump", "the delay of a link, which is time and nothing else",
          "dev.assay.cluster.process.FakeServer", "a server's traffic, one byte every 20 ms");

  private static final Set<String> CLOCK_CALLS =
      Set.of(
          "System.nanoTime",
          "System.currentTimeMillis",
          "Instant.now",
          "LocalDateTime.now",
          "ZonedDateTime.now",
          "Clock.systemUTC");

  private final SourceTree tree = SourceTree.ofProject();
  private final List<JavaSource> sources = JavaSource.parse(tree);

  @Test
  void theWholeProjectIsLookedAt() {
    assertThat(tree.modules()).hasSizeGreaterThan(10);
    for (String module : tree.modules()) {
      assertThat(sources).as(module).anyMatch(source -> source.file().startsWith(module));
    }
    assertThat(tree.ending(".js")).isNotEmpty();
    assertThat(sources.stream().flatMap(source -> source.methods().stream()))
        .hasSizeGreaterThan(1000);
  }

  @Test
  void filesAreShort() {
    List<String> findings = new ArrayList<>();
    for (Path file : tree.ending(".java", ".js", ".css", ".html")) {
      int length = tree.lines(file).size();
      if (length > FILE_LINES) {
        findings.add("%s has %d lines".formatted(file, length));
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  void methodsAreShort() {
    assertThat(
            found(
                JavaSource::methods,
                method -> method.length() > METHOD_LINES,
                method -> method.name() + " has " + method.length() + " lines"))
        .isEmpty();
  }

  @Test
  void linesAreNarrow() {
    assertThat(
            lines(
                tree.ending(".java"),
                line ->
                    line.codePointCount(0, line.length()) > COLUMNS
                        && !line.startsWith("import ")
                        && !line.startsWith("package ")))
        .isEmpty();
  }

  @Test
  void importsNameOneThing() {
    assertThat(lines(tree.ending(".java"), Pattern.compile("^import .*\\*\\s*;").asPredicate()))
        .isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() {
    assertThat(
            found(
                JavaSource::types,
                type -> EMPTY_NAME.matcher(type.name()).matches(),
                JavaSource.Named::name))
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<String> described =
        sources.stream()
            .filter(source -> source.file().endsWith("package-info.java"))
            .filter(source ->
                source.annotations().stream().anyMatch(one -> one.name().equals("NullMarked")))
            .map(JavaSource::packageName)
            .collect(Collectors.toSet());
    Set<String> packages = new TreeSet<>();
    sources.stream()
        .filter(source -> source.file().toString().contains("src/"))
        .forEach(source -> packages.add(source.packageName()));
    assertThat(described).containsExactlyInAnyOrderElementsOf(packages);
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(lines(written(), UNFINISHED.asPredicate())).isEmpty();
  }

  @Test
  void noPathOfOneMachineIsWrittenDown() {
    assertThat(lines(written(), MACHINE_PATH.asPredicate())).isEmpty();
  }

  @Test
  void noTestIsSwitchedOff() {
    assertThat(
            found(
                JavaSource::annotations,
                annotation -> annotation.name().startsWith("Disabled"),
                JavaSource.Named::name))
        .isEmpty();
  }

  @Test
  void oneClassOfAModuleReadsTheClock() {
    Set<String> readers = new TreeSet<>();
    for (JavaSource source : sources) {
      if (source.product()
          && source.mentions().stream().anyMatch(one -> mentions(one, CLOCK_CALLS))) {
        readers.add(className(source));
      }
    }
    assertThat(readers).containsExactlyInAnyOrderElementsOf(CLOCKS.keySet());
  }

  @Test
  void nobodySleepsUntilAStateIsThere() {
    Set<String> sleepers = new TreeSet<>();
    for (JavaSource source : sources) {
      if (source.mentions().stream().anyMatch(TidyTest::sleeps)) {
        sleepers.add(className(source));
      }
    }
    assertThat(sleepers).containsExactlyInAnyOrderElementsOf(PAUSES.keySet());
  }

  private static boolean sleeps(JavaSource.Named mention) {
    return mention
        .name()
        .matches(
            "(.*\\.)?(Thread|NANOSECONDS|MICROSECONDS|MILLISECONDS|SECONDS)"
                + "\\.sleep|(.*\\.)?LockSupport\\.park(Nanos|Until)");
  }

  private static boolean mentions(JavaSource.Named mention, Set<String> calls) {
    return calls.stream()
        .anyMatch(call -> mention.name().equals(call) || mention.name().endsWith("." + call));
  }

  private static String className(JavaSource source) {
    String file = String.valueOf(source.file().getFileName());
    return source.packageName() + "." + file.substring(0, file.length() - ".java".length());
  }

  /** All that people write by hand. */
  private List<Path> written() {
    return Stream.concat(
            tree.ending(".java", ".js", ".css", ".html", ".md", ".xml", ".sh").stream(),
            Stream.of(Path.of("assay"), Path.of(".ci/run")))
        .toList();
  }

  private List<String> lines(List<Path> files, Predicate<String> wrong) {
    List<String> findings = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = tree.lines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (wrong.test(lines.get(i))) {
          findings.add("%s:%d: %s".formatted(file, i + 1, lines.get(i).strip()));
        }
      }
    }
    return findings;
  }

  private List<String> found(
      Function<JavaSource, List<JavaSource.Named>> part,
      Predicate<JavaSource.Named> wrong,
      Function<JavaSource.Named, String> words) {
    List<String> findings = new ArrayList<>();
    for (JavaSource source : sources) {
      for (JavaSource.Named one : part.apply(source)) {
        if (wrong.test(one)) {
          findings.add("%s:%d: %s".formatted(source.file(), one.first(), words.apply(one)));
        }
      }
    }
    return findings;
  }
}
