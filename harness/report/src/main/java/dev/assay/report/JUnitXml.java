package dev.assay.report;

import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@code junit.xml}, which CI systems read: one test case for each guarantee. A broken
 * guarantee is a failure with its story; one that is not known is an error with the reason, since a
 * skipped test would show as green.
 */
public final class JUnitXml {
  private JUnitXml() {}

  /**
   * Writes the file.
   *
   * @param began when the run did, as an ISO 8601 instant
   * @throws IOException when it cannot be written
   */
  public static void write(ReportInput input, String began, Path junitXml) throws IOException {
    try (Writer out = Files.newBufferedWriter(junitXml, StandardCharsets.UTF_8)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      suite(xml, input, began);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write " + junitXml, e);
    }
  }

  private static void suite(XMLStreamWriter xml, ReportInput input, String began)
      throws XMLStreamException {
    List<Guarantee> cases = cases(input);
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name(input));
    xml.writeAttribute("tests", Integer.toString(cases.size()));
    xml.writeAttribute("failures", count(cases, Verdict.INVALID));
    xml.writeAttribute("errors", count(cases, Verdict.UNKNOWN));
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("time", seconds(input));
    xml.writeAttribute("timestamp", Wording.visible(began));
    properties(xml, input);
    for (Guarantee guarantee : cases) {
      testCase(xml, input, guarantee);
    }
    xml.writeEndElement();
  }

  /** The guarantees, and the verdict itself where it is worse than theirs. */
  private static List<Guarantee> cases(ReportInput input) {
    Verdict merged = Verdict.merge(input.guarantees().stream().map(Guarantee::verdict).toList());
    if (merged == input.verdict()) {
      return input.guarantees();
    }
    Guarantee verdict =
        new Guarantee(
            "verdict", input.verdict(), "", input.reason(), List.of(), List.of(), Map.of());
    return Stream.concat(input.guarantees().stream(), Stream.of(verdict)).toList();
  }

  private static String count(List<Guarantee> cases, Verdict verdict) {
    return Long.toString(cases.stream().filter(g -> g.verdict() == verdict).count());
  }

  /** How long the run took: each promise was watched all the time. */
  private static String seconds(ReportInput input) {
    long end = input.history().isEmpty() ? 0 : Math.max(0, input.history().getLast().time());
    return String.format(Locale.ROOT, "%.3f", end / 1e9);
  }

  private static String name(ReportInput input) {
    String faults = input.spec().faults().isEmpty() ? "no faults" : "with faults";
    return Wording.visible(
        "assay." + input.spec().system() + "." + input.spec().workload() + " " + faults);
  }

  private static void properties(XMLStreamWriter xml, ReportInput input) throws XMLStreamException {
    xml.writeStartElement("properties");
    property(xml, "seed", Long.toString(input.spec().seed()));
    property(xml, "faults", String.join(",", input.spec().faults()));
    property(xml, "repeat", input.repeatCommand());
    for (var version : input.versions().entrySet()) {
      property(xml, "version." + version.getKey(), version.getValue());
    }
    xml.writeEndElement();
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    xml.writeAttribute("name", Wording.visible(name));
    xml.writeAttribute("value", Wording.visible(value));
  }

  private static void testCase(XMLStreamWriter xml, ReportInput input, Guarantee guarantee)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", name(input));
    xml.writeAttribute("name", Wording.visible(guarantee.name()));
    xml.writeAttribute("time", seconds(input));
    switch (guarantee.verdict()) {
      case VALID -> {}
      case INVALID -> problem(xml, "failure", guarantee, story(input, guarantee));
      case UNKNOWN -> problem(xml, "error", guarantee, guarantee.reason());
    }
    xml.writeEndElement();
  }

  private static String story(ReportInput input, Guarantee guarantee) {
    String story = String.join("\n", guarantee.story());
    return (story.isEmpty() ? guarantee.reason() : story) + "\nrepeat: " + input.repeatCommand();
  }

  private static void problem(XMLStreamWriter xml, String element, Guarantee guarantee, String text)
      throws XMLStreamException {
    xml.writeStartElement(element);
    String anomaly = guarantee.anomaly().isEmpty() ? "unknown" : guarantee.anomaly();
    xml.writeAttribute("type", Wording.visible(anomaly));
    xml.writeAttribute("message", Wording.visible(guarantee.reason()));
    xml.writeCharacters(Wording.visible(text));
    xml.writeEndElement();
  }
}
