package dev.assay.checker.edn;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one value after the other from a text. Used by one thread; does not close the text. */
public final class EdnReader {
  private static final int DEEPEST = 500;

  private final EdnInput in;
  private int depth;

  public EdnReader(Reader in) {
    this.in = new EdnInput(in);
  }

  /**
   * The one value of a text.
   *
   * @throws EdnException if there is none, or more than one, or it is broken
   */
  public static Object parse(String text) {
    EdnReader reader = new EdnReader(new StringReader(text));
    try {
      Object value = reader.next();
      if (value == null || reader.next() != null) {
        throw new EdnException("expected one value: " + text);
      }
      return value;
    } catch (IOException e) {
      throw new EdnException("a text in memory cannot be read: " + e);
    }
  }

  /**
   * The next value, or Java's null at the end of the text.
   *
   * @throws EdnException if the text is broken
   */
  public @Nullable Object next() throws IOException {
    Object value = nextOrClosing();
    if (value instanceof Closing(char bracket)) {
      throw in.broken("unexpected " + bracket);
    }
    return value;
  }

  /** The line on which the reader stands, from 1. */
  public long line() {
    return in.line();
  }

  /**
   * If a vector or list comes next, enters it, so that its elements can be read one by one with
   * {@link #nextElement}; else does nothing.
   */
  public boolean enterSequence() throws IOException {
    in.skipBlanks();
    if (in.peek() != '[' && in.peek() != '(') {
      return false;
    }
    in.next();
    return true;
  }

  /** The next element of the sequence that was entered, or Java's null after its last one. */
  public @Nullable Object nextElement() throws IOException {
    Object value = nextOrClosing();
    if (value == null) {
      throw in.broken("the text ends inside a sequence");
    }
    return value instanceof Closing ? null : value;
  }

  /** The end of a collection. */
  private record Closing(char bracket) {}

  private @Nullable Object nextOrClosing() throws IOException {
    while (true) {
      in.skipBlanks();
      int unit = in.peek();
      switch (unit) {
        case EdnInput.END -> {
          return null;
        }
        case ')', ']', '}' -> {
          return new Closing((char) in.next());
        }
        case '#' -> {
          in.next();
          Object value = dispatch();
          if (value != null) {
            return value;
          }
        }
        default -> {
          return plain(unit);
        }
      }
    }
  }

  private Object plain(int unit) throws IOException {
    return switch (unit) {
      case '(' -> {
        in.next();
        yield elements(')');
      }
      case '[' -> {
        in.next();
        yield elements(']');
      }
      case '{' -> {
        in.next();
        yield map("");
      }
      case '"' -> {
        in.next();
        yield EdnTokens.string(in);
      }
      case '\\' -> {
        in.next();
        yield EdnTokens.character(in);
      }
      case '^' -> {
        in.next();
        required("metadata after ^");
        yield required("a value after its metadata");
      }
      default -> EdnTokens.atom(in, in.token());
    };
  }

  /** What comes after a hash; Java's null if it was to be discarded. */
  private @Nullable Object dispatch() throws IOException {
    return switch (in.peek()) {
      case '{' -> {
        in.next();
        yield set();
      }
      case '_' -> {
        in.next();
        required("a value to discard");
        yield null;
      }
      case '#' -> {
        in.next();
        yield EdnTokens.symbolic(in, in.token());
      }
      case ':' -> {
        in.next();
        yield namespaced(in.token());
      }
      case '"' -> {
        in.next();
        yield EdnTokens.pattern(in);
      }
      case '^' -> {
        in.next();
        required("metadata after #^");
        yield null;
      }
      default -> {
        String tag = in.token();
        if (tag.isEmpty()) {
          throw in.broken("a # without a tag");
        }
        yield new Edn.Tagged(tag, required("a value for the tag " + tag));
      }
    };
  }

  private Object namespaced(String namespace) throws IOException {
    in.skipBlanks();
    if (in.next() != '{') {
      throw in.broken("expected a map after #:" + namespace);
    }
    return map(namespace);
  }

  private Object required(String what) throws IOException {
    deeper();
    Object value = next();
    depth--;
    if (value == null) {
      throw in.broken("expected " + what);
    }
    return value;
  }

  private void deeper() {
    depth++;
    if (depth > DEEPEST) {
      throw in.broken("nested more than %d deep".formatted(DEEPEST));
    }
  }

  private List<Object> elements(char closing) throws IOException {
    long from = in.line();
    deeper();
    List<Object> elements = new ArrayList<>();
    while (true) {
      Object value = nextOrClosing();
      if (value == null) {
        throw in.broken("what was opened on line %d is not closed".formatted(from));
      }
      if (value instanceof Closing(char bracket)) {
        if (bracket != closing) {
          throw in.broken("expected %c, not %c".formatted(closing, bracket));
        }
        depth--;
        return elements;
      }
      elements.add(value);
    }
  }

  private Set<Object> set() throws IOException {
    List<Object> elements = elements('}');
    Set<Object> set = new LinkedHashSet<>(elements);
    if (set.size() < elements.size()) {
      throw in.broken("a set with an element twice");
    }
    return set;
  }

  private Map<Object, Object> map(String namespace) throws IOException {
    List<Object> elements = elements('}');
    if (elements.size() % 2 != 0) {
      throw in.broken("a map with a key and no value");
    }
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int at = 0; at < elements.size(); at += 2) {
      Object key = elements.get(at);
      if (!namespace.isEmpty() && key instanceof Edn.Keyword(String own, String name)) {
        key = new Edn.Keyword(own.isEmpty() ? namespace : own.equals("_") ? "" : own, name);
      }
      if (map.put(key, elements.get(at + 1)) != null) {
        throw in.broken("a map with the key %s twice".formatted(key));
      }
    }
    return map;
  }
}
