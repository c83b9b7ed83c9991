package dev.assay.systems.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cluster.Deadline;
import dev.assay.cluster.process.ProcessCluster;
import dev.assay.core.fault.Evidence;
import dev.assay.core.fault.FaultAction;
import dev.assay.core.fault.FaultAction.Link;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Change;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Notice;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client sees of its session, by the official client, with three real nodes. */
@Timeout(120)
final class ZooKeeperSessionIT {
  private static final int TIMEOUT_MILLIS = 4_000;
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Request FOLDER = new Request.Create("/f", bytes("0"), Mode.PERSISTENT);
  private static final Request OWNED = new Request.Create("/f/e", bytes("0"), Mode.EPHEMERAL);
  private static final Request LOOK = new Request.Exists("/f/e");
  private static final Reply ABSENT = new Reply.Refused(Refusal.NO_NODE);

  @TempDir Path folder;

  /** What the client on n1 was told, in order: replies and notices. */
  private final List<Object> told = new CopyOnWriteArrayList<>();

  private ProcessCluster cluster;
  private Coordination session;
  private Coordination other;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    ReferenceSystem system = new ReferenceSystem();
    Map<String, String> settings = Map.of("tickTime", "200");
    cluster = ProcessCluster.open(system, 3, folder, settings, Set.of(), OptionalInt.empty());
    assertThat(ZooKeeperSessionIT.<String>await(cluster::start)).isEmpty();
    Coordination.Factory sessions = system.sessions(cluster::address, TIMEOUT_MILLIS);
    session = sessions.open("n1");
    session.listen(told::add);
    other = sessions.open("n2");
    until(() -> ask(session, FOLDER) instanceof Reply.Done);
    until(() -> ask(other, new Request.Sync("/f")) instanceof Reply.Done);
    assertThat(told.getFirst())
        .isEqualTo(new Notice.Connected(session.session(), TIMEOUT_MILLIS, "n1"));
    told.clear();
  }

  @AfterEach
  void stop() {
    session.close();
    other.close();
    cluster.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T await(Consumer<Consumer<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    call.accept(answer::complete);
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static Reply ask(Coordination client, Request request) {
    return await(done -> client.submit(request, done));
  }

  private Reply ask(Request request) {
    return ask(session, request);
  }

  private void submit(Request request) {
    session.submit(request, told::add);
  }

  private static Request set(String text) {
    return new Request.SetData("/f", bytes(text), -1);
  }

  private void until(BooleanSupplier condition) throws IOException, InterruptedException {
    assertThat(Deadline.in(LIMIT).poll(condition::getAsBoolean)).as("told: %s", told).isTrue();
  }

  private List<Object> all(Class<?> kind) {
    return told.stream().filter(kind::isInstance).toList();
  }

  private static FaultAction cutClients() {
    List<Link> links =
        List.of(new Link(FaultAction.CLIENTS, "n1"), new Link("n1", FaultAction.CLIENTS));
    return new FaultAction(0, "cut", List.of(), links, Map.of());
  }

  private void inject(FaultAction action) {
    Evidence evidence = await(done -> cluster.inject(action, done));
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  private void heal(FaultAction action) {
    Evidence evidence = await(done -> cluster.heal(action, done));
    assertThat(evidence.proven()).as(evidence.proof()).isTrue();
  }

  private long millisUntil(BooleanSupplier condition) throws IOException, InterruptedException {
    long began = System.nanoTime();
    until(condition);
    return (System.nanoTime() - began) / 1_000_000;
  }

  @Test
  void watchesTellOfTheNextChangeOnceAlsoAfterTheConnectionWasLost() throws Exception {
    ask(new Request.GetData("/f", true));
    ask(new Request.GetChildren("/f", true));
    ask(new Request.Exists("/g", true));
    ask(other, set("1"));
    ask(other, set("2"));
    until(() -> all(Notice.Fired.class).size() == 1);
    FaultAction cut = cutClients();
    inject(cut);
    until(() -> all(Notice.Disconnected.class).size() == 1);
    ask(other, new Request.Create("/g", bytes("0"), Mode.PERSISTENT));
    heal(cut);
    until(() -> all(Notice.Fired.class).size() == 2);
    ask(other, OWNED);
    until(() -> all(Notice.Fired.class).size() == 3);
    assertThat(all(Notice.Fired.class))
        .containsExactly(
            new Notice.Fired(Change.DATA_CHANGED, "/f"),
            new Notice.Fired(Change.CREATED, "/g"),
            new Notice.Fired(Change.CHILDREN_CHANGED, "/f"));
  }

  @Test
  void aSessionThatMovesIsTheSameElsewhere() throws Exception {
    ask(OWNED);
    ask(new Request.GetData("/f", true));
    final String id = session.session();
    submit(new Request.Move("n3"));
    submit(LOOK);
    long millis = millisUntil(() -> all(Reply.class).size() == 2);
    System.out.printf("moved after %d ms%n", millis);
    assertThat(told.get(0)).isEqualTo(new Notice.Disconnected(id));
    assertThat(told.get(1)).isEqualTo(new Notice.Connected(id, TIMEOUT_MILLIS, "n3"));
    assertThat(all(Reply.class)).allMatch(Reply.Done.class::isInstance);
    Coordination.Stat stat = ((Reply.Done) told.get(3)).stat();
    assertThat(stat).isNotNull().extracting(Coordination.Stat::owner).isEqualTo(id);
    FaultAction kill = new FaultAction(0, "kill", List.of("n1"), List.of(), Map.of());
    inject(kill);
    until(() -> ask(set("1")) instanceof Reply.Done);
    until(() -> all(Notice.Fired.class).size() == 1);
    submit(new Request.Move("n3"));
    until(() -> all(Notice.Connected.class).size() >= 2);
    assertThat(session.session()).isEqualTo(id);
  }

  @Test
  void whatIsOpenWhenASessionMovesIsUnknown() throws Exception {
    FaultAction pause = new FaultAction(0, "pause", List.of("n1"), List.of(), Map.of());
    inject(pause);
    submit(set("1"));
    submit(new Request.Move("n2"));
    submit(new Request.GetData("/f"));
    until(() -> all(Reply.class).size() == 3);
    heal(pause);
    assertThat(all(Reply.class).get(0)).isInstanceOf(Reply.Unknown.class);
    assertThat(all(Reply.class).get(1)).isInstanceOf(Reply.Done.class);
    assertThat(all(Reply.class).get(2)).isInstanceOf(Reply.Data.class);
  }

  @Test
  void aMoveToANodeThatIsDownIsUnknownInTimeAndTriedOn() throws Exception {
    FaultAction kill = new FaultAction(0, "kill", List.of("n3"), List.of(), Map.of());
    inject(kill);
    final String id = session.session();
    submit(new Request.Move("n3"));
    submit(set("1"));
    until(() -> all(Reply.class).size() == 2);
    assertThat(all(Reply.class))
        .containsExactlyInAnyOrder(
            new Reply.Unknown("not served in time"), new Reply.NotDone("not connected"));
    submit(new Request.Move("n2"));
    until(() -> all(Notice.Connected.class).size() == 1);
    assertThat(all(Notice.Connected.class))
        .containsExactly(new Notice.Connected(id, TIMEOUT_MILLIS, "n2"));
    heal(kill);
  }

  @Test
  void anEndedSessionTakesWhatItOwnsAndTheNextRequestOpensAnother() throws Exception {
    ask(OWNED);
    final String first = session.session();
    submit(set("1"));
    submit(new Request.End(true));
    submit(LOOK);
    until(() -> all(Reply.class).size() == 3);
    assertThat(all(Reply.class).get(0)).isInstanceOf(Reply.Done.class);
    assertThat(all(Reply.class).get(1)).isInstanceOf(Reply.Done.class);
    assertThat(all(Reply.class).get(2)).isEqualTo(ABSENT);
    assertThat(session.session()).isNotEqualTo(first);
    assertThat(all(Notice.class))
        .containsExactly(new Notice.Connected(session.session(), TIMEOUT_MILLIS, "n1"));
  }

  @Test
  void theEndIsUnknownWhenTheServerDoesNotConfirmIt() throws Exception {
    FaultAction pause = new FaultAction(0, "pause", List.of("n1"), List.of(), Map.of());
    inject(pause);
    assertThat(ask(new Request.End(true))).isInstanceOf(Reply.Unknown.class);
    heal(pause);
    until(() -> ask(set("1")) instanceof Reply.Done);
  }

  @Test
  void aSessionThatIsLeftExpiresLater() throws Exception {
    ask(OWNED);
    final String first = session.session();
    submit(new Request.End(false));
    until(() -> all(Reply.class).size() == 1);
    assertThat(told.getFirst()).isInstanceOf(Reply.Done.class);
    assertThat(ask(other, LOOK)).isInstanceOf(Reply.Done.class);
    long millis = millisUntil(() -> ask(other, LOOK).equals(ABSENT));
    System.out.printf("the session that was left expired after %d ms%n", millis);
    assertThat(millis).isBetween(TIMEOUT_MILLIS / 2L, 3L * TIMEOUT_MILLIS);
    assertThat(ask(set("1"))).isInstanceOf(Reply.Done.class);
    assertThat(session.session()).isNotEqualTo(first);
  }

  @Test
  void whatIsOpenWhenTheSessionExpiresIsGoneAndTheNextRequestOpensAnother() throws Exception {
    ask(OWNED);
    final String first = session.session();
    FaultAction cut = cutClients();
    inject(cut);
    submit(set("1"));
    until(() -> ask(other, LOOK).equals(ABSENT));
    heal(cut);
    until(() -> all(Notice.Expired.class).size() == 1);
    assertThat(all(Reply.class).getFirst()).isInstanceOf(Reply.Unknown.class);
    assertThat(all(Notice.class))
        .containsExactly(new Notice.Disconnected(first), new Notice.Expired(first));
    assertThat(ask(set("2"))).isInstanceOf(Reply.Done.class);
    assertThat(session.session()).isNotEqualTo(first);
  }
}
