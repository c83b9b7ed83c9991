package dev.assay.checker.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an entry from the fields of a parsed line, and says which field is wrong. */
record EntryFields(Map<?, ?> fields) {
  Entry entry() {
    return new Entry(
        number("index", true),
        number("time", false),
        type(),
        actor(),
        requiredText("f"),
        number("op", false),
        text("key"),
        fields.get("value"),
        text("error"),
        text("node"),
        text("session"),
        hint());
  }

  private long number(String name, boolean required) {
    Object value = fields.get(name);
    return switch (value) {
      case null -> {
        if (required) {
          throw missing(name);
        }
        yield -1;
      }
      case Long number when number >= 0 -> number;
      case Long number -> throw new HistoryException("%s is negative: %d".formatted(name, number));
      default -> throw new HistoryException("%s is not an integer: %s".formatted(name, value));
    };
  }

  private @Nullable String text(String name) {
    Object value = fields.get(name);
    return switch (value) {
      case null -> null;
      case Nil _ -> null;
      case String text -> text;
      case Long number -> number.toString();
      default -> throw new HistoryException("%s is not text: %s".formatted(name, value));
    };
  }

  private String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw missing(name);
    }
    return text;
  }

  private EntryType type() {
    String word = requiredText("type");
    for (EntryType type : EntryType.values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    throw new HistoryException("unknown type: " + word);
  }

  private Actor actor() {
    Object process = fields.get("process");
    return switch (process) {
      case null -> throw missing("process");
      case Long number when number >= 0 && number <= Integer.MAX_VALUE ->
          new Actor.Client(number.intValue());
      case String name when name.equals("nemesis") -> new Actor.Nemesis();
      case String name -> new Actor.Node(name);
      default -> throw new HistoryException("process is neither a number nor a name: " + process);
    };
  }

  private @Nullable Hint hint() {
    Object hint = fields.get("hint");
    return switch (hint) {
      case null -> null;
      case Nil _ -> null;
      case Map<?, ?> map -> {
        EntryFields inner = new EntryFields(map);
        yield new Hint(
            inner.requiredText("order"), inner.requiredText("scope"), inner.requiredText("value"));
      }
      default -> throw new HistoryException("hint is not an object: " + hint);
    };
  }

  private static HistoryException missing(String name) {
    return new HistoryException("the field %s is missing".formatted(name));
  }
}
