package dev.assay.engine;

import java.util.List;

/**
 * What a system's module shares with the harness: the seams, and what their signatures and the log
 * need. Everything else, above all client libraries, is the module's own, in a version of its own.
 */
final class SharedClasses extends ClassLoader {
  private static final List<String> PACKAGES =
      List.of(
          "dev.assay.core.",
          "dev.assay.checker.",
          "tools.jackson.",
          "com.fasterxml.jackson.annotation.",
          "org.jspecify.",
          "org.slf4j.");

  private final ClassLoader harness;

  SharedClasses(ClassLoader harness) {
    super(ClassLoader.getPlatformClassLoader());
    this.harness = harness;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (PACKAGES.stream().noneMatch(name::startsWith)) {
      throw new ClassNotFoundException(name);
    }
    return harness.loadClass(name);
  }
}
