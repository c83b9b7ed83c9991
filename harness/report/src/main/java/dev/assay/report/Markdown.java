package dev.assay.report;

import dev.assay.checker.verdict.Guarantee;
import java.util.List;

/**
 * Writes Markdown for the page of a CI job. Texts of the system under test are hostile: every
 * character that could be markup is written as its HTML entity, which Markdown shows as the
 * character and never obeys.
 */
final class Markdown {
  private static final String PLAIN = " .,;()/'\"=+?%-";
  private static final int MOST_SENTENCES = 12;
  private static final int LONGEST = 600;

  private final StringBuilder out = new StringBuilder();

  /** A line of Markdown, as it is. */
  void line(String line) {
    out.append(line).append('\n');
  }

  /** The story of a broken guarantee as a list; of a long one the begin and the conclusion. */
  void story(Guarantee violation) {
    List<String> sentences =
        violation.story().isEmpty() ? List.of(violation.reason()) : violation.story();
    Ends<String> shown = Ends.of(sentences, MOST_SENTENCES);
    shown.first().forEach(each -> line("- " + text(each)));
    if (shown.left() > 0) {
      line("- … " + Wording.count(shown.left(), "sentence") + " more in the run's report …");
    }
    shown.last().forEach(each -> line("- " + text(each)));
  }

  String written() {
    return out.toString();
  }

  static String code(String text) {
    return "<code>" + text(text) + "</code>";
  }

  /** The text on one line, with nothing in it that Markdown or HTML would take for markup. */
  static String text(String text) {
    String shown = Wording.visible(Wording.shortened(text.strip(), LONGEST));
    StringBuilder safe = new StringBuilder(shown.length() + 16);
    shown
        .replaceAll("\\s+", " ")
        .codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
            safe.appendCodePoint(c);
          } else {
            safe.append("&#").append(c).append(';');
          }
        });
    return safe.toString();
  }
}
