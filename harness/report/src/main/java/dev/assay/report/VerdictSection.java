package dev.assay.report;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** The verdict in words, how sure it is, and the command that repeats the run. */
record VerdictSection(Picture picture) implements Section {
  @Override
  public String id() {
    return "verdict";
  }

  @Override
  public String title() {
    return "";
  }

  @Override
  public void write(Html html) {
    Verdict verdict = picture.input().verdict();
    html.open("div", "class", "verdict " + verdict.word());
    Seal.large(html, verdict);
    html.open("div", "class", "verdict-words");
    html.open("h1");
    html.leaf("strong", Wording.title(verdict), "id", "verdict-word");
    html.text(" ").leaf("span", headline(verdict)).close();
    html.leaf("p", picture.input().reason(), "class", "reason");
    if (verdict == Verdict.INVALID) {
      promises(html);
    }
    String bug = picture.input().spec().bug();
    if (!bug.isEmpty()) {
      html.leaf("p", "The seeded bug “" + bug + "” was switched on.", "class", "seeded");
    }
    html.close(2);
    facts(html);
    repeat(html);
  }

  /** What was promised: the names alone say little to those who do not know them. */
  private void promises(Html html) {
    for (Guarantee guarantee : picture.input().guarantees()) {
      String words = Promises.words(guarantee.name());
      if (guarantee.verdict() == Verdict.INVALID && !words.isEmpty()) {
        html.open("p", "class", "promise").leaf("b", "Promised by “" + guarantee.name() + "”:");
        html.text(" " + words + ".").close();
      }
    }
  }

  private String headline(Verdict verdict) {
    List<Guarantee> guarantees = picture.input().guarantees();
    return switch (verdict) {
      case VALID ->
          guarantees.size() == 1
              ? "the one promise that was judged held"
              : "all " + guarantees.size() + " promises that were judged held";
      case INVALID -> broken(guarantees);
      case UNKNOWN -> "no violation was seen, but that is not enough to say valid";
    };
  }

  private static String broken(List<Guarantee> guarantees) {
    List<Guarantee> broken =
        guarantees.stream().filter(guarantee -> guarantee.verdict() == Verdict.INVALID).toList();
    if (broken.isEmpty()) {
      return "a promise is broken";
    }
    String names =
        broken.stream()
            .map(guarantee -> "“" + guarantee.name() + "”")
            .collect(Collectors.joining(", "));
    String anomalies =
        broken.stream()
            .map(Guarantee::anomaly)
            .filter(anomaly -> !anomaly.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return names
        + (broken.size() == 1 ? " is broken" : " are broken")
        + (anomalies.isEmpty() ? "" : " (" + anomalies + ")");
  }

  private void facts(Html html) {
    RunHistory history = picture.history();
    int proven = picture.provenFaults().size();
    html.open("dl", "class", "facts");
    fact(html, "Exit code", picture.exitCode() + (history.interrupted() ? " (interrupted)" : ""));
    if (picture.input().recorded()) {
      fact(html, "Operations", Wording.count(history.operations().size()));
      String times = picture.input().spec().settings().get(RecordedInput.TIMES);
      if (times == null) {
        fact(html, "Recorded over", Wording.lasting(history.end()));
      } else {
        fact(html, RecordedInput.TIMES, times);
      }
    } else {
      fact(html, "Seed", Long.toString(picture.input().spec().seed()));
      fact(html, "Operations", Wording.count(history.operations().size()));
      fact(html, "Faults proven", proven + " of " + history.faults().size());
      fact(html, "Leaders seen", Integer.toString(picture.leaders()));
      fact(html, "Ran for", Wording.lasting(history.end()));
    }
    version(html, picture.input().spec().system(), picture.input().spec().system());
    version(html, "assay", "Assay");
    version(html, ReportInput.JUDGE, "Judged by Assay");
    html.close();
  }

  private void version(Html html, String name, String said) {
    String version = picture.input().versions().get(name);
    if (version != null) {
      fact(html, said, version);
    }
  }

  static void fact(Html html, String name, String value) {
    html.open("div").leaf("dt", name).leaf("dd", value).close();
  }

  private void repeat(Html html) {
    html.open("div", "class", "repeat");
    html.leaf("span", "See it again", "class", "repeat-title");
    html.command(picture.input().repeatCommand(), "id", "repeat-command", "tabindex", "0");
    html.leaf("button", "Copy", "type", "button", "id", "repeat-copy", "class", "waiting");
    html.close();
  }
}
