package dev.assay.cli;

import java.util.Map;
import java.util.TreeMap;

/** What ran. */
final class Versions {
  private Versions() {}

  static String assay() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("assay", assay());
    versions.put("java", System.getProperty("java.version", "unknown"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return versions;
  }
}
