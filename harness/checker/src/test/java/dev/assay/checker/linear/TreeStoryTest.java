package dev.assay.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.HistoryGenerator;
import dev.assay.checker.generate.HistorySettings;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.model.Model;
import dev.assay.checker.model.ZnodeModel;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.Orders;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A violation of a tree is told of the nodes that have to do with it, and by its name. */
class TreeStoryTest {
  private static final ZnodeModel TREE = new ZnodeModel();
  private static final int HISTORIES = Histories.count(4_000);

  private final HistoryBuilder history = new HistoryBuilder();

  private void did(int process, String f, Map<String, Object> asked, Map<String, Object> seen) {
    history.invoke(process, f, asked).ok(process, f, seen);
  }

  private void create(String path, String data) {
    Map<String, Object> asked = Map.of("path", path, "data", data);
    did(1, "create", asked, asked);
  }

  private void set(String path, String data, long version) {
    did(2, "set", Map.of("path", path, "data", data), Map.of("path", path, "version", version));
  }

  private void get(String path, String data, long version) {
    Map<String, Object> seen = Map.of("path", path, "data", data, "version", version);
    did(3, "get", Map.of("path", path), seen);
  }

  private void children(String path, List<String> names) {
    did(4, "children", Map.of("path", path), Map.of("path", path, "children", names));
  }

  /** Ten nodes under one that are changed and read, and the root, which is asked too. */
  private void busyTree() {
    create("/d", "");
    for (int node = 0; node < 10; node++) {
      create("/d/n" + node, "first");
    }
    for (long version = 1; version < 12; version++) {
      for (int node = 0; node < 10; node++) {
        set("/d/n" + node, "data " + version + " of " + node, version);
        get("/d/n" + node, "data " + version + " of " + node, version);
      }
    }
    children("/", List.of("d"));
  }

  private Guarantee judge() {
    Guarantee guarantee =
        OrderChecker.linearizable(TREE).check(history.build(), Limits.DEFAULT).getFirst();
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(Verdict.INVALID);
    return guarantee;
  }

  @Test
  void aReadOfReplacedDataIsStale() {
    busyTree();
    get("/d/n3", "data 10 of 3", 10);
    set("/d/n5", "late", 12);
    get("/d/n3", "data 11 of 3", 11);
    Guarantee guarantee = judge();
    assertThat(guarantee.anomaly()).isEqualTo("stale-read");
    assertThat(guarantee.evidence()).hasSize(6);
    assertThat(guarantee.story().toString())
        .contains("set of /d/n3 to \"data 11 of 3\", version 11 by process 2")
        .contains("However, s2 had been acknowledged at")
        .contains("the state is then \"data 11 of 3\", version 11, and g3")
        .doesNotContain("n5");
    assertThat(guarantee.reason()).contains("get of /d/n3 as \"data 10 of 3\", version 10");
  }

  @Test
  void dataThatNobodyPutThereAreAPhantom() {
    busyTree();
    get("/d/n3", "7777", 4);
    Guarantee guarantee = judge();
    assertThat(guarantee.anomaly()).isEqualTo("phantom-read");
    assertThat(guarantee.evidence()).hasSize(2);
    assertThat(guarantee.story().toString()).contains("nobody ever wrote \"7777\", version 4");
  }

  @Test
  void aNodeThatIsGoneIsNotListed() {
    busyTree();
    did(1, "delete", Map.of("path", "/d/n3"), Map.of("path", "/d/n3"));
    List<String> all = List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9");
    children("/d", all);
    Guarantee guarantee = judge();
    assertThat(guarantee.evidence()).hasSizeLessThanOrEqualTo(6);
    assertThat(guarantee.reason()).contains("children of /d");
    assertThat(guarantee.story().toString()).contains("delete of /d/n3").doesNotContain("/d/n4");
  }

  @Test
  void twoSetsDoNotMakeOneVersion() {
    create("/a", "first");
    create("/b", "first");
    set("/a", "one", 1);
    set("/b", "one", 1);
    set("/a", "two", 2);
    set("/a", "another two", 2);
    Guarantee guarantee = judge();
    assertThat(guarantee.anomaly()).isEqualTo("double-cas");
    assertThat(guarantee.evidence()).hasSize(6);
    assertThat(guarantee.story().toString())
        .contains("That s1 found what it replaced is taken as given")
        .contains("claim to have replaced the value version 1")
        .doesNotContain("/b");
  }

  /** No view shows it: each of the two lists is right about each node at some moment. */
  @Test
  void whatNoViewShowsIsToldOfTheNodesThatMatter() {
    create("/d", "");
    for (int node = 0; node < 6; node++) {
      create("/e" + node, "");
      create("/e" + node + "/x", "");
    }
    history.invoke(5, "create", Map.of("path", "/d/a", "data", ""));
    history.invoke(6, "create", Map.of("path", "/d/b", "data", ""));
    history.invoke(3, "children", Map.of("path", "/d"));
    children("/d", List.of("a"));
    history.ok(3, "children", Map.of("path", "/d", "children", List.of("b")));
    history.ok(5, "create", Map.of("path", "/d/a")).ok(6, "create", Map.of("path", "/d/b"));
    get("/e1/x", "", 0);
    Guarantee guarantee = judge();
    assertThat(guarantee.story().toString()).contains("/d/a", "/d/b").doesNotContain("/e");
  }

  @Test
  void whatAFailedSetAskedForMustNotBeRead() {
    busyTree();
    Map<String, Object> asked = Map.of("path", "/d/n3", "data", "refused", "version", 3L);
    history.invoke(1, "set", asked).fail(1, "set", asked);
    get("/d/n3", "refused", 12);
    assertThat(judge().anomaly()).isEqualTo("failed-write");
  }

  /** A view that has no order is a violation; the other way round, most violations show. */
  @Test
  void aBrokenViewIsAViolation() {
    int invalid = 0;
    int shown = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<Entry> entries =
          TreeSpoiler.spoil(
              new Random(seed),
              HistoryGenerator.generate(
                  GeneratedModel.ZNODES, HistorySettings.of(seed, 3 + seed % 6, 3, 0).withKeys(1)));
      List<OperationRecord> operations = Operations.ofClients(entries);
      boolean possible =
          Orders.explain(
              operations.stream().filter(each -> TREE.interpret(each) != null).toList(),
              TREE.initial(),
              (state, next) -> TREE.step(state, Objects.requireNonNull(TREE.interpret(next))));
      invalid += possible ? 0 : 1;
      for (Model.View<?, ?> view : TREE.views(operations)) {
        boolean seen = possibleIn(view);
        assertThat(seen || !possible).as("seed %d, %s: %s", seed, view.model(), entries).isTrue();
        if (!seen) {
          shown++;
          break;
        }
      }
    }
    assertThat(shown).as("shown of %d", invalid).isGreaterThan(invalid * 3 / 4);
  }

  private static <S, C> boolean possibleIn(Model.View<S, C> view) {
    Model<S, C> model = view.model();
    return Orders.explain(
        view.operations().stream().filter(each -> model.interpret(each) != null).toList(),
        model.initial(),
        (state, next) -> model.step(state, Objects.requireNonNull(model.interpret(next))));
  }

  /** What {@link Model#separable} lets go leaves a legal order legal. */
  @Test
  void separableNodesLeaveALegalOrderLegal() {
    int separated = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<ZnodeModel.Call> legal = legal(seed);
      Random random = new Random(seed);
      List<ZnodeModel.Call> left = legal.stream().filter(_ -> random.nextInt(3) == 0).toList();
      List<ZnodeModel.Call> rest = legal.stream().filter(each -> !left.contains(each)).toList();
      if (!left.isEmpty() && TREE.separable(left, rest)) {
        separated++;
        Model.Walk<ZnodeModel.Call> walk = TREE.walk();
        assertThat(rest).as("seed %d: %s", seed, left).allMatch(walk::step);
      }
    }
    assertThat(separated).isGreaterThan(HISTORIES / 20);
  }

  private static List<ZnodeModel.Call> legal(int seed) {
    return Operations.ofClients(
            HistoryGenerator.generate(
                GeneratedModel.ZNODES, HistorySettings.of(seed, 3 + seed % 8, 1, 0).withKeys(2)))
        .stream()
        .map(operation -> Objects.requireNonNull(TREE.interpret(operation)))
        .distinct()
        .toList();
  }
}
