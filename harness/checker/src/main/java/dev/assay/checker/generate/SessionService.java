package dev.assay.checker.generate;

import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Keys that sessions write and read by bursts of requests, on nodes that lag behind each other, and
 * between which sessions move. A session never goes back: a node that serves it has seen as much as
 * the session has.
 */
final class SessionService implements Service {
  private static final int MOST_REQUESTS = 6;
  private static final double WRITES = 0.45;
  private static final double READS = 0.45;
  private static final double MOVES = 0.3;
  private static final int MOST_BEHIND = 30;

  private final SplittableRandom random;
  private final Sessions sessions;
  private final int keys;
  private final Map<Integer, Client> clients = new HashMap<>();
  private final Replicas replicas;
  private long nextValue;
  private long nextKey;

  SessionService(How how, SplittableRandom random) {
    this.keys = how.keys();
    this.nextKey = keys;
    this.sessions = how.sessions();
    this.random = random;
    this.replicas = new Replicas(sessions.nodes());
  }

  /** Where a session is, and how much it has seen. */
  private static final class Client {
    private String node;
    private long seen;

    private Client(String node) {
      this.node = node;
    }
  }

  @Override
  public List<String> kinds() {
    return List.of("init", "burst");
  }

  @Override
  public void begin(Script script) {
    List<Object> creations = new ArrayList<>();
    for (int number = 0; number < keys; number++) {
      creations.add(write("k" + number));
    }
    int process = script.process();
    script.did(process, Request.change("init", creations));
    script.did(process, burst(write("k0"), read("k0"), List.of("sync"), write("k0"), read("k0")));
  }

  @Override
  public void finish(Script script) {
    List<Object> reads = new ArrayList<>(List.of(List.of("sync")));
    for (int number = 0; number < keys; number++) {
      reads.add(read("k" + number));
    }
    for (String node : script.nodes()) {
      script.did(script.process(node), new Request("burst", reads, false));
    }
  }

  static Request burst(List<?>... requests) {
    return Request.change("burst", List.of(requests));
  }

  List<Object> write(String key) {
    return List.of("w", key, nextValue++);
  }

  static List<Object> read(String key) {
    return List.of("r", key);
  }

  private String any() {
    return "k" + random.nextInt(keys);
  }

  /** A key that nobody else uses. */
  String freshKey() {
    return "k" + nextKey++;
  }

  @Override
  public Request draw(int process) {
    int size = 1 + random.nextInt(MOST_REQUESTS);
    int move = random.nextDouble() < MOVES ? random.nextInt(size) : -1;
    List<Object> burst = new ArrayList<>();
    boolean writes = false;
    for (int at = 0; at < size; at++) {
      double kind = random.nextDouble();
      if (at == move) {
        burst.add(List.of("move", sessions.nodes().get(random.nextInt(sessions.nodes().size()))));
      } else if (kind < WRITES) {
        burst.add(write(any()));
        writes = true;
      } else {
        burst.add(kind < WRITES + READS ? read(any()) : List.of("sync"));
      }
    }
    return new Request("burst", burst, writes);
  }

  @Override
  public Answer perform(int process, Request request) {
    String node = String.valueOf(sessions.node(process));
    Client client = clients.computeIfAbsent(process, _ -> new Client(node));
    List<Object> answers = new ArrayList<>();
    if (request.value() instanceof List<?> requests) {
      requests.forEach(each -> answers.add(answer(client, (List<?>) each)));
    }
    return Answer.ok(answers);
  }

  private List<Object> answer(Client client, List<?> asked) {
    List<Object> answer = new ArrayList<>(asked);
    switch (String.valueOf(asked.getFirst())) {
      case "w" -> {
        long version = replicas.write(String.valueOf(asked.get(1)), (Long) asked.get(2));
        client.seen = replicas.last();
        answer.addAll(List.of("ok", version));
      }
      case "r" -> {
        long progress = random.nextLong(MOST_BEHIND / 2);
        client.seen = replicas.catchUp(client.node, client.seen, progress, MOST_BEHIND);
        Replicas.Shown shown = replicas.read(client.node, String.valueOf(asked.get(1)));
        answer.add(shown == null ? Nil.NIL : (Object) shown.value());
        answer.addAll(List.of("ok", shown == null ? -1L : shown.version()));
      }
      case "move" -> {
        client.node = String.valueOf(asked.get(1));
        answer.add("ok");
      }
      default -> {
        client.seen = replicas.last();
        answer.add("ok");
      }
    }
    return answer;
  }

  @Override
  public void ended(int process) {
    clients.remove(process);
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return new SessionPlants(this).all();
  }
}
