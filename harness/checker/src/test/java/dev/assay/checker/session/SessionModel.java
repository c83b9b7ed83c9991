package dev.assay.checker.session;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import dev.assay.checker.history.Recording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A tiny replicated store that keeps its promises: one log of writes, servers that have applied a
 * prefix of it, sessions that move between them and lose answers.
 */
final class SessionModel {
  private static final int SERVERS = 3;

  private final Random random;
  private final Recording recording = new Recording();
  private final List<String> keys;
  private final List<Write> log = new ArrayList<>();
  private final int[] applied = new int[SERVERS];
  private final List<Client> clients = new ArrayList<>();

  /** What sessions left behind that ended without an answer; each may take effect, in its order. */
  private final List<ArrayDeque<Write>> leftBehind = new ArrayList<>();

  private final double loss;
  private long nextValue = 1;
  private int nextProcess;
  private int nextSession;

  private record Write(String key, long value) {}

  private static final class Client {
    private int process;
    private String session = "";
    private boolean known;
    private int server;
    private int seen;
    private final ArrayDeque<List<Object>> requests = new ArrayDeque<>();
    private final List<Object> answers = new ArrayList<>();
    private List<Object> asked = List.of();
  }

  private SessionModel(long seed) {
    random = new Random(seed);
    keys = List.of("x", "y").subList(0, 1 + random.nextInt(2));
    loss = random.nextInt(3) * 0.1;
  }

  /** A correct execution of so many bursts. */
  static List<Entry> history(long seed, int bursts) {
    return new SessionModel(seed).play(bursts);
  }

  private List<Entry> play(int bursts) {
    int processes = 1 + random.nextInt(3);
    for (int i = 0; i < processes; i++) {
      Client client = new Client();
      clients.add(client);
      renew(client);
    }
    if (random.nextBoolean()) {
      for (String key : keys) {
        log.add(new Write(key, -nextValue++));
      }
    }
    int begun = 0;
    while (begun < bursts || clients.stream().anyMatch(client -> !client.asked.isEmpty())) {
      Client client = clients.get(random.nextInt(clients.size()));
      if (client.asked.isEmpty() && begun < bursts) {
        begin(client);
        begun++;
      } else if (!client.asked.isEmpty()) {
        proceed(client);
      }
      int server = random.nextInt(SERVERS);
      applied[server] = Math.max(applied[server], random.nextInt(log.size() + 1));
      release();
    }
    return recording.entries();
  }

  private void renew(Client client) {
    client.process = nextProcess++;
    client.session = "0x" + nextSession++;
    client.known = random.nextBoolean();
    client.server = random.nextInt(SERVERS);
    client.seen = 0;
  }

  private void begin(Client client) {
    List<Object> asked = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      String key = keys.get(random.nextInt(keys.size()));
      asked.add(
          switch (random.nextInt(6)) {
            case 0, 1 -> List.<Object>of("w", key, nextValue++);
            case 2, 3 -> List.<Object>of("r", key);
            case 4 -> List.<Object>of("sync");
            default -> List.<Object>of("move", "n" + random.nextInt(SERVERS));
          });
    }
    client.asked = asked;
    client.requests.clear();
    asked.forEach(request -> client.requests.add(listOf(request)));
    client.answers.clear();
    line(client, EntryType.INVOKE, client.known ? client.session : "", asked);
    client.known = true;
  }

  private static List<Object> listOf(Object request) {
    return new ArrayList<>((List<?>) request);
  }

  private void line(Client client, EntryType type, String session, List<Object> value) {
    recording.client(
        type,
        client.process,
        session.isEmpty() ? null : session,
        "burst",
        null,
        List.copyOf(value));
  }

  private void proceed(Client client) {
    if (random.nextInt(60) == 0) {
      loseSession(client);
      return;
    }
    if (client.requests.isEmpty()) {
      line(client, EntryType.OK, client.session, client.answers);
      client.asked = List.of();
      return;
    }
    client.answers.add(answer(client, client.requests.remove()));
  }

  private List<Object> answer(Client client, List<Object> request) {
    boolean lost = random.nextDouble() < loss;
    return switch ((String) request.getFirst()) {
      case "w" -> write(client, request, lost);
      case "r" -> lost ? withMore(request, Nil.NIL, "info", -1L) : read(client, request);
      case "sync" -> {
        applied[client.server] = log.size();
        client.seen = log.size();
        yield withMore(request, "ok");
      }
      default -> {
        client.server = random.nextInt(SERVERS);
        applied[client.server] = Math.max(applied[client.server], client.seen);
        yield withMore(request, "ok");
      }
    };
  }

  private static List<Object> withMore(List<Object> request, Object... more) {
    List<Object> answer = new ArrayList<>(request);
    answer.addAll(List.of(more));
    return List.copyOf(answer);
  }

  private List<Object> write(Client client, List<Object> request, boolean lost) {
    Write write = new Write((String) request.get(1), (Long) request.get(2));
    if (lost && random.nextBoolean()) {
      return withMore(request, random.nextBoolean() ? "info" : "fail", -1L);
    }
    log.add(write);
    if (lost) {
      return withMore(request, "info", -1L);
    }
    applied[client.server] = log.size();
    client.seen = log.size();
    return withMore(request, "ok", version(write.key(), log.size()));
  }

  private List<Object> read(Client client, List<Object> request) {
    String key = (String) request.get(1);
    int position = applied[client.server];
    client.seen = Math.max(client.seen, position);
    Object value = Nil.NIL;
    for (Write write : log.subList(0, position)) {
      value = write.key().equals(key) ? write.value() : value;
    }
    return withMore(request, value, "ok", version(key, position));
  }

  private long version(String key, int position) {
    return log.subList(0, position).stream().filter(write -> write.key().equals(key)).count() - 1;
  }

  /** What was not answered yet may be carried out later, up to some request. */
  private void loseSession(Client client) {
    ArrayDeque<Write> writes = new ArrayDeque<>();
    for (List<Object> request : client.requests) {
      if (request.getFirst().equals("w") && random.nextBoolean()) {
        writes.add(new Write((String) request.get(1), (Long) request.get(2)));
      }
    }
    leftBehind.add(writes);
    String before = client.session;
    line(client, EntryType.INFO, random.nextBoolean() ? before : "", client.asked);
    client.asked = List.of();
    renew(client);
  }

  private void release() {
    if (!leftBehind.isEmpty() && random.nextInt(3) == 0) {
      ArrayDeque<Write> writes = leftBehind.get(random.nextInt(leftBehind.size()));
      if (!writes.isEmpty()) {
        log.add(writes.remove());
      }
    }
  }

  /** Changes one answer somewhere. */
  static List<Entry> spoiled(List<Entry> history, Random random) {
    List<Entry> spoiled = new ArrayList<>(history);
    for (int attempt = 0; attempt < 20; attempt++) {
      int at = random.nextInt(spoiled.size());
      Entry entry = spoiled.get(at);
      if (entry.type() == EntryType.OK && entry.value() instanceof List<?> answers) {
        List<Object> changed = new ArrayList<>(answers);
        int which = random.nextInt(changed.size());
        changed.set(which, changed(listOf(changed.get(which)), random));
        spoiled.set(at, entry.withValue(changed));
        return spoiled;
      }
    }
    return spoiled;
  }

  private static List<Object> changed(List<Object> answer, Random random) {
    if (answer.size() < 5) {
      return answer;
    }
    Map<Integer, Object> choices = new HashMap<>();
    long version = (Long) answer.get(4);
    switch (random.nextInt(4)) {
      case 0 -> choices.put(4, Math.max(-1, version - 1 - random.nextInt(2)));
      case 1 -> choices.put(4, version + 1 + random.nextInt(2));
      case 2 -> choices.put(2, 1L + random.nextInt(8));
      default -> choices.put(3, List.of("ok", "fail", "info").get(random.nextInt(3)));
    }
    choices.forEach(answer::set);
    return answer;
  }
}
