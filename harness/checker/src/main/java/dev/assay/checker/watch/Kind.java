package dev.assay.checker.watch;

import java.util.List;

/** What a watch is about. */
enum Kind {
  DATA("observe"),
  CHILDREN("list");

  private final String registration;

  Kind(String registration) {
    this.registration = registration;
  }

  /** The operation that sets such a watch. */
  String registration() {
    return registration;
  }

  /** The kinds of watches that a change uses up; empty for an unknown change. */
  static List<Kind> of(String change) {
    return switch (change) {
      case "created", "data-changed" -> List.of(DATA);
      case "children-changed" -> List.of(CHILDREN);
      case "deleted" -> List.of(DATA, CHILDREN);
      default -> List.of();
    };
  }
}
