package dev.assay.report;

import dev.assay.report.TimeBins.Bin;
import dev.assay.report.TimeBins.Quantiles;
import java.util.List;

/** Latency and throughput over time, drawn by the script, and as tables. */
record LatencySection(Picture picture) implements Section {
  @Override
  public String id() {
    return "latency";
  }

  @Override
  public String title() {
    return "Latency and throughput";
  }

  @Override
  public void write(Html html) {
    chart(html, "latency", 230, "Latency of operations that ended ok");
    chart(html, "throughput", 170, "Operations a second, by outcome");
    byKind(html);
    overTime(html);
  }

  private static void chart(Html html, String name, int height, String title) {
    html.open("figure", "class", "chart");
    html.open("figcaption").leaf("span", title);
    html.leaf("span", "", "class", "readout", "id", name + "-readout").close();
    html.open("div", "class", "stage", "style", "height:" + height + "px");
    html.leaf("canvas", "", "id", name + "-canvas", "role", "img", "aria-label", title);
    html.close(2);
  }

  private void byKind(Html html) {
    html.open("div", "class", "scroll").open("table", "class", "tally");
    html.leaf("caption", "Latency over the whole run, by kind of operation");
    headings(html, List.of("", "ok", "p50", "p95", "p99", "max"));
    picture
        .bins()
        .byKind()
        .forEach((kind, quantiles) -> {
          html.open("tr").leaf("th", kind, "scope", "row");
          number(html, Wording.count(quantiles.count()));
          quantiles(html, quantiles);
          html.close();
        });
    html.close(3);
  }

  private void overTime(Html html) {
    TimeBins bins = picture.bins();
    html.open("details").leaf("summary", "The same over time, as a table");
    html.open("div", "class", "scroll").open("table", "class", "tally");
    String width = Wording.lasting(bins.widthNanos());
    html.leaf("caption", "Each line is " + width + "; an operation counts where it ended");
    headings(html, List.of("from", "ok", "fail", "unknown", "p50", "p95", "p99", "max"));
    for (int i = 0; i < bins.bins().size(); i++) {
      Bin bin = bins.bins().get(i);
      html.open("tr").leaf("th", Wording.at(i * bins.widthNanos()), "scope", "row");
      number(html, Wording.count(bin.ok()));
      number(html, Wording.count(bin.fail()));
      number(html, Wording.count(bin.info()));
      quantiles(html, bin.latency());
      html.close();
    }
    html.close(4);
  }

  private static void headings(Html html, List<String> headings) {
    html.open("thead").open("tr");
    headings.forEach(heading -> html.leaf("th", heading, "scope", "col"));
    html.close(2).open("tbody");
  }

  private static void quantiles(Html html, Quantiles quantiles) {
    for (long micros :
        List.of(quantiles.p50(), quantiles.p95(), quantiles.p99(), quantiles.max())) {
      number(html, quantiles.count() == 0 ? "–" : Wording.lasting(micros * 1000));
    }
  }

  private static void number(Html html, String number) {
    html.leaf("td", number, "class", "number");
  }
}
