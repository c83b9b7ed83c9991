package dev.assay.report;

/** An operation's outcome as a mark and a word. */
final class OutcomeMark {
  private OutcomeMark() {}

  static void write(Html html, Operation operation) {
    html.open("span", "class", "outcome " + style(operation));
    html.leaf("span", mark(operation), "class", "mark", "aria-hidden", "true");
    html.text(word(operation));
    html.close();
  }

  static String style(Operation operation) {
    return switch (operation.outcome()) {
      case OK -> "ok";
      case FAIL -> "fail";
      case INFO, INVOKE -> "info";
      case EVENT -> "event";
    };
  }

  private static String mark(Operation operation) {
    return switch (operation.outcome()) {
      case OK -> "✓";
      case FAIL -> "✕";
      case INFO, INVOKE -> "?";
      case EVENT -> "◆";
    };
  }

  private static String word(Operation operation) {
    return switch (operation.outcome()) {
      case OK -> "ok";
      case FAIL -> "fail";
      case INFO, INVOKE -> operation.completion() == null ? "no answer" : "unknown";
      case EVENT -> "event";
    };
  }
}
