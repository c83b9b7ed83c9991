package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

final class JUnitXmlTest {
  @TempDir private Path folder;

  @Test
  void hasOneTestCaseForEachGuarantee() throws Exception {
    Element suite = written(Samples.valid(100)).getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("0");
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-20T23:35:55Z");
    assertThat(Double.parseDouble(suite.getAttribute("time"))).isPositive();
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
  }

  @Test
  void everyTestCaseTookAsLongAsTheRun() throws Exception {
    Element suite = written(Samples.valid(100)).getDocumentElement();
    NodeList cases = suite.getElementsByTagName("testcase");
    for (int at = 0; at < cases.getLength(); at++) {
      assertThat(((Element) cases.item(at)).getAttribute("time")).isEqualTo("30.000");
    }
  }

  @Test
  void tellsTheStoryOfAFailure() throws Exception {
    Document document = written(Samples.invalid(100));
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("stale read");
    assertThat(failure.getTextContent()).contains("was told 3.").contains("repeat: ./assay run");
  }

  @Test
  void makesWhatIsNotKnownAnErrorSoThatItDoesNotPassSilently() throws Exception {
    Element suite = written(Samples.unknown(100)).getDocumentElement();
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
  }

  @Test
  void staysWellFormedWithHostileText() throws Exception {
    Document document = written(Samples.hostile());
    assertThat(document.getElementsByTagName("img").getLength()).isZero();
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  private Document written(ReportInput input)
      throws IOException, ParserConfigurationException, SAXException {
    Path file = folder.resolve("junit.xml");
    JUnitXml.write(input, "2026-11-20T23:35:55Z", file);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }
}
