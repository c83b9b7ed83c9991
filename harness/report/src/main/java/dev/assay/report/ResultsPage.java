package dev.assay.report;

import dev.assay.report.Results.Batch;
import dev.assay.report.RunSummary.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The page of all runs. As {@code index.html} it opens from disk; as what {@code assay serve} shows
 * it also says how runs go that are under way, and compares two of them.
 */
public final class ResultsPage {
  private static final List<String> STYLES = List.of("base", "sections", "suite", "results");
  private static final String NO_REQUESTS = "default-src 'none'";
  private static final String OWN_REQUESTS = "default-src 'none'; connect-src 'self'";

  private final Results results;
  private final Path root;
  private final boolean served;
  private final Html html = new Html();

  private ResultsPage(Results results, Path root, boolean served) {
    this.results = results;
    this.root = root;
    this.served = served;
  }

  /**
   * Writes {@code index.html} into the folder of results; it appears whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Results results, Path root) throws IOException {
    Page.write(
        "results.html", new ResultsPage(results, root, false).parts(), root.resolve("index.html"));
  }

  /** The page as a server shows it. */
  public static String served(Results results, Path root) {
    return Page.text("results.html", new ResultsPage(results, root, true).parts());
  }

  private Map<String, Supplier<String>> parts() {
    Map<String, Supplier<String>> parts = new TreeMap<>();
    parts.put("requests", () -> served ? OWN_REQUESTS : NO_REQUESTS);
    parts.put("style", () -> Page.joined(STYLES, "css/", ".css"));
    parts.put("body", this::body);
    Page.script(served ? List.of("results", "live") : List.of("results"), parts);
    return parts;
  }

  private String body() {
    html.open("header", "class", "masthead").open("div", "class", "masthead-line");
    html.leaf("span", "Assay", "class", "brand");
    html.leaf("span", "all runs", "class", "subject").close();
    html.open("nav", "aria-label", "Sections");
    html.leaf("a", "Runs", "href", "#runs").leaf("a", "Trends", "href", "#trends");
    html.leaf("a", "Suites", "href", "#suites");
    html.leaf("a", "Hunts of seeded bugs", "href", "#hunts").close(2).open("main");
    if (served) {
      html.open("section", "id", "live").leaf("h2", "Under way");
      boolean busy = results.runs().stream().anyMatch(run -> run.standing() == Standing.RUNNING);
      html.open("div", "id", "live-runs", "class", busy ? "busy" : "");
      html.leaf("p", "Asking…", "class", "note").close(2);
    }
    runs();
    new TrendsSection(results.runs(), this::link).write(html);
    batches("suites", "Suites", results.suites(), "./assay suite");
    batches("hunts", "Hunts of seeded bugs", results.hunts(), "./assay bugs hunt");
    return html.close().finished();
  }

  private void runs() {
    html.open("section", "id", "runs").leaf("h2", "Runs");
    counts();
    filters();
    html.leaf("p", "", "id", "shown", "class", "note", "role", "status");
    html.open("div", "class", "scroll").open("table", "class", "list", "id", "list");
    html.open("thead").open("tr");
    for (String heading :
        List.of("Two", "Verdict", "Began", "Workload and faults", "System", "Seed", "ok", "ok/s")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody");
    results.runs().forEach(this::row);
    html.close(3);
    compare();
    html.open("p", "class", "note").text("Keys: ");
    html.leaf("kbd", "/").text(" search, ").leaf("kbd", "j").text(" ").leaf("kbd", "k");
    html.text(" next and previous run, ").leaf("kbd", "Enter").text(" opens its report, ");
    html.leaf("kbd", "c").text(" chooses it to compare, ").leaf("kbd", "x");
    html.text(" clears the filters.").close(2);
  }

  private void counts() {
    html.open("dl", "class", "facts");
    VerdictSection.fact(html, "Runs", Wording.count(results.runs().size()));
    for (Standing standing : Standing.values()) {
      long count = results.runs().stream().filter(run -> run.standing() == standing).count();
      if (count > 0) {
        VerdictSection.fact(html, standing.mark() + " " + standing.word(), Wording.count(count));
      }
    }
    html.close();
  }

  private void filters() {
    html.open("form", "id", "filters", "class", "filters", "role", "search");
    choice("verdict", "Verdict", run -> Stream.of(run.standing().word()));
    choice("workload", "Workload", run -> Stream.of(run.setup().workload()));
    choice("fault", "Fault", run -> run.setup().faults().stream());
    choice("system", "System", run -> Stream.of(run.setup().system()));
    html.open("label").leaf("span", "Seed");
    html.single(
        "input", "type", "search", "name", "seed", "inputmode", "numeric", "autocomplete", "off");
    html.close().open("label").leaf("span", "Bug or word");
    html.single("input", "type", "search", "name", "text", "autocomplete", "off");
    html.close().leaf("button", "Clear", "type", "reset").close();
  }

  private void choice(String name, String label, Function<RunSummary, Stream<String>> of) {
    html.open("label").leaf("span", label).open("select", "name", name);
    html.leaf("option", "any", "value", "");
    results.runs().stream()
        .flatMap(of)
        .filter(word -> !word.isEmpty())
        .distinct()
        .sorted()
        .forEach(word -> html.leaf("option", word, "value", word));
    html.close(2);
  }

  private void row(RunSummary run) {
    RunSummary.Setup setup = run.setup();
    String path = path(run);
    html.open("tr", attributes(run, path)).open("td");
    html.single("input", "type", "checkbox", "aria-label", "compare " + path).close();
    html.open("td").open("span", "class", "badge " + run.standing().tone());
    html.leaf("span", run.standing().mark(), "class", "mark", "aria-hidden", "true");
    html.text(run.standing().word()).close(2);
    html.leaf("td", began(setup.started()), "class", "number");
    html.open("th", "scope", "row").open("a", "href", link(run), "class", "value");
    html.text(setup.workload().isEmpty() ? path : setup.workload()).close();
    html.text(" ").leaf("span", faults(setup), "class", "about");
    if (!setup.bug().isEmpty()) {
      html.text(" ").leaf("span", "bug " + setup.bug(), "class", "tag");
    }
    if (run.standing() != Standing.VALID && !run.findings().reason().isEmpty()) {
      html.leaf("p", Wording.shortened(run.findings().reason(), 240), "class", "about");
    }
    html.close().leaf("td", setup.system() + " · " + setup.cluster(), "class", "system");
    html.leaf("td", Long.toString(setup.seed()), "class", "number");
    html.leaf("td", Wording.count(run.findings().ok()), "class", "number");
    html.leaf("td", Wording.count(Math.round(run.okPerSecond())), "class", "number").close();
  }

  private static String[] attributes(RunSummary run, String path) {
    RunSummary.Setup setup = run.setup();
    return new String[] {
      "data-path", path,
      "data-verdict", run.standing().word(),
      "data-workload", setup.workload(),
      "data-system", setup.system(),
      "data-seed", Long.toString(setup.seed()),
      "data-fault", String.join(" ", setup.faults()),
      "data-text", String.join(" ", run.findings().anomalies())
    };
  }

  private static String faults(RunSummary.Setup setup) {
    return setup.faultWords().isEmpty() ? "no faults" : String.join(", ", setup.faultWords());
  }

  /** {@code 2026-11-20 23:35:55}, in UTC as in the names of the folders. */
  static String began(String started) {
    return started.length() < 19 ? started : started.substring(0, 19).replace('T', ' ');
  }

  private void compare() {
    html.open("p", "id", "compare", "class", "repeat", "hidden", "hidden");
    html.leaf("span", "Compare", "class", "repeat-title");
    if (served) {
      html.leaf("a", "the two chosen runs", "id", "compare-link", "href", "compare");
    }
    html.leaf("code", "", "id", "compare-command").close();
  }

  private void batches(String id, String title, List<Batch> batches, String command) {
    html.open("section", "id", id).leaf("h2", title);
    if (batches.isEmpty()) {
      html.open("p", "class", "note").text("None yet: ").leaf("code", command).close(2);
      return;
    }
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String heading : List.of("Verdict", "Began", "What", "Found")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody");
    for (Batch batch : batches) {
      html.open("tr").open("td");
      Seal.word(html, batch.verdict());
      html.close().leaf("td", began(batch.began()), "class", "number");
      html.open("th", "scope", "row").leaf("a", batch.about(), "href", escaped(batch.page()));
      html.close().leaf("td", batch.found()).close();
    }
    html.close(4);
  }

  /** From the folder of results, with slashes. */
  private String path(RunSummary run) {
    return root.relativize(run.folder()).toString().replace('\\', '/');
  }

  private String link(RunSummary run) {
    String folder = escaped(path(run)) + "/";
    return switch (run.standing()) {
      case VALID, INVALID, UNKNOWN -> folder + "report.html";
      case RUNNING, OPEN, UNREADABLE -> folder;
    };
  }

  /** A relative path as a link: what would end it is written as its code. */
  static String escaped(String path) {
    return path.replace("%", "%25").replace("#", "%23").replace("?", "%3F");
  }
}
