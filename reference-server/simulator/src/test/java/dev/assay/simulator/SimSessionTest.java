package dev.assay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.FaultAction;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Notice;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What a client sees of its session, with three real servers in the world. */
final class SimSessionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Request FOLDER = new Request.Create("/f", bytes("0"), Mode.PERSISTENT);
  private static final Request OWNED = new Request.Create("/f/e", bytes("0"), Mode.EPHEMERAL);

  private final World world = new World(new Seed(7));
  private final Ensemble ensemble =
      new Ensemble(
          world,
          3,
          ServerProgram.factory(
              new ServerProgram.Settings(3, 1_000, 1 << 20, Set.of()), new Deliveries() {}));

  /** What one client was told, in order: replies by what was asked, and notices. */
  private final List<Object> told = new ArrayList<>();

  private final SimSession session;
  private final SimSession other;

  SimSessionTest() {
    for (int node = 1; node <= 3; node++) {
      ensemble.boot(node);
    }
    session = new SimSession(ensemble, 1);
    session.listen(told::add);
    other = new SimSession(ensemble, 2);
    until(() -> !session.session().isEmpty() && !other.session().isEmpty());
    told.clear();
  }

  private void until(BooleanSupplier condition) {
    assertThat(world.runUntil(world.now() + 20 * SECOND, condition)).isTrue();
  }

  private void pass(long nanos) {
    assertThat(world.runUntil(world.now() + nanos, () -> false)).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Reply ask(SimSessionTest test, SimSession client, Request request) {
    List<Reply> replies = new ArrayList<>();
    client.submit(request, replies::add);
    test.until(() -> !replies.isEmpty());
    return replies.getFirst();
  }

  private Reply ask(Request request) {
    return ask(this, session, request);
  }

  private Reply askOther(Request request) {
    return ask(this, other, request);
  }

  /** Submits without waiting; the reply goes to what is told. */
  private void submit(Request request) {
    session.submit(request, told::add);
  }

  private static Request set(String text) {
    return new Request.SetData("/f", bytes(text), -1);
  }

  private void resetClients(int node) {
    Network.Pair pair = new Network.Pair(FaultAction.CLIENTS, Ensemble.name(node));
    assertThat(ensemble.network().reset(pair)).isPositive();
  }

  private void cutClients(int node) {
    ensemble.cut(FaultAction.CLIENTS, Ensemble.name(node));
    ensemble.cut(Ensemble.name(node), FaultAction.CLIENTS);
  }

  private void healClients(int node) {
    ensemble.heal(FaultAction.CLIENTS, Ensemble.name(node));
    ensemble.heal(Ensemble.name(node), FaultAction.CLIENTS);
  }

  private List<Notice.Fired> fired() {
    return told.stream()
        .filter(Notice.Fired.class::isInstance)
        .map(Notice.Fired.class::cast)
        .toList();
  }

  private <T> long count(Class<T> kind) {
    return told.stream().filter(kind::isInstance).count();
  }

  @Test
  void aWatchTellsOfTheNextChangeOnce() {
    assertThat(ask(new Request.Exists("/f", true))).isEqualTo(new Reply.Refused(Refusal.NO_NODE));
    askOther(FOLDER);
    until(() -> !fired().isEmpty());
    ask(new Request.GetData("/f", true));
    ask(new Request.GetChildren("/f", true));
    askOther(set("1"));
    askOther(set("2"));
    askOther(OWNED);
    until(() -> fired().size() >= 3);
    pass(SECOND);
    assertThat(fired())
        .containsExactly(
            new Notice.Fired(Change.CREATED, "/f"),
            new Notice.Fired(Change.DATA_CHANGED, "/f"),
            new Notice.Fired(Change.CHILDREN_CHANGED, "/f"));
  }

  @Test
  void watchesThatHaveNotFiredAreSetAgainOnTheNextConnection() {
    ask(FOLDER);
    ask(new Request.GetData("/f", true));
    ask(new Request.Exists("/g", true));
    resetClients(1);
    until(() -> count(Notice.Disconnected.class) > 0);
    cutClients(1);
    askOther(set("1"));
    healClients(1);
    until(() -> !fired().isEmpty());
    askOther(new Request.Create("/g", bytes("0"), Mode.PERSISTENT));
    until(() -> fired().size() == 2);
    assertThat(fired())
        .containsExactly(
            new Notice.Fired(Change.DATA_CHANGED, "/f"), new Notice.Fired(Change.CREATED, "/g"));
    resetClients(1);
    until(() -> count(Notice.Connected.class) == 2);
    pass(SECOND);
    assertThat(fired()).hasSize(2);
  }

  @Test
  void aSessionThatMovesIsTheSameElsewhere() {
    ask(FOLDER);
    ask(OWNED);
    final String id = session.session();
    submit(set("1"));
    submit(new Request.Move("n3"));
    submit(new Request.GetData("/f/e"));
    until(() -> told.size() == 5);
    assertThat(told.get(0)).isInstanceOf(Reply.Unknown.class);
    assertThat(told.get(1)).isEqualTo(new Notice.Disconnected(id));
    assertThat(told.get(2)).isEqualTo(new Notice.Connected(id, 2_000, "n3"));
    assertThat(told.get(3)).isInstanceOf(Reply.Done.class);
    assertThat(told.get(4))
        .isInstanceOfSatisfying(
            Reply.Data.class, data -> assertThat(data.stat().owner()).isEqualTo(id));
    ensemble.crash(1, false);
    assertThat(ask(set("2"))).isInstanceOf(Reply.Done.class);
  }

  @Test
  void watchesMoveWithTheirSession() {
    ask(FOLDER);
    ask(new Request.GetData("/f", true));
    ask(new Request.Move("n3"));
    askOther(set("1"));
    until(() -> !fired().isEmpty());
    assertThat(fired()).containsExactly(new Notice.Fired(Change.DATA_CHANGED, "/f"));
  }

  @Test
  void aMoveToANodeThatIsDownIsUnknownInTimeAndTriedOn() {
    ask(FOLDER);
    ensemble.crash(3, false);
    long began = world.now();
    submit(new Request.Move("n3"));
    submit(set("1"));
    until(() -> told.size() == 3);
    assertThat(world.now() - began).isBetween(SECOND, SECOND + SECOND / 10);
    assertThat(told.get(1)).isEqualTo(new Reply.Unknown("not served in time"));
    assertThat(told.get(2)).isEqualTo(new Reply.NotDone("not connected"));
    ensemble.boot(3);
    until(() -> count(Notice.Connected.class) == 1);
    assertThat(ask(set("2"))).isInstanceOf(Reply.Done.class);
  }

  @Test
  void aSecondMoveTakesThePlaceOfTheFirst() {
    ask(FOLDER);
    submit(new Request.Move("n3"));
    submit(new Request.Move("n2"));
    until(() -> count(Reply.class) == 2);
    assertThat(told.get(1)).isEqualTo(new Reply.Unknown("the session moves on"));
    assertThat(told.get(3)).isInstanceOf(Reply.Done.class);
    assertThat(told.get(2)).isEqualTo(new Notice.Connected(session.session(), 2_000, "n2"));
  }

  @Test
  void anEndedSessionTakesWhatItOwnsAndTheNextRequestOpensAnother() {
    ask(FOLDER);
    ask(OWNED);
    final String first = session.session();
    submit(new Request.End(true));
    submit(new Request.Exists("/f/e"));
    until(() -> count(Reply.class) == 2);
    assertThat(told.get(0)).isInstanceOf(Reply.Done.class);
    assertThat(told.get(2)).isEqualTo(new Reply.Refused(Refusal.NO_NODE));
    assertThat(told.get(1)).isEqualTo(new Notice.Connected(session.session(), 2_000, "n1"));
    assertThat(session.session()).isNotEqualTo(first);
  }

  @Test
  void anEndedSessionKeepsItsNameUntilThereIsAnother() {
    final String first = session.session();
    ask(new Request.End(true));
    pass(SECOND);
    assertThat(session.session()).isEqualTo(first);
    assertThat(count(Notice.class)).isZero();
  }

  @Test
  void theEndIsUnknownWhenTheServerDoesNotConfirmIt() {
    ask(FOLDER);
    ensemble.pause(1, 0);
    assertThat(ask(new Request.End(true))).isInstanceOf(Reply.Unknown.class);
    ensemble.resume(1, 0);
    assertThat(ask(set("1"))).isInstanceOf(Reply.Done.class);
  }

  @Test
  void aSessionThatIsLeftExpiresLater() {
    ask(FOLDER);
    ask(OWNED);
    final String first = session.session();
    submit(set("1"));
    submit(new Request.End(false));
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).isInstanceOf(Reply.Unknown.class);
    assertThat(told.get(1)).isInstanceOf(Reply.Done.class);
    pass(SECOND);
    assertThat(askOther(new Request.Exists("/f/e"))).isInstanceOf(Reply.Done.class);
    pass(2 * SECOND);
    assertThat(askOther(new Request.Exists("/f/e"))).isEqualTo(new Reply.Refused(Refusal.NO_NODE));
    assertThat(ask(set("2"))).isInstanceOf(Reply.Done.class);
    assertThat(session.session()).isNotEqualTo(first);
  }

  @Test
  void whatIsOpenWhenTheSessionExpiresIsGoneAndTheNextRequestOpensAnother() {
    ask(FOLDER);
    ask(OWNED);
    ask(new Request.GetData("/f", true));
    final String first = session.session();
    cutClients(1);
    submit(set("1"));
    pass(5 * SECOND);
    assertThat(told.get(0)).isInstanceOf(Reply.Unknown.class);
    assertThat(told.get(1)).isEqualTo(new Notice.Disconnected(first));
    healClients(1);
    submit(set("2"));
    until(() -> told.size() == 4);
    assertThat(told.get(2)).isEqualTo(new Notice.Expired(first));
    assertThat(told.get(3)).isEqualTo(new Reply.NotDone("session expired"));
    assertThat(ask(new Request.Exists("/f/e"))).isEqualTo(new Reply.Refused(Refusal.NO_NODE));
    assertThat(session.session()).isNotEqualTo(first);
    askOther(set("3"));
    pass(SECOND);
    assertThat(fired()).isEmpty();
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() {
    ask(FOLDER);
    ensemble.pause(1, 0);
    long began = world.now();
    submit(set("1"));
    until(() -> count(Reply.class) == 1);
    assertThat(told.get(0)).isEqualTo(new Reply.Unknown("no answer"));
    assertThat(world.now() - began).isLessThan(2 * SECOND);
  }

  @Test
  void aClosedSessionDoesNothingMore() {
    ask(FOLDER);
    ask(OWNED);
    session.close();
    submit(set("1"));
    assertThat(told).containsExactly(new Reply.NotDone("closed"));
    pass(SECOND / 2);
    assertThat(askOther(new Request.Exists("/f/e"))).isEqualTo(new Reply.Refused(Refusal.NO_NODE));
  }

  @Test
  void requestsAreAnsweredInTheirOrder() {
    ask(FOLDER);
    submit(set("1"));
    submit(new Request.GetData("/f"));
    submit(new Request.Sync("/f"));
    submit(set("2"));
    submit(new Request.GetData("/f"));
    until(() -> told.size() == 5);
    assertThat(told.get(1))
        .isInstanceOfSatisfying(Reply.Data.class, data -> assertThat(data.version()).isEqualTo(1));
    assertThat(told.get(4))
        .isInstanceOfSatisfying(Reply.Data.class, data -> assertThat(data.version()).isEqualTo(2));
  }
}
