package dev.assay.checker.formats;

import dev.assay.checker.formats.BinaryForm.Column;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.Nil;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of one chunk, by columns, with a table of its texts. */
final class ChunkWriter {
  private final Map<Column, BinaryOutput> columns = new EnumMap<>(Column.class);
  private final Map<String, Integer> numbers = new HashMap<>();
  private final BinaryOutput texts = new BinaryOutput();
  private final long firstIndex;
  private int entries;
  private long lastTime;
  private long lastOp;

  ChunkWriter(long firstIndex) {
    this.firstIndex = firstIndex;
    for (Column column : Column.values()) {
      columns.put(column, new BinaryOutput());
    }
  }

  boolean isEmpty() {
    return entries == 0;
  }

  boolean full() {
    long bytes = texts.length();
    for (BinaryOutput column : columns.values()) {
      bytes += column.length();
    }
    return entries == BinaryForm.CHUNK_ENTRIES || bytes >= BinaryForm.CHUNK_BYTES;
  }

  void add(Entry entry) {
    int fields = 0;
    column(Column.TIME).signed(entry.time() - lastTime);
    lastTime = entry.time();
    column(Column.F).number(text(entry.f()));
    if (entry.op() >= 0) {
      fields |= BinaryForm.HAS_OP;
      column(Column.OP).signed(entry.op() - lastOp);
      lastOp = entry.op();
    }
    Object value = entry.value();
    if (value != null) {
      fields |= BinaryForm.HAS_VALUE;
      value(column(Column.VALUE), value);
    }
    fields |= text(Column.KEY, entry.key(), BinaryForm.HAS_KEY);
    fields |= text(Column.ERROR, entry.error(), BinaryForm.HAS_ERROR);
    fields |= text(Column.NODE, entry.node(), BinaryForm.HAS_NODE);
    fields |= text(Column.SESSION, entry.session(), BinaryForm.HAS_SESSION);
    fields |= hint(entry.hint());
    column(Column.SHAPE).octet(BinaryForm.number(entry.type()) | actor(entry.actor()) << 3);
    column(Column.SHAPE).octet(fields);
    entries++;
  }

  /** All of it. */
  byte[] toBytes() {
    BinaryOutput out = new BinaryOutput();
    out.number(entries);
    out.number(firstIndex);
    out.number(numbers.size());
    out.append(texts);
    for (BinaryOutput column : columns.values()) {
      out.number(column.length());
      out.append(column);
    }
    return out.toBytes();
  }

  private BinaryOutput column(Column column) {
    BinaryOutput found = columns.get(column);
    if (found == null) {
      throw new IllegalStateException("no column " + column);
    }
    return found;
  }

  private int actor(Actor actor) {
    return switch (actor) {
      case Actor.Client(int number) -> {
        column(Column.ACTOR).number(number);
        yield 0;
      }
      case Actor.Nemesis _ -> 1;
      case Actor.Node(String name) -> {
        column(Column.ACTOR).number(text(name));
        yield 2;
      }
    };
  }

  private int hint(@Nullable Hint hint) {
    if (hint == null) {
      return 0;
    }
    column(Column.HINT).number(text(hint.order()));
    column(Column.HINT).number(text(hint.scope()));
    column(Column.HINT).number(text(hint.value()));
    return BinaryForm.HAS_HINT;
  }

  private int text(Column column, @Nullable String text, int bit) {
    if (text == null) {
      return 0;
    }
    column(column).number(text(text));
    return bit;
  }

  /** The text's number in the table. UTF-8 cannot hold half a surrogate pair; UTF-16 then does. */
  private int text(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean broken = !new String(bytes, StandardCharsets.UTF_8).equals(text);
    byte[] written = broken ? utf16(text) : bytes;
    texts.number(written.length + 1L);
    texts.octet(broken ? 1 : 0);
    texts.append(written, written.length);
    int number = numbers.size();
    numbers.put(text, number);
    return number;
  }

  private static byte[] utf16(String text) {
    BinaryOutput out = new BinaryOutput();
    for (int at = 0; at < text.length(); at++) {
      out.octet(text.charAt(at) >> 8);
      out.octet(text.charAt(at));
    }
    return out.toBytes();
  }

  private void value(BinaryOutput out, Object value) {
    switch (value) {
      case Nil _ -> out.octet(BinaryForm.NIL);
      case Boolean truth -> out.octet(truth ? BinaryForm.TRUE : BinaryForm.FALSE);
      case Long number -> {
        out.octet(BinaryForm.LONG);
        out.signed(number);
      }
      case Double number -> {
        out.octet(BinaryForm.DOUBLE);
        out.fixed(Double.doubleToRawLongBits(number));
      }
      case String text -> {
        out.octet(BinaryForm.TEXT);
        out.number(text(text));
      }
      case List<?> list -> {
        out.octet(BinaryForm.LIST);
        out.number(list.size());
        list.forEach(element -> value(out, (Object) element));
      }
      case Map<?, ?> map -> {
        out.octet(BinaryForm.MAP);
        out.number(map.size());
        map.forEach((key, element) -> {
          out.number(text((String) key));
          value(out, (Object) element);
        });
      }
      default -> throw new IllegalArgumentException("a history cannot hold " + value);
    }
  }
}
