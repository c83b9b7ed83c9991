package dev.assay.engine;

import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.core.run.RunSpec;
import dev.assay.core.spi.SystemUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says of a broken guarantee what is known of the system; the verdict stays as it is. */
public final class KnownHoles {
  private KnownHoles() {}

  /** The judgement of a run that was recorded; a system that is not here has nothing to say. */
  public static Judgement told(Judgement judgement, RunSpec spec) throws IOException {
    boolean ours = spec.own().client().isEmpty() && spec.own().plugin().isEmpty();
    boolean here = ours && !spec.cluster().equals("sim") && Systems.names().contains(spec.system());
    return here ? told(judgement, Systems.named(spec.system())) : judgement;
  }

  static Judgement told(Judgement judgement, SystemUnderTest system) {
    return told(judgement, system.name(), system.knownHoles());
  }

  /**
   * The same judgement with longer stories.
   *
   * @param holes what is known, by the name of the guarantee
   */
  static Judgement told(Judgement judgement, String system, Map<String, String> holes) {
    return new Judgement(
        judgement.verdict(),
        judgement.reason(),
        judgement.guarantees().stream().map(each -> told(each, system, holes)).toList(),
        judgement.operations(),
        judgement.faultsAskedFor(),
        judgement.faults(),
        judgement.leaders());
  }

  private static Guarantee told(Guarantee guarantee, String system, Map<String, String> holes) {
    String hole = holes.get(guarantee.name());
    if (hole == null || guarantee.verdict() != Verdict.INVALID) {
      return guarantee;
    }
    List<String> story = new ArrayList<>(guarantee.story());
    if (story.isEmpty()) {
      story.add(guarantee.reason());
    }
    story.add("Known of " + system + ": " + hole);
    return new Guarantee(
        guarantee.name(),
        guarantee.verdict(),
        guarantee.anomaly(),
        guarantee.reason(),
        story,
        guarantee.evidence(),
        guarantee.details(),
        guarantee.graph(),
        guarantee.known());
  }
}
