package dev.assay.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.history.Recording;
import dev.assay.checker.linear.OrderChecker;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.play.RandomPlay;
import dev.assay.checker.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The check of trees against one that tries all orders on an obvious tree, on random histories. */
class ZnodeDifferentialTest {
  private static final long SEED = 20_261_129;
  private static final Limits LIMITS = new Limits(10_000, 1L << 30);
  private static final List<String> PATHS = List.of("/a", "/b", "/a/c");
  private static final List<String> ERRORS =
      List.of("no-node", "node-exists", "not-empty", "bad-version", "connection-loss");

  /** The data of each node, and how often it was set. */
  private record Node(String data, long version) {}

  /** What a call leaves, and its result: a map, or the word for why it was refused. */
  private record Done(Map<String, Node> nodes, Object result) {}

  private static Done done(Map<String, Node> nodes, String f, Map<?, ?> asked) {
    String path = (String) Objects.requireNonNull(asked.get("path"));
    Node node = nodes.get(path);
    String parent = path.lastIndexOf('/') == 0 ? "/" : path.substring(0, path.lastIndexOf('/'));
    boolean parentThere = parent.equals("/") || nodes.containsKey(parent);
    boolean hasChildren = nodes.keySet().stream().anyMatch(each -> each.startsWith(path + "/"));
    if (f.equals("create")) {
      return node != null
          ? new Done(nodes, "node-exists")
          : !parentThere
              ? new Done(nodes, "no-node")
              : new Done(with(nodes, path, new Node(data(asked), 0)), Map.of("path", path));
    }
    if (f.equals("exists") && node != null) {
      return new Done(nodes, Map.of("path", path, "version", node.version()));
    }
    if (node == null) {
      return new Done(nodes, "no-node");
    }
    if ((f.equals("set") || f.equals("delete"))
        && asked.get("version") instanceof Long expected
        && expected != node.version()) {
      return new Done(nodes, "bad-version");
    }
    return switch (f) {
      case "get" ->
          new Done(nodes, Map.of("path", path, "data", node.data(), "version", node.version()));
      case "set" -> {
        Node after = new Node(data(asked), node.version() + 1);
        yield new Done(with(nodes, path, after), Map.of("path", path, "version", after.version()));
      }
      case "delete" ->
          hasChildren
              ? new Done(nodes, "not-empty")
              : new Done(with(nodes, path, null), Map.of("path", path));
      default -> throw new IllegalArgumentException(f);
    };
  }

  private static String data(Map<?, ?> asked) {
    return (String) Objects.requireNonNull(asked.get("data"));
  }

  private static Map<String, Node> with(Map<String, Node> nodes, String path, @Nullable Node node) {
    Map<String, Node> after = new HashMap<>(nodes);
    if (node == null) {
      after.remove(path);
    } else {
      after.put(path, node);
    }
    return after;
  }

  /** A tree that now and then answers anything; a refusal is told as a map with the word alone. */
  private static final class Tree implements RandomPlay.Service {
    private final Random random;
    private Map<String, Node> nodes = Map.of();

    private Tree(Random random) {
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      String f = List.of("create", "create", "set", "get", "exists", "delete").get(dice.nextInt(6));
      Map<String, Object> asked = new TreeMap<>();
      asked.put("path", PATHS.get(dice.nextInt(PATHS.size())));
      if (f.equals("create") || f.equals("set")) {
        asked.put("data", "" + dice.nextInt(100));
      }
      if (!f.equals("create") && dice.nextInt(3) == 0) {
        asked.put("version", (long) dice.nextInt(2));
      }
      return new RandomPlay.Call(f, null, asked);
    }

    @Override
    public Object effect(int process, RandomPlay.Call call) {
      Done done = done(nodes, call.f(), (Map<?, ?>) Objects.requireNonNull(call.value()));
      nodes = done.nodes();
      boolean wrong = random.nextInt(8) == 0;
      Object result = wrong ? ERRORS.get(random.nextInt(ERRORS.size())) : done.result();
      return result instanceof String word ? Map.of("refused", word) : result;
    }
  }

  private static Entry told(Entry entry, Map<Integer, Object> asked, int process) {
    Object value = Objects.requireNonNull(entry.value());
    if (entry.type() == EntryType.INVOKE) {
      asked.put(process, value);
    }
    if (value instanceof Map<?, ?> map && map.get("refused") instanceof String word) {
      Entry failed =
          Entry.line(
              entry.index(),
              EntryType.FAIL,
              entry.actor(),
              entry.f(),
              Objects.requireNonNull(asked.get(process)));
      return failed.withError(word);
    }
    return entry;
  }

  private static List<Entry> history(long seed) {
    Map<Integer, Object> asked = new HashMap<>();
    return RandomPlay.of(
            seed, new Tree(new Random(seed)), 2 + (int) (seed % 5), 1 + (int) (seed % 3), 0.15)
        .stream()
        .map(entry -> told(entry, asked, Integer.parseInt(entry.actor().toString())))
        .toList();
  }

  private static @Nullable Map<String, Node> step(Map<String, Node> before, OperationRecord next) {
    Map<?, ?> asked = (Map<?, ?>) Objects.requireNonNull(next.invoke().value());
    Entry completion = next.completion();
    Done done = done(before, next.invoke().f(), asked);
    if (next.outcome() == EntryType.INFO || completion == null) {
      return done.nodes();
    }
    if (completion.type() == EntryType.OK) {
      return done.result().equals(completion.value()) ? done.nodes() : null;
    }
    boolean says = !"connection-loss".equals(completion.error());
    return !says || done.result().equals(completion.error()) ? before : null;
  }

  @Test
  void agreesWithAnObviousTree() {
    int[] counts = new int[2];
    for (long seed = SEED; seed < SEED + Histories.count(4_000); seed++) {
      List<Entry> history = history(seed);
      List<OperationRecord> operations = Operations.ofClients(history);
      Map<String, Node> nothing = Map.of();
      boolean explained = Orders.explain(operations, nothing, ZnodeDifferentialTest::step);
      Verdict verdict =
          OrderChecker.linearizable(new ZnodeModel()).check(history, LIMITS).getFirst().verdict();
      assertThat(verdict)
          .as(Recording.text(history))
          .isEqualTo(Orders.verdict(new ZnodeModel(), operations, explained));
      counts[explained ? 0 : 1]++;
    }
    assertThat(counts[0]).as("valid histories").isGreaterThan(1_000);
    assertThat(counts[1]).as("invalid histories").isGreaterThan(500);
  }
}
