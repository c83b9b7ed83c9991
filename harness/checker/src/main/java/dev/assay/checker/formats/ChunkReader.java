package dev.assay.checker.formats;

import dev.assay.checker.formats.BinaryForm.Column;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the entries of a chunk apart. What is broken is an exception that names no place. */
final class ChunkReader {
  private final Map<Column, BinaryInput> columns = new EnumMap<>(Column.class);
  private final String[] texts;
  private long left;
  private long index;
  private long lastTime;
  private long lastOp;

  ChunkReader(byte[] content) {
    BinaryInput in = new BinaryInput(content, 0, content.length);
    left = in.count();
    index = in.number();
    texts = new String[in.count()];
    for (int at = 0; at < texts.length; at++) {
      texts[at] = text(in.part());
    }
    for (Column column : Column.values()) {
      columns.put(column, in.part());
    }
  }

  long firstIndex() {
    return index;
  }

  @Nullable Entry next() {
    if (left == 0) {
      return null;
    }
    left--;
    int shape = column(Column.SHAPE).octet();
    int fields = column(Column.SHAPE).octet();
    lastTime += column(Column.TIME).signed();
    if ((fields & BinaryForm.HAS_OP) != 0) {
      lastOp += column(Column.OP).signed();
    }
    return new Entry(
        index++,
        lastTime,
        BinaryForm.type(shape & 7),
        actor(shape >> 3),
        text(Column.F),
        (fields & BinaryForm.HAS_OP) != 0 ? lastOp : -1,
        text(Column.KEY, fields & BinaryForm.HAS_KEY),
        (fields & BinaryForm.HAS_VALUE) == 0 ? null : value(column(Column.VALUE), 0),
        text(Column.ERROR, fields & BinaryForm.HAS_ERROR),
        text(Column.NODE, fields & BinaryForm.HAS_NODE),
        text(Column.SESSION, fields & BinaryForm.HAS_SESSION),
        (fields & BinaryForm.HAS_HINT) == 0 ? null : hint());
  }

  private BinaryInput column(Column column) {
    BinaryInput found = columns.get(column);
    if (found == null) {
      throw new IllegalStateException("no column " + column);
    }
    return found;
  }

  private Actor actor(int kind) {
    return switch (kind) {
      case 0 -> {
        long number = column(Column.ACTOR).number();
        if (number < 0 || number > Integer.MAX_VALUE) {
          throw new HistoryException("the process %d is out of range".formatted(number));
        }
        yield new Actor.Client((int) number);
      }
      case 1 -> new Actor.Nemesis();
      case 2 -> new Actor.Node(text(Column.ACTOR));
      default -> throw new HistoryException("unknown kind of process " + kind);
    };
  }

  private Hint hint() {
    return new Hint(text(Column.HINT), text(Column.HINT), text(Column.HINT));
  }

  private @Nullable String text(Column column, int present) {
    return present == 0 ? null : text(column);
  }

  private String text(Column column) {
    return known(column(column));
  }

  /** The text of the table whose number comes next. */
  private String known(BinaryInput in) {
    long number = in.number();
    if (number < 0 || number >= texts.length) {
      throw new HistoryException("there is no text %d".formatted(number));
    }
    return texts[(int) number];
  }

  /** A text of the table. */
  private static String text(BinaryInput in) {
    if (in.octet() == 0) {
      return in.text(StandardCharsets.UTF_8);
    }
    byte[] halves = new byte[in.left()];
    for (int at = 0; at < halves.length; at++) {
      halves[at] = (byte) in.octet();
    }
    StringBuilder text = new StringBuilder();
    ByteBuffer units = ByteBuffer.wrap(halves);
    while (units.remaining() > 1) {
      text.append(units.getChar());
    }
    return text.toString();
  }

  private Object value(BinaryInput in, int depth) {
    if (depth > BinaryForm.DEEPEST) {
      throw new HistoryException("nested more than %d deep".formatted(BinaryForm.DEEPEST));
    }
    int kind = in.octet();
    return switch (kind) {
      case BinaryForm.NIL -> Nil.NIL;
      case BinaryForm.FALSE -> false;
      case BinaryForm.TRUE -> true;
      case BinaryForm.LONG -> in.signed();
      case BinaryForm.DOUBLE -> Double.longBitsToDouble(in.fixed());
      case BinaryForm.TEXT -> known(in);
      case BinaryForm.LIST -> list(in, depth);
      case BinaryForm.MAP -> map(in, depth);
      default -> throw new HistoryException("unknown kind of value " + kind);
    };
  }

  private List<Object> list(BinaryInput in, int depth) {
    int count = in.count();
    List<Object> list = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      list.add(value(in, depth + 1));
    }
    return list;
  }

  private Map<String, Object> map(BinaryInput in, int depth) {
    int count = in.count();
    Map<String, Object> map = new LinkedHashMap<>();
    for (int at = 0; at < count; at++) {
      map.put(known(in), value(in, depth + 1));
    }
    return map;
  }
}
