package dev.assay.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ClientReply;
import dev.assay.server.client.ClientRequest;
import dev.assay.server.client.ReadRequest;
import dev.assay.server.env.Event;
import dev.assay.server.tree.CreateMode;
import dev.assay.server.tree.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random clients at one node: what is inside fits together, and every request is answered. */
final class RandomClientsTest {
  private static final long SEED = Long.getLong("assay.seed", 20260204);
  private static final List<String> PATHS = List.of("/a", "/b", "/a/a", "/a/b", "/b/a");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final TreeMap<Long, Client> clients = new TreeMap<>();
  private NodeFixture fixture = new NodeFixture();
  private long lastConnection;

  /** A client's end of a connection. */
  private static final class Client {
    final ArrayDeque<Integer> unanswered = new ArrayDeque<>();
    ClientReply.@Nullable Connected session;
    int xid;
  }

  @Test
  void whatIsInsideFitsTogetherAfterEveryStep() {
    run(EnumSet.noneOf(SeededBug.class), 10_000);
  }

  @ParameterizedTest
  @EnumSource(SeededBug.class)
  void aSeededBugStopsNothing(SeededBug bug) {
    run(EnumSet.of(bug), 1500);
  }

  private void run(Set<SeededBug> bugs, int steps) {
    System.out.println("RandomClientsTest seed " + SEED);
    ClientLimits limits = new ClientLimits(6, 20, 5);
    fixture = new NodeFixture(ServerSettings.of(1, 1000).withLimits(limits).withBugs(bugs));
    for (int step = 0; step < steps; step++) {
      act();
      hear();
      if (bugs.isEmpty()) {
        assertThat(fixture.node.inconsistencies()).as("step %d", step).isEmpty();
      }
    }
    settle();
    assertThat(fixture.env.halted).isNull();
    clients.forEach(
        (id, client) -> assertThat(client.unanswered).as("connection %d", id).isEmpty());
  }

  private void act() {
    int kind = random.nextInt(100);
    if (kind < 5) {
      connect();
    } else if (kind < 40) {
      fixture.broadcast.deliverSome(random.nextInt(4));
    } else if (kind < 45) {
      fixture.broadcast.reachSomeBarrier();
    } else if (kind < 47) {
      fixture.pass(500);
    } else if (kind == 47 && flag()) {
      fixture.broadcast.deactivate();
      fixture.broadcast.restore();
      fixture.broadcast.activate(random.nextBoolean());
    } else if (!clients.isEmpty()) {
      long id = anyClient();
      if (kind < 49) {
        fixture.node.on(new Event.ClientGone(id));
        clients.remove(id);
      } else {
        send(id, client(id));
      }
    }
  }

  private void connect() {
    lastConnection++;
    ClientReply.Connected session = null;
    if (!clients.isEmpty() && random.nextBoolean()) {
      session = client(anyClient()).session;
    }
    clients.put(lastConnection, new Client());
    if (session == null) {
      fixture.send(lastConnection, new ClientRequest.Connect(0, 3000, 0, new byte[16]));
    } else if (random.nextInt(4) > 0) {
      fixture.attach(lastConnection, session);
    } else {
      long elsewhere = session.session();
      fixture.elsewhere(elsewhere, 0, 0, new Request.AttachSession(-7, session.password()));
    }
  }

  private long anyClient() {
    return new ArrayList<>(clients.keySet()).get(random.nextInt(clients.size()));
  }

  private Client client(long id) {
    Client client = clients.get(id);
    if (client == null) {
      throw new AssertionError("no client " + id);
    }
    return client;
  }

  private void send(long id, Client client) {
    client.xid++;
    int xid = client.xid;
    ClientRequest request =
        switch (random.nextInt(20)) {
          case 0 -> new ClientRequest.Close(xid);
          case 1, 2, 3 -> new ClientRequest.Sync(xid, "/");
          case 4 ->
              new ClientRequest.SetWatches(
                  xid,
                  random.nextLong(fixture.position() + 1),
                  List.of(path()),
                  List.of(path()),
                  List.of(path()));
          case 5, 6 -> new ClientRequest.Read(xid, new ReadRequest.Exists(path(), flag()));
          case 7, 8 -> new ClientRequest.Read(xid, new ReadRequest.GetData(path(), flag()));
          case 9 -> new ClientRequest.Read(xid, new ReadRequest.GetChildren(path(), flag()));
          case 10, 11 -> NodeFixture.multi(xid, single(), single());
          default -> NodeFixture.write(xid, single());
        };
    client.unanswered.add(xid);
    fixture.send(id, request);
  }

  private Request.Single single() {
    int version = random.nextInt(3) - 1;
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Request.Create(path(), new byte[0], mode(), true);
      case 2 -> new Request.Delete(path(), version);
      case 3 -> new Request.Check(path(), version);
      default -> new Request.SetData(path(), new byte[1], version);
    };
  }

  private CreateMode mode() {
    CreateMode[] modes = CreateMode.values();
    return modes[random.nextInt(modes.length)];
  }

  private String path() {
    return PATHS.get(random.nextInt(PATHS.size()));
  }

  private boolean flag() {
    return random.nextBoolean();
  }

  /** Answers come in the order of the requests; a connection that was ended is forgotten. */
  private void hear() {
    for (long id : new ArrayList<>(clients.keySet())) {
      Client client = client(id);
      for (ClientReply reply : fixture.take(id)) {
        if (reply instanceof ClientReply.Connected connected) {
          client.session = connected;
        } else if (reply instanceof ClientReply.Answer answer) {
          assertThat(client.unanswered.poll()).isEqualTo(answer.xid());
        }
      }
      if (fixture.env.closed.contains(id)) {
        clients.remove(id);
      }
    }
  }

  private void settle() {
    for (int round = 0; round < 100; round++) {
      fixture.broadcast.deliverAll();
      fixture.broadcast.reachSomeBarrier();
      hear();
    }
  }
}
