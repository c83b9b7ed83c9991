package dev.assay.checker.formats;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Hint;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.Nil;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of the operations of a foreign file. The order in the file is the order of events
 * and gives the indexes. A history may do without {@code process}, when all its lines do, and
 * without {@code f}, which is then {@code txn}. Fields of our own that a foreign format has no
 * place for are those named {@code assay/...}.
 */
final class LooseEntries {
  /** What stands for {@code f} when no line has one. */
  private static final String NAMELESS = "txn";

  /** The fields of one operation; values are those of a history's entry. */
  interface Fields {
    @Nullable Object get(String name);
  }

  private final PositionPairs pairs = new PositionPairs();
  private final Map<Integer, String> openNames = new HashMap<>();
  private long index;
  private boolean clients;
  private boolean anonymous;
  private boolean nameless;

  /**
   * The next entry.
   *
   * @throws HistoryException if a field is missing or of the wrong kind; the message names no line
   */
  Entry entry(Fields fields) {
    EntryType type = type(fields);
    Object process = absent(fields.get("process"));
    String f = text(fields, "f");
    Actor actor = process == null ? null : actor(process);
    if (actor == null || actor instanceof Actor.Client) {
      demandSameShape(actor == null, type, f);
      String named = name(actor, type, f);
      if (actor != null) {
        return entry(fields, type, actor, named);
      }
      return anonymous(fields, type, named);
    }
    return entry(fields, type, actor, f == null ? actor.toString() : f);
  }

  private void demandSameShape(boolean withoutProcess, EntryType type, @Nullable String f) {
    if (clients && withoutProcess != anonymous) {
      throw withoutProcess
          ? missing("process")
          : new HistoryException("it names a process, and the lines before it name none");
    }
    boolean unnamed = f == null && type == EntryType.INVOKE;
    if (!clients) {
      nameless = unnamed;
    } else if (unnamed && !nameless) {
      throw missing("f");
    } else if (f != null && nameless) {
      throw new HistoryException("it has an :f, and the lines before it have none");
    }
    anonymous = withoutProcess;
    clients = true;
  }

  /** Its own name; else that of the invocation, where the process says which. */
  private @Nullable String name(@Nullable Actor actor, EntryType type, @Nullable String f) {
    String named = f == null && nameless ? NAMELESS : f;
    if (actor instanceof Actor.Client(int number)) {
      String asked = type == EntryType.INVOKE ? null : openNames.remove(number);
      named = named == null ? asked : named;
      if (named == null) {
        throw missing("f");
      }
      if (type == EntryType.INVOKE) {
        openNames.put(number, named);
      }
    }
    return named;
  }

  private Entry anonymous(Fields fields, EntryType type, @Nullable String f) {
    Object value = fields.get("value");
    if (type == EntryType.INVOKE && f != null) {
      return entry(fields, type, new Actor.Client(pairs.invoke(f, value, index)), f);
    }
    PositionPairs.Open open = pairs.complete(f, value, index);
    return entry(fields, type, new Actor.Client(open.process()), open.f());
  }

  private Entry entry(Fields fields, EntryType type, Actor actor, @Nullable String f) {
    if (f == null) {
      throw missing("f");
    }
    String key = text(fields, "key");
    return new Entry(
        index++,
        fields.get("time") instanceof Long time && time >= 0 ? time : -1,
        type,
        actor,
        f,
        fields.get("assay/op") instanceof Long op && op >= 0 ? op : -1,
        key != null ? key : text(fields, "assay/key"),
        fields.get("value"),
        text(fields, "error"),
        text(fields, "node"),
        text(fields, "assay/session"),
        hint(fields.get("assay/hint")));
  }

  private static EntryType type(Fields fields) {
    String own = text(fields, "assay/type");
    String word = own != null ? own : text(fields, "type");
    if (word == null) {
      throw missing("type");
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "invoke" -> EntryType.INVOKE;
      case "ok" -> EntryType.OK;
      case "fail" -> EntryType.FAIL;
      case "info" -> EntryType.INFO;
      case "event" -> {
        if (own == null) {
          throw new HistoryException("the type :event is of our own format only");
        }
        yield EntryType.EVENT;
      }
      default -> throw new HistoryException("unknown type :" + word);
    };
  }

  private static Actor actor(Object process) {
    return switch (process) {
      case Long number when number >= 0 && number <= Integer.MAX_VALUE ->
          new Actor.Client(number.intValue());
      case Long number ->
          throw new HistoryException("the process %d is out of range".formatted(number));
      default -> {
        String name = String.valueOf(text(process));
        yield name.equals("nemesis") ? new Actor.Nemesis() : new Actor.Node(name);
      }
    };
  }

  private static @Nullable Hint hint(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    String order = text(absent(map.get("order")));
    String scope = text(absent(map.get("scope")));
    String number = text(absent(map.get("value")));
    return order == null || scope == null || number == null ? null : new Hint(order, scope, number);
  }

  private static @Nullable Object absent(@Nullable Object value) {
    return value == Nil.NIL ? null : value;
  }

  private static @Nullable String text(Fields fields, String name) {
    return text(absent(fields.get(name)));
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Long _, Double _, Boolean _, List<?> _, Map<?, ?> _ -> EntryJson.valueText(value);
      default -> throw new HistoryException("not text: " + value);
    };
  }

  private static HistoryException missing(String name) {
    return new HistoryException("the field :%s is missing".formatted(name));
  }
}
