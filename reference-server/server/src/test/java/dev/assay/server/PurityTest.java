package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.node.ServerNode;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The core knows no thread, lock, clock, randomness or IO but through its Env, and iterates over
 * nothing whose order is not defined: the same events lead to the same acts, in the simulator too.
 */
final class PurityTest {
  private static final List<String> OUTSIDE =
      List.of("dev/assay/server/wire", "dev/assay/server/runtime");

  private static final List<String> TYPES =
      List.of(
          "java/util/concurrent/",
          "java/lang/Thread",
          "java/lang/Process",
          "java/lang/Runtime",
          "java/util/Random",
          "java/util/SplittableRandom",
          "java/util/random/",
          "java/security/SecureRandom",
          "java/util/UUID",
          "java/util/Timer",
          "java/util/HashMap",
          "java/util/HashSet",
          "java/util/Hashtable",
          "java/util/IdentityHashMap",
          "java/util/WeakHashMap",
          "org/pcollections/Hash",
          "java/io/",
          "java/net/",
          "java/nio/file/",
          "java/nio/channels/",
          "java/time/",
          "io/netty/",
          "org/slf4j/");

  private static final List<String> MEMBERS =
      List.of(
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/System.identityHashCode",
          "java/lang/System.getProperty",
          "java/lang/System.getenv",
          "java/lang/Math.random",
          "java/util/Map.of",
          "java/util/Map.ofEntries",
          "java/util/Map.copyOf",
          "java/util/Set.of",
          "java/util/Set.copyOf",
          "java/util/stream/Collectors.toSet",
          "java/util/stream/Collectors.toMap",
          "java/util/stream/Collectors.groupingBy",
          "java/util/Collections.shuffle");

  private static final List<String> NAMES = List.of("parallelStream", "parallel");

  @Test
  void theCoreIsPure() throws IOException, URISyntaxException {
    List<Path> files = coreClassFiles();
    assertThat(files).hasSizeGreaterThan(30);
    List<String> impure = new ArrayList<>();
    for (Path file : files) {
      impurities(file).forEach(what -> impure.add(file.getFileName() + " uses " + what));
    }
    assertThat(impure).isEmpty();
  }

  @Test
  void noticesAnImpureClass() throws IOException, URISyntaxException {
    Path file = root(PurityTest.class).resolve("dev/assay/server/PurityTest$Impure.class");
    assertThat(impurities(file))
        .contains(
            "java/util/HashMap",
            "java/lang/System.nanoTime",
            "java/util/Map.of",
            "parallelStream",
            "Ljava/io/");
  }

  /** What the core must not do. */
  static final class Impure {
    private Impure() {}

    static Map<Long, String> map() {
      Map<Long, String> map = new HashMap<>(Map.of(1L, "one"));
      map.put(System.nanoTime(), "now");
      map.values().parallelStream().forEach(value -> map.put(2L, value));
      return map;
    }

    static void fails(IOException with) throws IOException {
      throw with;
    }
  }

  private static List<Path> coreClassFiles() throws IOException, URISyntaxException {
    Path root = root(ServerNode.class);
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(path -> path.toString().endsWith(".class"))
          .filter(path -> OUTSIDE.stream().noneMatch(root.relativize(path)::startsWith))
          .toList();
    }
  }

  private static Path root(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<String> impurities(Path file) throws IOException {
    ClassModel model = ClassFile.of().parse(file);
    List<String> found = new ArrayList<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type ->
            TYPES.stream().filter(type.asInternalName()::startsWith).forEach(found::add);
        case MemberRefEntry member -> found.addAll(impurities(member));
        case Utf8Entry text ->
            TYPES.stream()
                .map(type -> "L" + type)
                .filter(text.stringValue()::contains)
                .forEach(found::add);
        default -> {}
      }
    }
    return found;
  }

  private static List<String> impurities(MemberRefEntry member) {
    String name = member.name().stringValue();
    String full = member.owner().asInternalName() + "." + name;
    return Stream.concat(MEMBERS.stream().filter(full::equals), NAMES.stream().filter(name::equals))
        .toList();
  }
}
