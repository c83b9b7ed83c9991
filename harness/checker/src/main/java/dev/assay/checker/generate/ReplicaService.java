package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small tree, of which every answer shows the whole stat: {@code change} creates, sets or deletes
 * a node, {@code look} shows one, and {@code inspect}, which every node is asked for twice at the
 * end, all. Some nodes belong to a session.
 */
final class ReplicaService implements Service {
  private static final int FOLDERS = 5;
  private static final int NAMES = 6;
  private static final double LOOKS = 0.4;

  /** When the server's clock began, in milliseconds since 1970; it goes on by one for a change. */
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;

  private final SplittableRandom random;
  private final Sessions sessions;
  private final TreeMap<String, Node> nodes = new TreeMap<>();
  private long zxid;
  private long nextMark;

  ReplicaService(How how, SplittableRandom random) {
    this.sessions = how.sessions();
    this.random = random;
  }

  private static final class Node {
    private final long created;
    private final String owner;
    private final int process;
    private long modified;
    private long childrenChanged;
    private long version;
    private long childVersion;
    private long children;
    private String data;

    private Node(long created, String data, String owner, int process) {
      this.created = created;
      this.modified = created;
      this.childrenChanged = created;
      this.data = data;
      this.owner = owner;
      this.process = process;
    }

    private Map<String, Object> shown(String path) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("path", path);
      shown.put("czxid", created);
      shown.put("mzxid", modified);
      shown.put("pzxid", childrenChanged);
      shown.put("ctime", EPOCH_MILLIS + created);
      shown.put("mtime", EPOCH_MILLIS + modified);
      shown.put("version", version);
      shown.put("childVersion", childVersion);
      shown.put("owner", owner);
      shown.put("children", children);
      return shown;
    }
  }

  @Override
  public List<String> kinds() {
    return List.of("change", "look");
  }

  @Override
  public void begin(Script script) {
    int process = script.process();
    for (int number = 0; number < FOLDERS; number++) {
      script.did(process, create("/t" + number, "persistent"));
    }
    script.did(process, look("/t0"));
  }

  @Override
  public void finish(Script script) {
    List<Integer> observers = script.nodes().stream().map(script::process).toList();
    for (int turn = 0; turn < 2; turn++) {
      observers.forEach(observer -> script.did(observer, inspect()));
    }
  }

  private Map<String, Object> change(String op, String path) {
    return Fields.with(Fields.of("op", op, "path", path), "data", "d" + nextMark++);
  }

  private Request create(String path, String mode) {
    return Request.change("change", Fields.with(change("create", path), "mode", mode));
  }

  private Request set(String path) {
    return Request.change("change", change("set", path));
  }

  private static Request delete(String path) {
    return Request.change("change", Fields.of("op", "delete", "path", path));
  }

  private static Request look(String path) {
    return Request.read("look", null, Fields.of("path", path));
  }

  private static Request inspect() {
    return Request.read("inspect");
  }

  @Override
  public Request draw(int process) {
    String path = "/t" + random.nextInt(FOLDERS) + "/c" + random.nextInt(NAMES);
    if (random.nextDouble() < LOOKS) {
      return look(path);
    }
    if (!nodes.containsKey(path)) {
      return create(path, random.nextInt(3) == 0 ? "ephemeral" : "persistent");
    }
    return random.nextDouble() < 0.6 ? set(path) : delete(path);
  }

  private static String field(Request request, String name) {
    return request.value() instanceof Map<?, ?> fields ? String.valueOf(fields.get(name)) : "";
  }

  private static String data(Request request) {
    return field(request, "data");
  }

  @Override
  public Answer perform(int process, Request request) {
    String path = field(request, "path");
    @Nullable Node node = nodes.get(path);
    return switch (request.f()) {
      case "look" -> Answer.ok(node == null ? request.value() : node.shown(path));
      case "inspect" -> Answer.ok(all());
      default -> change(process, path, node, request);
    };
  }

  private List<Map<String, Object>> all() {
    List<Map<String, Object>> all = new ArrayList<>();
    nodes.forEach((path, node) -> all.add(Fields.with(node.shown(path), "data", node.data)));
    return all;
  }

  private Answer change(int process, String path, @Nullable Node node, Request request) {
    switch (field(request, "op")) {
      case "create" -> {
        if (node != null) {
          return request.fail("the change was refused: NODE_EXISTS");
        }
        boolean ephemeral = field(request, "mode").equals("ephemeral");
        String owner = ephemeral ? String.valueOf(sessions.of(process)) : "";
        nodes.put(path, new Node(++zxid, data(request), owner, ephemeral ? process : -1));
        children(path, 1);
        return Answer.ok(Fields.with(Fields.all(request), "created", path));
      }
      case "set" -> {
        if (node == null) {
          return request.fail("the change was refused: NO_NODE");
        }
        node.modified = ++zxid;
        node.version++;
        node.data = data(request);
      }
      default -> {
        if (node == null) {
          return request.fail("the change was refused: NO_NODE");
        }
        zxid++;
        remove(path);
      }
    }
    return request.ok();
  }

  private void remove(String path) {
    nodes.remove(path);
    children(path, -1);
  }

  /** The folder of a node got or lost a child. */
  private void children(String path, int more) {
    @Nullable Node folder = nodes.get(path.substring(0, path.lastIndexOf('/')));
    if (folder != null) {
      folder.childrenChanged = zxid;
      folder.childVersion++;
      folder.children += more;
    }
  }

  @Override
  public void ended(int process) {
    List<String> gone =
        nodes.entrySet().stream()
            .filter(each -> each.getValue().process == process)
            .map(Map.Entry::getKey)
            .toList();
    zxid++;
    gone.forEach(this::remove);
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        Plant.of(
            "diverged",
            "two servers show different times of one change",
            script -> {
              String path = created(script);
              script.did(script.process(), look(path));
              Map<String, Object> shown = new LinkedHashMap<>(shown(path));
              shown.put("mtime", EPOCH_MILLIS - 3);
              script.says(script.process(), look(path), Answer.ok(shown));
            }),
        new Plant(
            "late",
            "diverged",
            "a server does not show a change that another one has shown",
            script -> {
              String path = created(script);
              Answer before = Answer.ok(all());
              script.did(script.process(), set(path));
              script.did(script.process(), inspect());
              script.says(script.process(), inspect(), before);
            }),
        Plant.of(
            "missing",
            "a server does not show a node that another one has shown",
            script -> {
              String path = created(script);
              script.did(script.process(), inspect());
              List<Map<String, Object>> shown = all();
              shown.removeIf(each -> path.equals(each.get("path")));
              script.says(script.process(), inspect(), Answer.ok(shown));
            }));
  }

  /** A node that nobody else changes. */
  private String created(Script script) {
    String path = "/p" + nextMark;
    script.did(script.process(), create(path, "persistent"));
    return path;
  }

  private Map<String, Object> shown(String path) {
    @Nullable Node node = nodes.get(path);
    return node == null ? Map.of() : node.shown(path);
  }
}
