package dev.assay.checker.model;

import dev.assay.checker.history.OperationRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the nodes that operations on a tree have to do with, and the views of them. */
final class NodeViews {
  /** The children of a node with more of them are not looked for in its lists: that is square. */
  private static final int MOST_CHILDREN = 100;

  private static final long SEVERAL = Long.MIN_VALUE;
  private static final ZnodeModel TREE = new ZnodeModel();

  /** The operations on each node, and on the parents of some. */
  private final Map<String, List<OperationRecord>> operations = new LinkedHashMap<>();

  private final Map<String, List<OperationRecord>> ofParents = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();

  private NodeViews() {}

  static List<Model.View<?, ?>> of(List<OperationRecord> history) {
    NodeViews views = new NodeViews();
    history.forEach(views::collect);
    views.ofParents.forEach(views::lookInLists);
    return views.views();
  }

  private void collect(OperationRecord operation) {
    ZnodeModel.Call call = TREE.interpret(operation);
    if (call == null) {
      return;
    }
    add(call.path(), operation);
    String parent = ZnodeTree.parent(call.path());
    if (call.f().equals("create") && !call.path().equals("/")) {
      add(parent, operation);
    }
    if (call.error().isEmpty() && (call.f().equals("children") || call.f().equals("delete"))) {
      ofParents.computeIfAbsent(call.path(), _ -> new ArrayList<>()).add(operation);
      call.children()
          .forEach(name -> know(call.path().equals("/") ? "/" + name : call.path() + "/" + name));
    }
  }

  private void add(String path, OperationRecord operation) {
    know(path);
    operations.computeIfAbsent(path, _ -> new ArrayList<>()).add(operation);
  }

  private void know(String path) {
    if (!operations.containsKey(path) && !path.equals("/")) {
      operations.put(path, new ArrayList<>());
      children.computeIfAbsent(ZnodeTree.parent(path), _ -> new ArrayList<>()).add(path);
    }
  }

  private void lookInLists(String parent, List<OperationRecord> lists) {
    List<String> names = children.getOrDefault(parent, List.of());
    if (names.size() <= MOST_CHILDREN) {
      for (String child : names) {
        operations.computeIfAbsent(child, _ -> new ArrayList<>()).addAll(lists);
      }
    }
  }

  private List<Model.View<?, ?>> views() {
    List<Model.View<?, ?>> contents = new ArrayList<>();
    List<Model.View<?, ?>> versions = new ArrayList<>();
    operations.forEach((path, own) -> {
      own.sort(Comparator.comparingLong(operation -> operation.invoke().index()));
      Map<String, Long> seenWith = seenWith(path, own);
      if (!seenWith.containsValue(SEVERAL)) {
        contents.add(new Model.View<>(new NodeView(path, false, seenWith), own));
      }
      if (own.stream().allMatch(each -> followsOnVersion(path, each))) {
        versions.add(new Model.View<>(new NodeView(path, true, Map.of()), own));
      }
    });
    contents.addAll(versions);
    return contents;
  }

  /** For data that were set without a word of their version: which one they were read with. */
  private static Map<String, Long> seenWith(String path, List<OperationRecord> own) {
    Map<String, Long> seen = new HashMap<>();
    Map<String, Long> needed = new HashMap<>();
    List<ZnodeModel.Call> calls = new ArrayList<>();
    for (OperationRecord operation : own) {
      ZnodeModel.Call call = TREE.interpret(operation);
      if (call != null && call.path().equals(path) && call.error().isEmpty()) {
        calls.add(call);
      }
    }
    for (ZnodeModel.Call call : calls) {
      if (call.f().equals("get") && call.version() >= 0) {
        seen.merge(
            call.data(), call.version(), (one, other) -> one.equals(other) ? one : (Long) SEVERAL);
      }
    }
    for (ZnodeModel.Call call : calls) {
      Long version = seen.get(call.data());
      if (call.f().equals("set") && call.version() < 0 && version != null) {
        needed.put(call.data(), version);
      }
    }
    return needed;
  }

  /** Whether it is no set, or one that says which version it found or left. */
  private static boolean followsOnVersion(String path, OperationRecord operation) {
    ZnodeModel.Call call = TREE.interpret(operation);
    return call == null
        || !call.path().equals(path)
        || !call.f().equals("set")
        || !call.error().isEmpty()
        || call.version() >= 0
        || call.expected() >= 0;
  }
}
