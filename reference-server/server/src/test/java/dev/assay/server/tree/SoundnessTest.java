package dev.assay.server.tree;

import static dev.assay.server.tree.Replica.newNode;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Each way in which a state may not fit together is told. */
final class SoundnessTest {
  private static final Session SESSION = Session.opened(1, 4000, Replica.PASSWORD);

  /** A way to spoil a state, and what is said of it. */
  record Spoilt(String said, UnaryOperator<State> how) {
    @Override
    public String toString() {
      return said;
    }
  }

  private static State sound() {
    Replica replica = new Replica();
    replica.run(newNode("/p"));
    replica.run(newNode("/p/child"));
    replica.run(newNode("/e", CreateMode.EPHEMERAL));
    return replica.machine.state();
  }

  private static State with(State state, String path, Znode node) {
    return state.with(state.tree().replaced(path, node), state.sessions());
  }

  private static Znode node(State state, String path) {
    Znode node = state.tree().find(path);
    if (node == null) {
      throw new AssertionError("no node " + path);
    }
    return node;
  }

  private static State without(State state, String path) {
    return state.with(new Tree(state.tree().nodes().minus(path)), state.sessions());
  }

  private static State withSessions(State state, TreePMap<Long, Session> sessions) {
    return state.with(state.tree(), sessions);
  }

  private static Stream<Spoilt> spoilt() {
    return Stream.of(
        new Spoilt("there is no node /zookeeper/config", s -> without(s, "/zookeeper/config")),
        new Spoilt("/p/child has no parent that lists it", s -> without(s, "/p")),
        new Spoilt("/p lists a child that is not there", s -> without(s, "/p/child")),
        new Spoilt(
            "/p/child has no parent that lists it",
            s -> with(s, "/p", node(s, "/p").withChildDeleted("child", 3))),
        new Spoilt(
            "/e is ephemeral, and no open session lists it",
            s -> withSessions(s, TreePMap.empty())),
        new Spoilt(
            "/e is ephemeral, and no open session lists it",
            s -> withSessions(s, s.sessions().plus(1L, SESSION))),
        new Spoilt(
            "/e is ephemeral and has children",
            s -> with(s, "/e", node(s, "/e").withChildCreated("c", 4))),
        new Spoilt(
            "/p/child was changed before it was created, or later than now",
            s -> with(s, "/p/child", node(s, "/p/child").withData(new byte[0], 99, 1003))),
        new Spoilt(
            "/p/child has times that run back",
            s -> with(s, "/p/child", node(s, "/p/child").withData(new byte[0], 4, 7))),
        new Spoilt(
            "/p has more children than were created",
            s -> with(s, "/p", node(s, "/p").withChildFound("other"))),
        new Spoilt(
            "session 1 lists a node that it does not own",
            s ->
                withSessions(
                    s,
                    s.sessions()
                        .plus(1L, SESSION.withEphemerals(TreePSet.from(List.of("/e", "/p")))))),
        new Spoilt(
            "session 7 has an id that is not given yet",
            s ->
                withSessions(s, s.sessions().plus(7L, Session.opened(7, 4000, Replica.PASSWORD)))));
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void tellsWhatDoesNotFit(Spoilt each) {
    assertThat(each.how().apply(sound()).inconsistencies(4)).contains(each.said());
  }

  @Test
  void saysNothingOfASoundState() {
    assertThat(sound().inconsistencies(4)).isEmpty();
    assertThat(State.initial().inconsistencies(0)).isEmpty();
  }

  @Test
  void doesNotGoOnForEver() {
    State state = sound();
    for (int index = 0; index < 100; index++) {
      state = with(state, "/lost-" + index, node(state, "/p/child"));
    }
    assertThat(state.inconsistencies(4)).hasSizeBetween(1, 50);
  }
}
