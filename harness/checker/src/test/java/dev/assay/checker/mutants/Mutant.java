package dev.assay.checker.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A bug to plant in a checker.
 *
 * @param name what it does
 * @param file the source, below {@code dev/assay/checker}
 * @param test the test that must fail, below {@code dev.assay.checker}
 * @param line a line that stands in the source once, without the blanks around it
 * @param with what replaces it
 */
record Mutant(String name, String file, String test, String line, String with) {
  private static final String LIST = "mutants.txt";
  private static final int WORD = "name   ".length();
  private static final List<String> WORDS = List.of("name", "file", "test", "line", "with");

  /** All that are listed. */
  static List<Mutant> all() throws IOException {
    List<Mutant> all = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String line : list()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String word = WORDS.get(values.size());
      if (!line.startsWith(word)) {
        throw new IOException("%s: %s is missing before: %s".formatted(LIST, word, line));
      }
      values.add(line.substring(WORD).strip());
      if (values.size() == WORDS.size()) {
        all.add(
            new Mutant(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4)));
        values.clear();
      }
    }
    return all;
  }

  private static List<String> list() throws IOException {
    try (InputStream in = Mutant.class.getResourceAsStream(LIST)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  /** The source with the bug in it. */
  String planted(Path sources) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(sources.resolve(file)));
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).strip().equals(line)) {
        places.add(at);
      }
    }
    if (places.size() != 1) {
      throw new IOException(
          "%s: this line stands in %s %d times: %s".formatted(LIST, file, places.size(), line));
    }
    lines.set(places.getFirst(), with);
    return String.join("\n", lines);
  }

  @Override
  public String toString() {
    return name;
  }
}
