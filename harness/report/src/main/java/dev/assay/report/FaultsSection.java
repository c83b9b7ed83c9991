package dev.assay.report;

import java.util.List;
import java.util.Map;

/** Every fault: what was asked, what a probe saw of it, and what it saw after healing. */
record FaultsSection(Picture picture) implements Section {
  private static final int SHOWN = 300;

  @Override
  public String id() {
    return "faults";
  }

  @Override
  public String title() {
    return "Faults and their proofs";
  }

  @Override
  public void write(Html html) {
    unavailable(html);
    List<FaultEpisode> faults = picture.history().faults();
    if (faults.isEmpty()) {
      html.leaf("p", "No fault was injected.", "class", "note");
      return;
    }
    html.open("ol", "class", "faults");
    Nearest nearest = picture.nearest();
    long runEnd = picture.history().end();
    nearest.of(faults, SHOWN, fault -> fault.asked(runEnd)).forEach(fault -> fault(html, fault));
    html.close();
    nearest.note(html, faults.size() - SHOWN, "fault");
  }

  /** What the run was asked for and could not do: it says nothing about that. */
  private void unavailable(Html html) {
    Map<String, String> lacking = picture.input().unavailable();
    if (lacking.isEmpty()) {
      return;
    }
    html.open("details", "class", "unavailable");
    html.leaf("summary", "Not available here: " + String.join(", ", lacking.keySet()));
    html.open("dl", "class", "details");
    lacking.forEach((kind, why) -> VerdictSection.fact(html, kind, why));
    html.close(2);
  }

  private void fault(Html html, FaultEpisode fault) {
    long runEnd = picture.history().end();
    Interval asked = fault.asked(runEnd);
    html.open("li", "class", fault.proven() ? "proven" : "unproven");
    html.open("div", "class", "fault-title");
    html.leaf("a", fault.kind(), "class", "fault-kind", "href", "#fault=" + fault.id());
    html.leaf("span", fault.targets(), "class", "targets");
    String when = Wording.at(asked.from()) + " – " + Wording.at(asked.to());
    html.leaf("span", when, "class", "when");
    html.close().open("dl", "class", "proofs");
    step(html, fault.proven(), fault.standing().word(), proof(fault));
    step(html, fault.healed(), healing(fault), fault.healProof());
    html.close(2);
  }

  private static String proof(FaultEpisode fault) {
    if (!fault.proof().isEmpty()) {
      return fault.proof();
    }
    return fault.begin().completion() == null
        ? "The history ends before the nemesis said more."
        : "The nemesis gave no proof.";
  }

  private static String healing(FaultEpisode fault) {
    if (fault.end() == null) {
      return "not healed";
    }
    return fault.healed() ? "healed" : "healing not proven";
  }

  private static void step(Html html, boolean proven, String word, String proof) {
    html.open("div", "class", proven ? "yes" : "no").open("dt");
    html.leaf("span", proven ? "●" : "◌", "class", "mark", "aria-hidden", "true").text(word);
    html.close().leaf("dd", proof).close();
  }
}
