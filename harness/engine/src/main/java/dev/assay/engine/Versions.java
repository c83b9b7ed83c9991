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

  public static Map<String, String> all() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("assay", assay());
    versions.put("java", System.getProperty("java.version", "unknown"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return versions;
  }
}
