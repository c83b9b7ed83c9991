package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Coordination.Stat;
import dev.assay.core.spi.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of nodes, whose paths begin at the run's folder, {@code /}.
 *
 * <ul>
 *   <li>{@code change}, a map with the field op: create (with path, data, mode), set (with path and
 *       data), delete (with path), or multi (with a list of parts). The result of a creation also
 *       says as {@code created} which path the service chose.
 *   <li>{@code look}, a map with a path, answers with it and all fields of the node's stat, or
 *       alone with it when there is no such node. A plain read.
 *   <li>{@code inspect} answers with all nodes that there are, each with its place, stat and data.
 *       It walks the tree after a {@code sync}; what goes meanwhile is left out.
 * </ul>
 */
record ReplicaOperations(Paths paths) {
  static final String CHANGE = "change";
  static final String LOOK = "look";
  static final String INSPECT = "inspect";
  static final String CREATED = "created";

  private static final int ANY_VERSION = -1;

  void carryOut(Operation operation, Conversation conversation) {
    switch (operation.f()) {
      case CHANGE -> change(map(operation.value()), conversation);
      case LOOK -> look(text(map(operation.value()), "path"), conversation);
      case INSPECT ->
          conversation.sync(
              paths.root(),
              () -> new Walk(conversation, new ArrayDeque<>(List.of("/")), new ArrayList<>()).go());
      default -> throw new IllegalArgumentException("a tree cannot do " + operation);
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("not a map: " + value);
  }

  private static String text(Map<?, ?> value, String field) {
    if (value.get(field) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("there is no %s: %s".formatted(field, value));
  }

  private String path(String path) {
    return path.equals("/") ? paths.root() : paths.root() + path;
  }

  private String ownPath(String path) {
    return path.substring(paths.root().length());
  }

  private Request request(Map<?, ?> change) {
    if (!"multi".equals(change.get("op"))) {
      return single(change);
    }
    List<Request.Single> parts = new ArrayList<>();
    if (change.get("parts") instanceof List<?> asked) {
      asked.forEach(part -> parts.add(single(map(part))));
    }
    return new Request.Multi(parts);
  }

  private Request.Single single(Map<?, ?> change) {
    String path = path(text(change, "path"));
    return switch (text(change, "op")) {
      case "create" -> new Request.Create(path, data(change), mode(text(change, "mode")));
      case "set" -> new Request.SetData(path, data(change), ANY_VERSION);
      case "delete" -> new Request.Delete(path, ANY_VERSION);
      default -> throw new IllegalArgumentException("no such change: " + change);
    };
  }

  private static byte[] data(Map<?, ?> change) {
    return text(change, "data").getBytes(StandardCharsets.UTF_8);
  }

  /** The word of a mode: its constant's, in lower case, with hyphens. */
  static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Mode mode(String word) {
    for (Mode mode : Mode.values()) {
      if (word(mode).equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("no such mode: " + word);
  }

  private void change(Map<?, ?> change, Conversation conversation) {
    conversation.change(
        request(change),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(changed(change, done), done.zxid());
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the change", reply);
          }
        });
  }

  private @Nullable Object changed(Map<?, ?> change, Reply.Done done) {
    @Nullable String created = done.path();
    if (!"create".equals(change.get("op")) || created == null) {
      return null;
    }
    Map<Object, Object> value = new LinkedHashMap<>(change);
    value.put(CREATED, ownPath(created));
    return value;
  }

  private void look(String path, Conversation conversation) {
    conversation.look(
        new Request.Exists(path(path)),
        reply -> {
          switch (reply) {
            case Reply.Done(String _, Stat stat, String _) when stat != null ->
                conversation.ok(shown(path, stat), null);
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.ok(Map.of("path", path), null);
            case Reply.Done _,
                Reply.Data _,
                Reply.Names _,
                Reply.Refused _,
                Reply.NotDone _,
                Reply.Unknown _ ->
                conversation.fail("the look was answered by " + reply);
          }
        });
  }

  private static Map<String, Object> shown(String path, Stat stat) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("path", path);
    shown.put("czxid", stat.czxid());
    shown.put("mzxid", stat.mzxid());
    shown.put("pzxid", stat.pzxid());
    shown.put("ctime", stat.ctimeMillis());
    shown.put("mtime", stat.mtimeMillis());
    shown.put("version", (long) stat.version());
    shown.put("childVersion", (long) stat.childVersion());
    shown.put("owner", stat.owner());
    shown.put("children", (long) stat.children());
    return shown;
  }

  /**
   * An inspection under way; used by one conversation. It holds the paths to go to yet, and what
   * was seen so far.
   */
  private final class Walk {
    private final Conversation conversation;
    private final Deque<String> left;
    private final List<Object> nodes;

    Walk(Conversation conversation, Deque<String> left, List<Object> nodes) {
      this.conversation = conversation;
      this.left = left;
      this.nodes = nodes;
    }

    void go() {
      @Nullable String next = left.pollFirst();
      if (next == null) {
        conversation.ok(nodes, null);
      } else {
        data(next);
      }
    }

    private void data(String path) {
      conversation.look(
          new Request.GetData(path(path)),
          reply -> {
            switch (reply) {
              case Reply.Data(byte[] data, Stat stat) -> {
                Map<String, Object> shown = shown(path, stat);
                shown.put("data", new String(data, StandardCharsets.UTF_8));
                nodes.add(shown);
                if (stat.children() == 0) {
                  go();
                } else {
                  children(path);
                }
              }
              case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE -> go();
              case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                  conversation.fail("a node was read as " + reply);
            }
          });
    }

    private void children(String path) {
      conversation.look(
          new Request.GetChildren(path(path)),
          reply -> {
            switch (reply) {
              case Reply.Names(List<String> names, Stat _) -> {
                String prefix = path.equals("/") ? "/" : path + "/";
                names.stream().sorted().forEach(name -> left.addLast(prefix + name));
                go();
              }
              case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE -> go();
              case Reply.Done _, Reply.Data _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                  conversation.fail("the names were answered by " + reply);
            }
          });
    }
  }
}
