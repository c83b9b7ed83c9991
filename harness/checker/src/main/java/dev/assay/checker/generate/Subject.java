package dev.assay.checker.generate;

import java.util.Map;

/** What histories are made of: one of the models, or one of the workloads. */
public sealed interface Subject permits GeneratedModel, GeneratedWorkload {
  /** The name, as {@code assay check} takes it. */
  String word();

  /** The violations that can be planted, by name, and what each shows in a few words. */
  Map<String, String> plants();

  /**
   * The class of anomaly as which a plant must be reported.
   *
   * @throws IllegalArgumentException if there is no such plant; the message names those that there
   *     are
   */
  String anomaly(String plant);

  /**
   * Whether it is one object of which {@link HistorySettings#values} says how many values it takes.
   */
  boolean repeats();

  /** Whether {@link HistorySettings#keys} says on how many objects is worked. */
  boolean keyed();
}
