package dev.assay.checker.ephemeral;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Recording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tiny service with sessions and ephemeral nodes that keeps its promises, with clients whose
 * answers get lost, who leave, die, and are cut off until their session expires.
 */
final class EphemeralModel {
  private static final long TIMEOUT = 2_000;

  private final Random random;
  private final Recording recording = new Recording();
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, String> owners = new TreeMap<>();
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final List<Late> late = new ArrayList<>();
  private int nextSession;
  private int nextId;

  /** A session, as the service has it. */
  private static final class Session {
    private boolean alive = true;
    private boolean given;
    private long lastOwn;
  }

  /** A creation that is still under way though its client has gone. */
  private record Late(String session, String id) {}

  private static final class Client {
    private int process;
    private String session = "";
    private String f = "";
    private @Nullable String id;
    private boolean done;
    private @Nullable Object result;
  }

  private EphemeralModel(long seed) {
    random = new Random(seed);
    int processes = 1 + random.nextInt(4);
    for (int process = 0; process < processes; process++) {
      Client client = new Client();
      client.process = process;
      clients.add(client);
      renew(client);
    }
  }

  /** A correct execution of so many operations, and then a final phase. */
  static List<Entry> history(long seed, int operations) {
    EphemeralModel model = new EphemeralModel(seed);
    model.play(operations);
    model.end();
    return model.recording.entries();
  }

  private void renew(Client client) {
    client.session = "0x" + nextSession++;
    sessions.put(client.session, new Session());
    event(client, "connected", client.session);
  }

  private void event(Client client, String state, String session) {
    recording.client(
        EntryType.EVENT,
        client.process,
        session,
        "session",
        null,
        Map.of("state", state, "session", session, "timeoutMillis", TIMEOUT));
  }

  private Session session(String name) {
    Session session = sessions.get(name);
    if (session == null) {
      throw new IllegalStateException("no session " + name);
    }
    return session;
  }

  private void play(int operations) {
    int left = operations;
    while (left > 0 || clients.stream().anyMatch(client -> !client.f.isEmpty())) {
      recording.pass(random.nextInt(100));
      Client client = clients.get(random.nextInt(clients.size()));
      if (client.f.isEmpty() && left > 0) {
        begin(client);
        left--;
      } else if (!client.f.isEmpty()) {
        proceed(client);
      }
      background();
    }
  }

  private void line(
      Client client, EntryType type, @Nullable String session, @Nullable Object value) {
    recording.client(type, client.process, session, client.f, null, value);
  }

  private void begin(Client client) {
    client.f =
        List.of("own", "own", "own", "list", "list", "list", "touch", "touch", "leave", "die")
            .get(random.nextInt(10));
    client.id = client.f.equals("own") ? "e" + nextId++ : null;
    client.done = false;
    client.result = client.id;
    line(client, EntryType.INVOKE, client.session, client.id);
    if (client.f.equals("own") && session(client.session).alive) {
      session(client.session).lastOwn = recording.millis();
    }
    if (client.f.equals("die")) {
      String dead = client.session;
      session(dead).given = true;
      line(client, EntryType.OK, null, dead);
      client.f = "";
      renew(client);
    }
  }

  private void proceed(Client client) {
    if (random.nextInt(25) == 0) {
      lose(client);
    } else if (!client.done && !carryOut(client)) {
      expired(client);
    } else if (client.done && random.nextBoolean()) {
      String left = client.session;
      boolean leaves = client.f.equals("leave");
      if (leaves) {
        renew(client);
      }
      String named = leaves ? random.nextBoolean() ? null : client.session : left;
      line(client, EntryType.OK, named, leaves && random.nextBoolean() ? left : client.result);
      client.f = "";
    }
  }

  /** False if the session has expired; a plain read may not notice that. */
  private boolean carryOut(Client client) {
    boolean alive = session(client.session).alive;
    if (!alive && (!client.f.equals("touch") || random.nextBoolean())) {
      return false;
    }
    client.done = true;
    switch (client.f) {
      case "own" -> owners.put(String.valueOf(client.id), client.session);
      case "list" -> client.result = List.copyOf(owners.keySet());
      case "leave" -> end(client.session);
      default -> {}
    }
    return true;
  }

  private void end(String session) {
    session(session).alive = false;
    owners.values().removeIf(session::equals);
  }

  private void expired(Client client) {
    String gone = client.session;
    event(client, "expired", gone);
    renew(client);
    line(client, EntryType.FAIL, client.session, client.id);
    client.f = "";
  }

  private void lose(Client client) {
    String session = client.session;
    session(session).given = true;
    if (client.f.equals("own") && !client.done && random.nextBoolean()) {
      late.add(new Late(session, String.valueOf(client.id)));
    }
    line(client, EntryType.INFO, random.nextBoolean() ? session : null, client.id);
    client.f = "";
    client.process += clients.size();
    renew(client);
  }

  private void background() {
    if (!late.isEmpty() && random.nextInt(4) == 0) {
      Late create = late.remove(random.nextInt(late.size()));
      if (session(create.session()).alive) {
        owners.put(create.id(), create.session());
      }
    }
    if (random.nextInt(20) == 0) {
      List<String> names = List.copyOf(sessions.keySet());
      String name = names.get(random.nextInt(names.size()));
      Session session = session(name);
      boolean quiet = recording.millis() - session.lastOwn > 0.75 * TIMEOUT;
      if (session.alive && (session.given || quiet)) {
        end(name);
      }
    }
  }

  /** All clients go; their sessions end within the time that they have; new ones look on. */
  private void end() {
    recording.event("healed", Map.of());
    recording.pass(random.nextInt(3_000));
    late.clear();
    recording.event("serving", Map.of());
    recording.event("phase", "final");
    long serving = recording.millis();
    Map<String, Long> ends = new LinkedHashMap<>();
    long allowed = 2 * TIMEOUT + 3_000;
    sessions.keySet().forEach(name -> ends.put(name, serving + random.nextLong(allowed)));
    for (int times = random.nextInt(4); times > 0; times--) {
      recording.pass(random.nextInt(6_000));
      ends.forEach((name, end) -> {
        if (end <= recording.millis()) {
          end(name);
        }
      });
      Client reader = new Client();
      reader.process = 1_000 + times;
      reader.f = "list";
      line(reader, EntryType.INVOKE, "0xf" + times, null);
      line(reader, EntryType.OK, "0xf" + times, List.copyOf(owners.keySet()));
    }
  }

  /** Changes a list, an outcome, a session or a time. */
  static List<Entry> spoiled(List<Entry> history, Random random) {
    List<Entry> spoiled = new ArrayList<>(history);
    for (int attempt = 0; attempt < 50; attempt++) {
      int at = random.nextInt(spoiled.size());
      Entry entry = spoiled.get(at);
      if (entry.f().equals("list") && entry.value() instanceof List<?> ids) {
        List<Object> changed = new ArrayList<>(ids);
        if (!changed.isEmpty() && random.nextBoolean()) {
          changed.remove(random.nextInt(changed.size()));
        } else {
          changed.add("e" + random.nextInt(12));
        }
        spoiled.set(at, entry.withValue(changed));
        return spoiled;
      }
      if (entry.f().equals("session") && random.nextInt(4) == 0) {
        String session = "0x" + random.nextInt(4);
        spoiled.set(
            at,
            entry.withValue(
                Map.of("state", "expired", "session", session, "timeoutMillis", TIMEOUT)));
        return spoiled;
      }
    }
    return spoiled;
  }
}
