package dev.assay.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is sent back. Pages that Assay wrote are sent as HTML, everything else as text: a file that
 * a system under test wrote never runs as a page, and in a page no script runs but the one whose
 * hash stands in its head, above all that a system under test has said.
 *
 * @param status of HTTP
 * @param type of the content
 * @param requests what a page may ask for
 * @param location where it has moved, or empty
 * @param body what is sent
 */
record Answer(int status, String type, Requests requests, String location, Body body) {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final Set<String> PAGES =
      Set.of("report.html", "suite.html", "hunt.html", "index.html");
  private static final int MOST_LISTED = 2_000;

  /** The policy of a page of Assay's ends before so many bytes. */
  private static final int HEAD_BYTES = 1_024;

  private static final Pattern POLICY =
      Pattern.compile(
          "\\A<!DOCTYPE html>\\s<html lang=\"en\">\\s<head>\\s<meta charset=\"utf-8\">\\s"
              + "<meta http-equiv=\"Content-Security-Policy\" content=\"[^\"]*"
              + "script-src ('sha256-[A-Za-z0-9+/]{43}=');");

  /** What a page may ask for by itself. */
  enum Requests {
    /** Nothing. */
    NONE(""),
    /** What this server has. */
    OWN("; connect-src 'self'");

    private final String directive;

    Requests(String directive) {
      this.directive = directive;
    }
  }

  /** The content; it is opened when it is sent. */
  interface Body {
    /** How many bytes there are. */
    long length() throws IOException;

    InputStream open() throws IOException;
  }

  private record Bytes(byte[] bytes) implements Body {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }

  private record OfFile(Path file) implements Body {
    @Override
    public long length() throws IOException {
      return Files.size(file);
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  private static Body bytes(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static Answer page(String html, Requests requests) {
    return new Answer(200, HTML, requests, "", bytes(html));
  }

  static Answer json(String json) {
    return new Answer(200, "application/json", Requests.NONE, "", bytes(json));
  }

  static Answer refusal(int status, String why) {
    return new Answer(status, TEXT, Requests.NONE, "", bytes(why + "\n"));
  }

  static Answer moved(String path) {
    return new Answer(302, TEXT, Requests.NONE, encoded(path), bytes("It is at " + path + "\n"));
  }

  static Answer file(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean inNodes =
        Stream.iterate(file, path -> path != null, Path::getParent)
            .anyMatch(path -> String.valueOf(path.getFileName()).equals("nodes"));
    boolean compared = String.valueOf(file.getParent()).endsWith("compare");
    boolean page = !inNodes && (PAGES.contains(name) || (compared && name.endsWith(".html")));
    String type = page ? HTML : name.endsWith(".json") ? "application/json" : TEXT;
    return new Answer(200, type, Requests.NONE, "", new OfFile(file));
  }

  /** The names of what lies in a folder, as links. */
  static Answer listing(Path folder, String path) throws IOException {
    List<Path> children;
    try (Stream<Path> all = Files.list(folder)) {
      children = all.sorted().limit(MOST_LISTED).toList();
    }
    String items =
        children.stream()
            .map(child -> {
              String name = child.getFileName() + (Files.isDirectory(child) ? "/" : "");
              String link = escaped("./" + encoded(name));
              return "<li><a href=\"" + link + "\">" + escaped(name) + "</a>";
            })
            .collect(Collectors.joining("\n"));
    return page(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\">"
            + "<meta name=\"color-scheme\" content=\"light dark\"><title>"
            + escaped(path)
            + "</title><h1>"
            + escaped(path)
            + "</h1><ul><li><a href=\"../\">..</a>\n"
            + items
            + "\n</ul>\n",
        Requests.NONE);
  }

  private static String encoded(String path) {
    try {
      return new URI(null, null, path.startsWith("/") ? path : "/" + path, null)
          .toASCIIString()
          .substring(path.startsWith("/") ? 0 : 1);
    } catch (URISyntaxException noPath) {
      throw new IllegalArgumentException(path, noPath);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  void send(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src %s; style-src 'unsafe-inline'; base-uri 'none';"
                .formatted(script())
            + " form-action 'none'; frame-ancestors 'none'"
            + requests.directive);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (!location.isEmpty()) {
      headers.set("Location", location);
    }
    long length = body.length();
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    if (length > 0) {
      try (InputStream in = body.open();
          OutputStream out = exchange.getResponseBody()) {
        copy(in, out, length);
      }
    }
  }

  /** The script that may run: pages of other versions of Assay have others than this one. */
  private String script() throws IOException {
    if (!type.equals(HTML)) {
      return "'none'";
    }
    try (InputStream in = body.open()) {
      String start = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      Matcher policy = POLICY.matcher(start);
      return policy.find() ? policy.group(1) : "'none'";
    }
  }

  /** At most as many bytes as were announced: a log may grow while it is sent. */
  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
