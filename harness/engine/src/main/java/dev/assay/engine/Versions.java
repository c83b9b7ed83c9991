package dev.assay.engine;

import java.util.Map;
import java.util.TreeMap;

/** What ran. */
public final class Versions {
  private Versions() {}

  public static String assay() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * All of them, and that of the system under test under its name.
   *
   * @param version as its module says; empty when nobody knows, which is left out
   */
  static Map<String, String> with(String system, String version) {
    Map<String, String> versions = all();
    if (!version.isEmpty()) {
      versions.putIfAbsent(system, version);
    }
    return versions;
  }

  /** Of the harness and what it runs on. */
  public static Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("assay", assay());
    versions.put("java", System.getProperty("java.version", "unknown"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return versions;
  }
}
