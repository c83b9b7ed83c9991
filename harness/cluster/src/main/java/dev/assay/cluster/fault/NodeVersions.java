package dev.assay.cluster.fault;

import dev.assay.core.spi.SystemUnderTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of the two versions between which nodes are upgraded. A setting whose name begins
 * with {@value #OLDER} is one of the older version alone, and without such ones the system says
 * what makes an older version.
 *
 * @param present those of the version that is tested
 * @param older what the older version has besides, or instead; empty when there is none
 */
public record NodeVersions(Map<String, String> present, Map<String, String> older) {
  /** How the names of settings begin that are those of the older version. */
  public static final String OLDER = "older.";

  public NodeVersions {
    present = new TreeMap<>(present);
    older = new TreeMap<>(older);
  }

  /**
   * Those that follow from what the user has set.
   *
   * @throws IllegalArgumentException for a setting without a name
   */
  public static NodeVersions of(Map<String, String> settings, SystemUnderTest system) {
    Map<String, String> present = new TreeMap<>();
    Map<String, String> named = new TreeMap<>();
    settings.forEach((name, value) -> {
      if (name.equals(OLDER)) {
        throw new IllegalArgumentException("the setting " + OLDER + " lacks a name behind its dot");
      }
      if (name.startsWith(OLDER)) {
        named.put(name.substring(OLDER.length()), value);
      } else {
        present.put(name, value);
      }
    });
    return new NodeVersions(present, named.isEmpty() ? system.olderVersion() : named);
  }

  /**
   * Nothing when the user has not set for all nodes what the system makes its older version by.
   *
   * @throws IllegalArgumentException when he has, and nodes shall be upgraded
   */
  public void requireApart(Set<String> planned, SystemUnderTest system) {
    if (!planned.contains(UpgradeFaults.KIND) || !older.equals(system.olderVersion())) {
      return;
    }
    for (String made : older.keySet()) {
      if (present.containsKey(made)) {
        throw new IllegalArgumentException(
            "the setting %s makes a version, and the fault upgrade sets it".formatted(made));
      }
    }
  }

  /** Whether the user has said what makes an older version. */
  public static boolean namedIn(Map<String, String> settings) {
    return settings.keySet().stream().anyMatch(name -> name.startsWith(OLDER));
  }

  /** What cannot be done to the nodes of a system that has these settings, and why not. */
  public static Map<String, String> unsupportedActions(
      Map<String, String> settings, SystemUnderTest system) {
    Map<String, String> unsupported = new TreeMap<>(system.unsupportedActions());
    if (namedIn(settings)) {
      unsupported.remove(UpgradeFaults.KIND);
    }
    return unsupported;
  }

  /** The settings that nodes begin with: of the older version when they shall be upgraded. */
  public Map<String, String> first(Set<String> planned) {
    Map<String, String> first = new TreeMap<>(present);
    if (planned.contains(UpgradeFaults.KIND)) {
      first.putAll(older);
    }
    return first;
  }
}
