package dev.assay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A page of one file: a shell with parts put into it. */
final class Page {
  private Page() {}

  /**
   * Writes the page; the file appears whole or not at all.
   *
   * @param shell the name of the shell's resource
   * @param parts what stands in place of each name between double braces; finished HTML
   * @throws IOException when it cannot be written
   */
  static void write(String shell, Map<String, Supplier<String>> parts, Path file)
      throws IOException {
    // Several processes may write the same page at once: each writes a file of its own.
    Path unfinished =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      try (Writer out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
        fill(resource(shell), parts, out);
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** The same page as a text. */
  static String text(String shell, Map<String, Supplier<String>> parts) {
    StringWriter out = new StringWriter();
    try {
      fill(resource(shell), parts, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }

  private static void fill(String shell, Map<String, Supplier<String>> parts, Writer out)
      throws IOException {
    int from = 0;
    while (true) {
      int open = shell.indexOf("{{", from);
      if (open < 0) {
        out.write(shell.substring(from));
        return;
      }
      int close = shell.indexOf("}}", open);
      Supplier<String> part = parts.get(shell.substring(open + 2, close));
      if (part == null) {
        throw new IllegalStateException("no such part: " + shell.substring(open, close + 2));
      }
      out.write(shell.substring(from, open));
      out.write(part.get());
      from = close + 2;
    }
  }

  /**
   * The one script of a page, and the hash by which its policy knows it: whatever else finds its
   * way into the page is not run.
   */
  static void script(List<String> names, Map<String, Supplier<String>> parts) {
    String script = "\n(function () {\n\"use strict\";\n" + joined(names, "js/", ".js") + "})();\n";
    parts.put("script", () -> script);
    parts.put("script-hash", () -> "sha256-" + hash(script));
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The resources of these names, one after the other. */
  static String joined(List<String> names, String prefix, String suffix) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append(resource(prefix + name + suffix)).append('\n');
    }
    return text.toString();
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not in the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}
