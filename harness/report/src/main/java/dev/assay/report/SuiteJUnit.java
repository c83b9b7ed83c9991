package dev.assay.report;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import dev.assay.report.SuiteTable.Row;
import dev.assay.report.SuiteTable.Status;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a suite's {@code junit.xml}: one test case for each run. An invalid run is a failure with
 * its story; one that is not known is an error with the reason, as in a run's own file, since a
 * skipped test shows as green; so is a fault of the harness. What was not done, or is waived, is
 * skipped. Where the suite is not valid and no run shows it, a last case says why.
 */
public final class SuiteJUnit {
  private final SuiteTable table;
  private final XMLStreamWriter xml;

  private SuiteJUnit(SuiteTable table, XMLStreamWriter xml) {
    this.table = table;
    this.xml = xml;
  }

  /**
   * Writes the file.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(SuiteTable table, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      new SuiteJUnit(table, xml).suite();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write " + file, e);
    }
  }

  private void suite() throws XMLStreamException {
    long skipped = table.count(Status.NOT_RUN) + table.count(Status.WAIVED);
    long errors = table.count(Status.ERROR) + table.count(Status.UNKNOWN);
    boolean hidden = table.verdict() != Verdict.VALID && errors + table.count(Status.INVALID) == 0;
    xml.writeStartElement("testsuite");
    attribute("name", "assay suite: " + table.subject());
    attribute("tests", Integer.toString(table.rows().size() + (hidden ? 1 : 0)));
    attribute("failures", Long.toString(table.count(Status.INVALID)));
    attribute("errors", Long.toString(errors + (hidden ? 1 : 0)));
    attribute("skipped", Long.toString(skipped));
    attribute("time", seconds(table.millis()));
    attribute("timestamp", table.began());
    xml.writeStartElement("properties");
    property("verdict", table.verdict().word());
    property("seed", Long.toString(table.seed()));
    property("repeat", table.command());
    property("faults.notProven", String.join(",", table.notProven()));
    for (var version : table.versions().entrySet()) {
      property("version." + version.getKey(), version.getValue());
    }
    xml.writeEndElement();
    for (Row row : table.rows()) {
      testCase(row);
    }
    if (hidden) {
      verdict();
    }
    xml.writeEndElement();
  }

  private void verdict() throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", "assay.suite");
    attribute("name", "verdict");
    attribute("time", "0");
    problem("error", table.verdict().word(), table.reason(), table.reason());
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void testCase(Row row) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", "assay." + row.system() + "." + row.workload());
    attribute("name", row.name());
    attribute("time", seconds(row.millis()));
    switch (row.status()) {
      case VALID -> {}
      case INVALID -> {
        String type = String.join(", ", row.anomalies());
        problem("failure", type.isEmpty() ? "invalid" : type, story(row), story(row));
      }
      case ERROR -> problem("error", "broken", row.reason(), row.reason());
      case UNKNOWN -> problem("error", "unknown", row.reason(), row.reason());
      case NOT_RUN -> skipped(row.status().word() + ": " + row.reason());
      case WAIVED -> skipped("waived: " + row.waiver());
    }
    if (!row.report().isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(
          Wording.visible("report: " + row.report() + "\nrepeat: " + row.command()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String story(Row row) {
    if (row.violations().isEmpty()) {
      return row.reason();
    }
    return row.violations().stream().map(SuiteJUnit::story).collect(Collectors.joining("\n"));
  }

  private static String story(Guarantee violation) {
    return violation.story().isEmpty() ? violation.reason() : String.join("\n", violation.story());
  }

  private void problem(String element, String type, String message, String text)
      throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("type", type);
    attribute("message", message);
    xml.writeCharacters(Wording.visible(text));
    xml.writeEndElement();
  }

  private void skipped(String message) throws XMLStreamException {
    xml.writeEmptyElement("skipped");
    attribute("message", message);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Wording.visible(value));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1e3);
  }
}
