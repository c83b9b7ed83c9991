package dev.assay.core.runner;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that operations named, in the order in which they first came. */
final class KeysSeen {
  /** More are not remembered: a run of days goes through keys without end. */
  private static final int MOST = 100_000;

  private final Set<String> keys = new LinkedHashSet<>();

  void note(@Nullable String key) {
    if (key != null && keys.size() < MOST) {
      keys.add(key);
    }
  }

  /** So many of them, spread evenly over the run; all, if there are not more. */
  List<String> sample(int most) {
    List<String> all = List.copyOf(keys);
    if (all.size() <= most) {
      return all;
    }
    List<String> chosen = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / most)));
    }
    return chosen;
  }
}
