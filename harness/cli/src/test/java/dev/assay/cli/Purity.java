package dev.assay.cli;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a class must not use when all that it does shall follow from what it is told: threads,
 * locks, clocks, randomness, the world outside, and collections whose order differs from process to
 * process.
 *
 * @param allowed types that may be used although they belong to what is forbidden
 */
record Purity(List<String> allowed) {
  /** Types, and whole packages with what is below them. */
  private static final List<String> TYPES =
      List.of(
          "java/util/concurrent/",
          "java/lang/Thread",
          "java/lang/ThreadLocal",
          "java/lang/Process",
          "java/lang/ProcessBuilder",
          "java/lang/ProcessHandle",
          "java/lang/Runtime",
          "java/lang/ref/",
          "java/util/Random",
          "java/util/SplittableRandom",
          "java/util/random/",
          "java/security/SecureRandom",
          "java/util/UUID",
          "java/util/Timer",
          "java/util/ServiceLoader",
          "java/util/HashMap",
          "java/util/HashSet",
          "java/util/Hashtable",
          "java/util/IdentityHashMap",
          "java/util/WeakHashMap",
          "org/pcollections/Hash",
          "org/pcollections/HashTreePMap",
          "org/pcollections/HashTreePSet",
          "org/pcollections/HashPMap",
          "java/io/",
          "java/net/",
          "java/nio/file/",
          "java/nio/channels/",
          "java/time/",
          "io/netty/",
          "org/slf4j/");

  /** Methods, whatever their parameters, or with these parameters alone. */
  private static final List<String> MEMBERS =
      List.of(
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/System.identityHashCode",
          "java/lang/System.getProperty",
          "java/lang/System.getenv",
          "java/lang/Math.random",
          "java/util/Random.<init>",
          "java/util/Map.ofEntries",
          "java/util/Map.copyOf",
          "java/util/Set.copyOf",
          "java/util/stream/Collectors.toSet",
          "java/util/stream/Collectors.toMap",
          "java/util/stream/Collectors.groupingBy",
          "java/util/stream/Collectors.partitioningBy",
          "java/util/Collections.shuffle(Ljava/util/List;)",
          "java/util/Locale.getDefault",
          "java/nio/charset/Charset.defaultCharset",
          "java/lang/String.getBytes()",
          "java/lang/String.toLowerCase()",
          "java/lang/String.toUpperCase()");

  private static final List<String> NAMES = List.of("parallelStream", "parallel");

  /** With at most one element they have only one order. */
  private static final List<String> IN_NO_ORDER = List.of("java/util/Map.of", "java/util/Set.of");

  private static final List<String> OF_ONE =
      List.of("()", "(Ljava/lang/Object;)", "(Ljava/lang/Object;Ljava/lang/Object;)");

  Purity {
    allowed = List.copyOf(allowed);
  }

  /** What a class file uses of all that. */
  List<String> impurities(Path file) throws IOException {
    ClassModel model = ClassFile.of().parse(file);
    TreeSet<String> found = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry type -> found.addAll(inDescriptor("L" + type.asInternalName() + ";"));
        case MemberRefEntry member -> found.addAll(impurities(member));
        case Utf8Entry text -> found.addAll(inDescriptor(text.stringValue()));
        default -> {}
      }
    }
    return List.copyOf(found);
  }

  /** Types in a descriptor or in a signature with type arguments. */
  private List<String> inDescriptor(String text) {
    // A mark without methods, which the compiler infers for a list of texts and numbers.
    String rest = text.replace("Ljava/io/Serializable;", "");
    for (String type : allowed) {
      rest = rest.replace("L" + type + ";", "").replace("L" + type + "<", "<");
    }
    String left = rest;
    return TYPES.stream().filter(type -> mentions(left, "L" + type)).toList();
  }

  private static boolean mentions(String text, String type) {
    return type.endsWith("/")
        ? text.contains(type)
        : text.contains(type + ";") || text.contains(type + "<") || text.contains(type + "$");
  }

  private static List<String> impurities(MemberRefEntry member) {
    String name = member.name().stringValue();
    String full = member.owner().asInternalName() + "." + name;
    String descriptor = member.type().stringValue();
    String parameters = descriptor.substring(0, descriptor.indexOf(')') + 1);
    List<String> found = new ArrayList<>();
    if (MEMBERS.contains(full) || MEMBERS.contains(full + parameters) || NAMES.contains(name)) {
      found.add(full);
    }
    if (IN_NO_ORDER.contains(full) && !ofOne(full, parameters)) {
      found.add(full + " of several");
    }
    return found;
  }

  private static boolean ofOne(String full, String parameters) {
    return OF_ONE.subList(0, full.equals("java/util/Set.of") ? 2 : 3).contains(parameters);
  }
}
