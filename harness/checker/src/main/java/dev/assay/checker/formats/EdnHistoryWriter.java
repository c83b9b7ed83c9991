package dev.assay.checker.formats;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.Nil;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes Jepsen's EDN, one map a line. An event, which Jepsen does not know, is an {@code :info} of
 * the one that it belongs to; such fields of ours have keywords of the namespace {@code assay}.
 */
final class EdnHistoryWriter implements EntrySink {
  private final Writer out;
  private final boolean independent;

  /** With {@code independent}, a client's value is the pair of key and value. */
  EdnHistoryWriter(OutputStream out, boolean independent) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.independent = independent;
  }

  @Override
  public void write(Entry entry) throws IOException {
    out.append(line(entry)).append('\n');
  }

  private CharSequence line(Entry entry) {
    StringBuilder line = new StringBuilder(120);
    EdnText text = new EdnText(line);
    boolean event = entry.type() == EntryType.EVENT;
    line.append("{:index ").append(entry.index());
    if (entry.time() >= 0) {
      line.append(", :time ").append(entry.time());
    }
    line.append(", :type :").append(event ? "info" : entry.type().word());
    line.append(", :process ");
    switch (entry.actor()) {
      case Actor.Client(int number) -> line.append(number);
      case Actor.Nemesis _ -> line.append(":nemesis");
      case Actor.Node(String name) -> text.quote(name);
    }
    line.append(", :f ");
    text.word(entry.f());
    values(entry, line, text);
    optional(line, text, ":error", entry.error());
    optional(line, text, ":node", entry.node());
    own(entry, event, line, text);
    return line.append('}');
  }

  private void values(Entry entry, StringBuilder line, EdnText text) {
    Object value = entry.value();
    String key = entry.key();
    if (independent && key != null && entry.actor() instanceof Actor.Client) {
      line.append(", :value [");
      text.value(number(key));
      line.append(' ');
      text.steps(value == null ? Nil.NIL : value);
      line.append(']');
      return;
    }
    optional(line, text, ":key", key);
    if (value != null) {
      line.append(", :value ");
      text.steps(value);
    }
  }

  /** The keys of Jepsen's {@code independent} are numbers, as a rule. */
  static Object number(String key) {
    return key.matches("0|[1-9]\\d{0,17}") ? (Object) Long.valueOf(key) : key;
  }

  private static void own(Entry entry, boolean event, StringBuilder line, EdnText text) {
    if (event) {
      line.append(", :assay/type :event");
    }
    if (entry.op() >= 0) {
      line.append(", :assay/op ").append(entry.op());
    }
    optional(line, text, ":assay/session", entry.session());
    Hint hint = entry.hint();
    if (hint != null) {
      line.append(", :assay/hint {:order ");
      text.word(hint.order());
      line.append(", :scope ");
      text.quote(hint.scope());
      line.append(", :value ");
      text.quote(hint.value());
      line.append('}');
    }
  }

  private static void optional(
      StringBuilder line, EdnText text, String name, @Nullable String value) {
    if (value != null) {
      line.append(", ").append(name).append(' ');
      text.quote(value);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
