package dev.assay.checker.model;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tree of znodes, one object: {@code create}, {@code delete}, {@code set}, {@code get}, {@code
 * exists} and {@code children}. The value of each line is a map. It says {@code path} when invoked,
 * and where they apply {@code data} and {@code version} (the one expected; -1 or nothing for any).
 * The completion adds what was seen: {@code data} and {@code version} of a get, {@code version} of
 * a set and of an exists (-1 if there was no such node), {@code children} (names) of a children. An
 * exists of a node that was not there may as well fail with {@code no-node}. What failed with
 * {@code no-node}, {@code node-exists}, {@code not-empty} or {@code bad-version} says that it was
 * so; other failures say nothing. The root is there at first.
 */
public record ZnodeModel() implements Model<Map<String, ZnodeModel.Znode>, ZnodeModel.Call> {
  private static final String ROOT = "/";
  private static final Set<String> REFUSALS =
      Set.of("no-node", "node-exists", "not-empty", "bad-version");

  /** A node: what it holds, and how often it was set. */
  public record Znode(String data, long version) {}

  /**
   * What an operation means.
   *
   * @param error why it failed; empty if it did not
   * @param expected the version that a set or a delete expects; -1 for any
   * @param version what was seen; -1 if there was none
   * @param known whether the result is known
   */
  public record Call(
      String f,
      String path,
      String data,
      long expected,
      long version,
      List<String> children,
      String error,
      boolean known) {}

  @Override
  public Map<String, Znode> initial() {
    return Map.of(ROOT, new Znode("", 0));
  }

  @Override
  public @Nullable Call interpret(OperationRecord operation) {
    Entry invoke = operation.invoke();
    Entry answer = operation.outcome() == EntryType.INFO ? null : operation.completion();
    Map<?, ?> asked = fields(invoke);
    Map<?, ?> seen = answer != null && answer.value() != null ? fields(answer) : Map.of();
    String error = answer != null && answer.type() == EntryType.FAIL ? answer.error() : "";
    String f = invoke.f();
    if (!known(f)) {
      throw new HistoryException(
          "index %d: a tree of znodes does not know %s".formatted(invoke.index(), f));
    }
    if (error == null
        || (!error.isEmpty() && !REFUSALS.contains(error))
        || (reads(f) && answer == null)) {
      return null;
    }
    boolean changes = f.equals("set") || f.equals("delete");
    return new Call(
        f,
        text(invoke, asked, "path"),
        f.equals("get") && !error.isEmpty() ? "" : data(invoke, asked, seen),
        changes ? number(asked) : -1,
        f.equals("create") || f.equals("children") ? -1 : number(seen),
        f.equals("children") ? children(seen) : List.of(),
        error,
        answer != null);
  }

  private static boolean known(String f) {
    return switch (f) {
      case "create", "set", "delete" -> true;
      default -> reads(f);
    };
  }

  /** Asked for millions of times: a switch is faster than a set. */
  private static boolean reads(String f) {
    return switch (f) {
      case "get", "exists", "children" -> true;
      default -> false;
    };
  }

  private static String data(Entry invoke, Map<?, ?> asked, Map<?, ?> seen) {
    return switch (invoke.f()) {
      case "create", "set" -> text(invoke, asked, "data");
      case "get" -> text(invoke, seen, "data");
      default -> "";
    };
  }

  private static Map<?, ?> fields(Entry entry) {
    if (entry.value() instanceof Map<?, ?> map) {
      return map;
    }
    throw new HistoryException(
        "index %d: the value of an operation on znodes is a map, not %s"
            .formatted(entry.index(), entry.value()));
  }

  private static String text(Entry entry, Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    if (value instanceof String text) {
      return text;
    }
    if (value == null && !name.equals("path")) {
      return "";
    }
    throw new HistoryException("index %d: %s is no text: %s".formatted(entry.index(), name, value));
  }

  private static long number(Map<?, ?> fields) {
    return fields.get("version") instanceof Long version ? version : -1;
  }

  private static List<String> children(Map<?, ?> fields) {
    return fields.get("children") instanceof List<?> names && !names.isEmpty()
        ? names.stream().map(String::valueOf).distinct().toList()
        : List.of();
  }

  @Override
  public @Nullable Map<String, Znode> step(Map<String, Znode> state, Call call) {
    ZnodeTree tree = new ZnodeTree(state);
    if (!tree.step(call)) {
      return null;
    }
    return readOnly(call) ? state : new HashMap<>(tree.nodes());
  }

  @Override
  public Walk<Call> walk() {
    return new ZnodeTree(initial());
  }

  @Override
  public boolean readOnly(Call call) {
    return !call.error().isEmpty() || reads(call.f());
  }

  /** The child of the root at or above the path: only what the root is asked sees several. */
  @Override
  public @Nullable String part(Call call) {
    if (call.path().isEmpty() || call.path().equals(ROOT)) {
      return null;
    }
    int second = call.path().indexOf('/', 1);
    return second < 0 ? call.path() : call.path().substring(0, second);
  }

  @Override
  public List<View<?, ?>> views(List<OperationRecord> operations) {
    return NodeViews.of(operations);
  }

  @Override
  public Object subject(Call call) {
    return call.path();
  }

  /** Whole nodes may go, if nothing that stays has to do with whether they are there. */
  @Override
  public boolean separable(Collection<Call> left, Collection<Call> rest) {
    Set<String> gone = new HashSet<>();
    Set<String> parentsOfGone = new HashSet<>();
    for (Call call : left) {
      if (!readOnly(call)) {
        gone.add(call.path());
        parentsOfGone.add(ZnodeTree.parent(call.path()));
      }
    }
    return rest.stream()
        .noneMatch(call ->
            gone.contains(call.path())
                || (call.f().equals("create") && gone.contains(ZnodeTree.parent(call.path())))
                || (seesChildren(call) && parentsOfGone.contains(call.path())));
  }

  private static boolean seesChildren(Call call) {
    return call.f().equals("children") || call.error().equals("not-empty");
  }

  @Override
  public long stateBytes(Map<String, Znode> state) {
    return 64 + ZnodeTree.BYTES_PER_NODE * state.size();
  }

  @Override
  public String describe(Call call) {
    String what =
        switch (call.f()) {
          case "get" ->
              "get of %s as %s, version %d"
                  .formatted(call.path(), EntryJson.valueText(call.data()), call.version());
          case "children" -> "children of %s as %s".formatted(call.path(), call.children());
          case "exists" -> "exists of %s, version %d".formatted(call.path(), call.version());
          case "create" ->
              "create of %s with %s".formatted(call.path(), EntryJson.valueText(call.data()));
          case "set" ->
              "set of %s to %s%s"
                  .formatted(
                      call.path(),
                      EntryJson.valueText(call.data()),
                      call.version() < 0 ? "" : ", version " + call.version());
          default -> call.f() + " of " + call.path();
        };
    return call.error().isEmpty()
        ? what
        : "%s of %s (%s)".formatted(call.f(), call.path(), call.error());
  }

  @Override
  public String describeState(Map<String, Znode> state) {
    return String.join(", ", new TreeSet<>(state.keySet()));
  }
}
