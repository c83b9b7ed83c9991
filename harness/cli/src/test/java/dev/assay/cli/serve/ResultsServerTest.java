package dev.assay.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.reaper.RunRecord;
import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultsServerTest {
  @TempDir private Path folder = Path.of("");
  private Path results = Path.of("");
  private Path run = Path.of("");
  private ResultsServer server;

  @BeforeEach
  void serve() throws IOException {
    results = Files.createDirectory(folder.resolve("results"));
    run = Files.createDirectories(results.resolve("set-none-reference/run 1"));
    Files.writeString(folder.resolve("secret"), "the secret");
    Files.writeString(results.resolve(".hidden"), "the secret");
    Files.createSymbolicLink(results.resolve("out"), folder.resolve("secret"));
    Files.createSymbolicLink(results.resolve("latest"), Path.of("set-none-reference/run 1"));
    Files.writeString(run.resolve("report.html"), "<p>the report");
    RunSpec spec =
        new RunSpec("reference", "process", 3, "set", List.of(), 1, 0, 1_000, 5, "", Map.of());
    RunSpecJson.write(
        run.resolve("run.json"),
        new RunDescription(spec, List.of(), "2026-11-20T10:00:00Z", Map.of(), List.of()));
    server = ResultsServer.start(results, 0);
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void showsTheListAndTheReportsOfRuns() throws IOException {
    assertThat(get("/"))
        .startsWith("HTTP/1.1 200")
        .contains("set-none-reference/run 1")
        .contains("live.json");
    assertThat(get("/set-none-reference/run%201/report.html"))
        .contains("text/html")
        .endsWith("<p>the report");
    assertThat(get("/latest/report.html")).endsWith("<p>the report");
    assertThat(get("/latest/")).contains("href=\"./report.html\"");
    assertThat(get("/latest")).startsWith("HTTP/1.1 302").contains("Location: /latest/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret",
        "/%2e%2e/secret",
        "/latest/..%2f..%2f..%2fsecret",
        "/latest/../../../secret",
        "/..%5c..%5csecret",
        "/out",
        "/.hidden",
        "/latest/%00",
        "//etc/passwd",
        "/%2Fetc%2Fpasswd",
        "/compare?a=../../&b=%2e%2e"
      })
  void neverLeavesItsFolder(String path) throws IOException {
    assertThat(get(path)).startsWith("HTTP/1.1 404").doesNotContain("the secret");
  }

  @Test
  void redirectsStayOnThisServer() throws IOException {
    assertThat(get("//latest")).doesNotContain("Location: //");
    assertThat(get("/latest")).contains("Location: /latest/");
  }

  @Test
  void everyAnswerForbidsAllThatAPageDoesNotNeed() throws IOException {
    for (String path : List.of("/", "/latest/report.html", "/nothing", "/live.json")) {
      assertThat(get(path))
          .containsIgnoringCase("Content-Security-Policy: default-src 'none';")
          .contains("frame-ancestors 'none'")
          .containsIgnoringCase("X-Content-Type-Options: nosniff")
          .doesNotContain("Access-Control");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>script-src 'unsafe-inline';</title>",
        "<p>script-src 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';"
      })
  void noScriptRunsThatThePageDoesNotNameInItsHead(String page) throws IOException {
    Files.writeString(run.resolve("report.html"), page);
    assertThat(get("/latest/report.html")).contains("script-src 'none';");
    assertThat(get("/latest/")).contains("script-src 'none';");
    assertThat(get("/")).containsPattern("(?i)policy: [^\r]*script-src 'sha256-[^ ]{43}=';");
  }

  @Test
  void whatASystemWroteIsNeverShownAsAPage() throws IOException {
    Path node = Files.createDirectories(run.resolve("nodes/n1"));
    Files.writeString(node.resolve("report.html"), "<script>alert(1)</script>");
    Files.writeString(run.resolve("other.html"), "<script>alert(1)</script>");
    assertThat(get("/latest/nodes/n1/report.html")).contains("text/plain");
    assertThat(get("/latest/other.html")).contains("text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void answersNothingButGetAndHead(String method) throws IOException {
    assertThat(ask(method + " / HTTP/1.1", host())).startsWith("HTTP/1.1 405");
  }

  @Test
  void answersHeadWithoutContent() throws IOException {
    assertThat(ask("HEAD /latest/report.html HTTP/1.1", host()))
        .containsIgnoringCase("Content-Length: 13")
        .endsWith("\r\n\r\n");
  }

  @Test
  void refusesAnotherNameThatLeadsHere() throws IOException {
    assertThat(ask("GET / HTTP/1.1", "evil.example:" + server.port())).startsWith("HTTP/1.1 421");
  }

  @Test
  void saysThatAPortIsTaken() {
    int taken = server.port();
    assertThatThrownBy(() -> ResultsServer.start(results, taken))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("port " + taken);
  }

  @Test
  void tellsHowARunGoesAsItsHistoryGrows() throws IOException {
    assertThat(get("/live.json")).contains("\"runs\":[]");
    Path history = run.resolve("history.jsonl");
    try (RunRecord _ = RunRecord.open(run)) {
      Files.writeString(
          history,
          """
          {"index":0,"time":1000000,"type":"invoke","process":0,"f":"add","op":0,"value":1}
          {"index":1,"time":9000000,"type":"ok","process":0,"f":"add","op":0,"value":1}
          {"index":2,"time":9500000,"type":"invoke","process":0,"f":"a\
          """);
      assertThat(get("/live.json")).contains("\"ok\":1").contains("\"open\":0");
      Files.writeString(history, "dd\",\"op\":1}\n", StandardOpenOption.APPEND);
      assertThat(get("/live.json"))
          .contains("\"p50\":8000")
          .contains("\"open\":1")
          .contains("\"course\":{\"seconds\":0.5,\"ok\":[1],\"other\":[0],\"faults\":[]}");
    }
    assertThat(get("/live.json")).contains("\"runs\":[]");
  }

  @Test
  void aRunWhoseProcessIsGoneDoesNotLookAlive() throws IOException {
    Files.writeString(run.resolve("run.pid"), "harness 4194304 1 4194304-1-00000000\n");
    assertThat(get("/live.json")).contains("\"runs\":[]");
    assertThat(get("/")).contains("data-verdict=\"no verdict\"");
  }

  private String host() {
    return "127.0.0.1:" + server.port();
  }

  private String get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1", host());
  }

  /** By a plain connection, since a client would tidy the path up. */
  private String ask(String line, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
      String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
