package dev.assay.checker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Recording;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.RandomPlay;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of a replicated tree, right and wrong ones, against the definition. */
class ReplicaDifferentialTest {
  private static final long SEED = 20_260_304;
  private static final List<String> PATHS = List.of("/a", "/b", "/c");

  /** Three flat nodes; a server may be late, and a wrong one forgets what it should not. */
  private static final class Replicas implements RandomPlay.Service {
    private final boolean wrong;
    private final Random random;
    private final List<TreeMap<String, Map<String, Object>>> states =
        new ArrayList<>(List.of(new TreeMap<>()));

    private Replicas(boolean wrong, Random random) {
      this.wrong = wrong;
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      String path = PATHS.get(dice.nextInt(3));
      return switch (dice.nextInt(5)) {
        case 0 -> new RandomPlay.Call("look", null, Map.of("path", path));
        case 1, 2 -> new RandomPlay.Call("inspect", null, null);
        default ->
            new RandomPlay.Call(
                "change",
                null,
                Map.of(
                    "op", List.of("create", "set", "delete").get(dice.nextInt(3)), "path", path));
      };
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      Map<?, ?> asked = call.value() instanceof Map<?, ?> map ? map : Map.of();
      String path = String.valueOf(asked.get("path"));
      return switch (call.f()) {
        case "look" -> {
          Map<String, Object> node = states.get(random.nextInt(states.size())).get(path);
          yield node == null ? asked : seen(without(node, "data"));
        }
        case "inspect" -> {
          List<Object> nodes = new ArrayList<>();
          states.getLast().values().forEach(node -> nodes.add(seen(node)));
          if (wrong && !nodes.isEmpty() && random.nextInt(6) == 0) {
            nodes.removeLast();
          }
          yield nodes;
        }
        default -> change(String.valueOf(asked.get("op")), path) ? asked : null;
      };
    }

    private boolean change(String op, String path) {
      TreeMap<String, Map<String, Object>> next = new TreeMap<>(states.getLast());
      Map<String, Object> before = next.get(path);
      if ((before == null) != op.equals("create")) {
        return false;
      }
      long zxid = states.size();
      if (before == null) {
        next.put(path, created(path, zxid));
      } else if (op.equals("set")) {
        Map<String, Object> node = new TreeMap<>(before);
        node.put("mzxid", zxid);
        node.put("version", zxid);
        next.put(path, node);
      } else {
        next.remove(path);
      }
      states.add(next);
      return true;
    }

    private Map<String, Object> created(String path, long zxid) {
      Map<String, Object> node = new TreeMap<>();
      node.put("path", path);
      node.put("data", "d" + zxid);
      for (String position : List.of("czxid", "mzxid", "pzxid", "ctime", "mtime")) {
        node.put(position, zxid);
      }
      node.put("version", 0L);
      node.put("childVersion", 0L);
      node.put("children", 0L);
      node.put("owner", random.nextInt(3) == 0 ? "0x1" : "");
      return node;
    }

    private static Map<String, Object> without(Map<String, Object> node, String field) {
      Map<String, Object> less = new TreeMap<>(node);
      less.remove(field);
      return less;
    }

    private Map<String, Object> seen(Map<String, Object> node) {
      if (wrong && random.nextInt(12) == 0) {
        Map<String, Object> other = new TreeMap<>(node);
        List<String> fields = List.of("mtime", "version", "pzxid", "childVersion", "czxid");
        other.put(fields.get(random.nextInt(5)), (long) random.nextInt(3));
        return other;
      }
      return node;
    }
  }

  private static Guarantee judge(List<Entry> history) {
    return new ReplicaChecker().check(history, Limits.DEFAULT).getFirst();
  }

  private static List<Entry> history(long seed, boolean wrong, int most) {
    int operations = 3 + (int) (seed % most);
    Replicas service = new Replicas(wrong, new Random(-seed));
    return RandomPlay.of(seed, service, operations, 1 + (int) (seed % 5), 0.15);
  }

  @Test
  void correctReplicasAreNeverInvalid() {
    int valid = 0;
    for (long seed = SEED; seed < SEED + Histories.count(1_000); seed++) {
      List<Entry> history = history(seed, false, 60);
      Guarantee guarantee = judge(history);
      assertThat(guarantee.verdict())
          .as("seed %d: %s%s", seed, guarantee.story(), Recording.text(history))
          .isNotEqualTo(Verdict.INVALID);
      valid += guarantee.verdict() == Verdict.VALID ? 1 : 0;
    }
    assertThat(valid).as("valid histories").isGreaterThan(400);
  }

  @Test
  void agreesWithTheDefinitionOnWrongReplicasAndChangedOutcomes() {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (long seed = SEED; seed < SEED + Histories.count(3_000); seed++) {
      List<Entry> history = changed(history(seed, seed % 3 > 0, 30), new Random(seed));
      Guarantee guarantee = judge(history);
      String expected = new SlowReplicas(history).anomaly();
      assertThat(guarantee.anomaly())
          .as("seed %d: %s%s", seed, guarantee.story(), Recording.text(history))
          .isEqualTo(expected);
      assertThat(guarantee.verdict() == Verdict.INVALID).isEqualTo(!expected.isEmpty());
      counts.merge(expected, 1, Integer::sum);
    }
    assertThat(counts.keySet()).containsExactly("", "diverged", "missing");
    assertThat(counts.values()).allMatch(count -> count > 150);
  }

  /** Now and then a deletion that was acknowledged is said to have failed. */
  private static List<Entry> changed(List<Entry> history, Random random) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : history) {
      boolean done = entry.type() == EntryType.OK && entry.f().equals("change");
      changed.add(done && random.nextInt(12) == 0 ? entry.withType(EntryType.FAIL) : entry);
    }
    return changed;
  }
}
