package dev.assay.report;

import dev.assay.core.run.RunSpec;
import java.util.Map;

/** Everything that was chosen, what versions ran, and the files beside the page. */
record DetailsSection(Picture picture) implements Section {
  @Override
  public String id() {
    return "details";
  }

  @Override
  public String title() {
    return "Run details";
  }

  @Override
  public void write(Html html) {
    RunSpec spec = picture.input().spec();
    html.open("dl", "class", "details");
    if (picture.input().recorded()) {
      VerdictSection.fact(html, "History", spec.system());
      VerdictSection.fact(html, "Judged as", spec.workload());
      pairs(html, "version of ", picture.input().versions());
      VerdictSection.fact(html, "Lines", Wording.count(picture.input().history().size()));
      html.close();
      return;
    }
    VerdictSection.fact(html, "System", spec.system());
    VerdictSection.fact(
        html, "Cluster", spec.cluster() + ", " + Wording.count(spec.nodes(), "node"));
    own(html, spec.own());
    VerdictSection.fact(html, "Workload", spec.workload());
    VerdictSection.fact(html, "Clients", Integer.toString(spec.concurrency()));
    String rate = spec.rate() > 0 ? spec.rate() + " operations a second" : "closed loop";
    VerdictSection.fact(html, "Rate", rate);
    String limit = Wording.lasting(spec.timeLimitMillis() * 1_000_000);
    VerdictSection.fact(html, "Time limit", limit);
    String faults = spec.faults().isEmpty() ? "none" : String.join(", ", spec.faults());
    VerdictSection.fact(html, "Faults", faults);
    VerdictSection.fact(html, "Seed", Long.toString(spec.seed()));
    if (!spec.bug().isEmpty()) {
      VerdictSection.fact(html, "Seeded bug", spec.bug());
    }
    pairs(html, "", spec.settings());
    pairs(html, "version of ", picture.input().versions());
    VerdictSection.fact(html, "History", Wording.count(picture.input().history().size(), "line"));
    html.close();
    files(html);
  }

  private static void own(Html html, RunSpec.Own own) {
    if (!own.endpoints().isEmpty()) {
      VerdictSection.fact(html, "Endpoints", String.join(", ", own.endpoints()));
    }
    if (!own.client().isEmpty()) {
      VerdictSection.fact(html, "Client", own.client());
    }
    if (!own.plugin().isEmpty()) {
      VerdictSection.fact(html, "Plugin", own.plugin());
    }
  }

  private static void pairs(Html html, String prefix, Map<String, String> pairs) {
    pairs.forEach((name, value) -> VerdictSection.fact(html, prefix + name, value));
  }

  private void files(Html html) {
    if (picture.files().isEmpty()) {
      return;
    }
    html.open("p", "class", "note").text("Beside this page: ");
    for (String file : picture.files()) {
      html.leaf("a", file, "href", file).text(" ");
    }
    html.close();
  }
}
