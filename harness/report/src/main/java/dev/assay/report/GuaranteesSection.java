package dev.assay.report;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Each promise that was judged, the worst first. */
record GuaranteesSection(Picture picture) implements Section {
  @Override
  public String id() {
    return "guarantees";
  }

  @Override
  public String title() {
    return "Guarantees";
  }

  @Override
  public void write(Html html) {
    List<Guarantee> worstFirst =
        picture.input().guarantees().stream()
            .sorted(Comparator.comparingInt(guarantee -> badness(guarantee.verdict())))
            .toList();
    if (worstFirst.isEmpty()) {
      html.leaf("p", "Nothing was judged.", "class", "note");
      return;
    }
    html.open("div", "class", "scroll").open("table", "class", "guarantees");
    html.open("thead").open("tr");
    for (String heading : List.of("Promise", "Verdict", "What was found")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody");
    worstFirst.forEach(guarantee -> row(html, guarantee));
    html.close(3);
  }

  private static void row(Html html, Guarantee guarantee) {
    html.open("tr").leaf("th", guarantee.name(), "scope", "row").open("td");
    Seal.small(html, guarantee.verdict());
    html.close().open("td").text(Wording.shortened(guarantee.reason(), 1000));
    if (!guarantee.details().isEmpty()) {
      html.open("details").leaf("summary", "Figures").open("dl", "class", "figures");
      for (Map.Entry<String, Object> detail : guarantee.details().entrySet()) {
        html.open("div").leaf("dt", detail.getKey()).open("dd");
        html.value(Wording.value(detail.getValue())).close(2);
      }
      html.close(2);
    }
    html.close(2);
  }

  private static int badness(Verdict verdict) {
    return switch (verdict) {
      case INVALID -> 0;
      case UNKNOWN -> 1;
      case VALID -> 2;
    };
  }
}
