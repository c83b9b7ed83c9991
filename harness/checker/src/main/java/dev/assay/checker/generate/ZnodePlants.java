package dev.assay.checker.generate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The violations of a tree of znodes; each has a node of its own below the root. */
final class ZnodePlants {
  private static final String OLD = "old";
  private static final String NEW = "new";

  private static final List<Plant> ALL =
      List.of(
          plant(
              "stale-read",
              "stale-read",
              "a get shows data that were replaced",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                script.did("set", Fields.of("path", path, "data", NEW));
                script.did("get", Map.of("path", path));
                got(script, path, OLD, 0);
              }),
          plant(
              "lost-write",
              "lost-write",
              "a set was acknowledged and is never seen",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                set(script, path, 1);
                script.did("get", Map.of("path", path));
              }),
          plant(
              "phantom-read",
              "phantom-read",
              "a get shows data that nobody wrote",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                got(script, path, "nobody wrote this", 0);
              }),
          plant(
              "wrong-version",
              "phantom-value",
              "a set says another version than the next",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                set(script, path, 2);
              }),
          plant(
              "created-twice",
              "double-cas",
              "a node is created that is there",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                created(script, path);
              }),
          plant(
              "orphan",
              "non-linearizable",
              "a node is created without its parent",
              (script, path) -> created(script, path + "/child")),
          plant(
              "wrong-refusal",
              "non-linearizable",
              "a create is refused by a node that is not there",
              (script, path) -> {
                Map<String, Object> asked = Fields.of("path", path, "data", OLD);
                script.says("create", asked, Answer.fail(asked, "node-exists"));
              }),
          plant(
              "vanished",
              "lost-write",
              "a node that was created is not there",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                Map<String, Object> asked = Map.of("path", path);
                script.says("get", asked, Answer.fail(asked, "no-node"));
              }),
          plant(
              "resurrected",
              "lost-write",
              "a node that was deleted is there",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                script.did("delete", Map.of("path", path));
                got(script, path, OLD, 0);
              }),
          plant(
              "missing-child",
              "lost-write",
              "a child that was created is not listed",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                script.did("create", Fields.of("path", path + "/child", "data", OLD));
                listed(script, path, List.of());
              }),
          plant(
              "phantom-child",
              "non-linearizable",
              "a child is listed that nobody created",
              (script, path) -> {
                script.did("create", Fields.of("path", path, "data", OLD));
                listed(script, path, List.of("child"));
              }));

  private ZnodePlants() {}

  static List<Plant> all() {
    return ALL;
  }

  /** A new process has a number of its own, and so has the node that is named after it. */
  private static Plant plant(
      String name, String anomaly, String says, BiConsumer<Script, String> script) {
    return new Plant(name, anomaly, says, each -> script.accept(each, "/plant" + each.process()));
  }

  private static Answer ok(Map<String, Object> asked, Map<String, Object> seen) {
    Map<String, Object> all = new TreeMap<>(asked);
    all.putAll(seen);
    return Answer.ok(all);
  }

  private static void got(Script script, String path, String data, long version) {
    Map<String, Object> asked = Map.of("path", path);
    script.says("get", asked, ok(asked, Map.of("data", data, "version", version)));
  }

  private static void set(Script script, String path, long version) {
    Map<String, Object> asked = Fields.of("path", path, "data", NEW);
    script.says("set", asked, ok(asked, Map.of("version", version)));
  }

  private static void created(Script script, String path) {
    Map<String, Object> asked = Fields.of("path", path, "data", NEW);
    script.says("create", asked, Answer.ok(asked));
  }

  private static void listed(Script script, String path, List<String> names) {
    Map<String, Object> asked = Map.of("path", path);
    script.says("children", asked, ok(asked, Map.of("children", names)));
  }
}
