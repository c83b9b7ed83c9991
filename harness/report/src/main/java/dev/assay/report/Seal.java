package dev.assay.report;

import dev.assay.checker.verdict.Verdict;

/** How a verdict looks: a shape, a mark and a word, so that none hangs on colour alone. */
final class Seal {
  private Seal() {}

  /** The large one beside the verdict. */
  static void large(Html html, Verdict verdict) {
    html.open("svg", "class", "seal", "viewBox", "0 0 64 64", "aria-hidden", "true");
    html.leaf("path", "", "class", "seal-shape", "d", shape(verdict));
    switch (verdict) {
      case VALID -> stroke(html, "M19 33 L28.5 42.5 L46 23");
      case INVALID -> stroke(html, "M22 22 L42 42 M42 22 L22 42");
      case UNKNOWN -> {
        stroke(html, "M24 25.5 C24 15.5 40.5 16 40 25.5 C39.7 31 32 31 32 38");
        stroke(html, "M32 46.4 L32 46.5");
      }
    }
    html.close();
  }

  /** The small one in a table. */
  static void small(Html html, Verdict verdict) {
    html.open("span", "class", "badge " + verdict.word());
    html.leaf("span", Wording.mark(verdict), "class", "mark", "aria-hidden", "true");
    html.text(verdict.word());
    html.close();
  }

  /** The small one for a verdict that is given as a word; what is no such word is unknown. */
  static void word(Html html, String word) {
    small(
        html,
        switch (word) {
          case "valid" -> Verdict.VALID;
          case "invalid" -> Verdict.INVALID;
          default -> Verdict.UNKNOWN;
        });
  }

  private static void stroke(Html html, String path) {
    html.leaf("path", "", "class", "seal-mark", "d", path);
  }

  /** A disc, an octagon and a diamond. */
  private static String shape(Verdict verdict) {
    return switch (verdict) {
      case VALID -> "M32 2 A30 30 0 1 1 31.9 2 Z";
      case INVALID -> "M20 2 L44 2 L62 20 L62 44 L44 62 L20 62 L2 44 L2 20 Z";
      case UNKNOWN -> "M32 0 L64 32 L32 64 L0 32 Z";
    };
  }
}
