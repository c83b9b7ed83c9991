package dev.assay.checker.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The workloads of which histories can be made, those that {@code assay check --workload} knows:
 * what a run on a cluster would have recorded, with sessions and the final phase.
 */
public enum GeneratedWorkload implements Subject {
  SET("set", 0),
  SESSION("session", 4),
  WATCH("watch", 3),
  BARRIER("barrier", 0),
  CONFIG("config", 3),
  ELECTION("election", 2),
  MEMBERSHIP("membership", 3),
  EPHEMERAL("ephemeral", 0),
  LOCK("lock", 2),
  LOCK_FENCED("lock-fenced", 2),
  SEQUENCE("sequence", 3),
  BANK("bank", 2),
  COUNTER("counter", 2),
  QUEUE("queue", 2),
  APPEND("append", 2),
  REPLICAS("replicas", 0);

  private final String word;
  private final int keys;

  /**
   * A workload.
   *
   * @param keys how many objects are worked on at a time, by default; 0 if that is not to be chosen
   */
  GeneratedWorkload(String word, int keys) {
    this.word = word;
    this.keys = keys;
  }

  private Service service(Service.How how, SplittableRandom random) {
    return switch (this) {
      case SET -> new SetService(random);
      case LOCK -> new LockService(how, random, false);
      case LOCK_FENCED -> new LockService(how, random, true);
      case ELECTION -> new ElectionService(how, random);
      case QUEUE -> new QueueService(how, random);
      case SEQUENCE -> new SequenceService(how, random);
      case BANK -> new BankService(how, random);
      case SESSION -> new SessionService(how, random);
      case WATCH -> new WatchService(how, random);
      case CONFIG -> new ConfigService(how, random);
      case EPHEMERAL -> new EphemeralService(how, random, EphemeralService.Kind.NODES);
      case MEMBERSHIP -> new EphemeralService(how, random, EphemeralService.Kind.MEMBERS);
      case BARRIER -> new BarrierService(how, random);
      case COUNTER -> new CounterService(how, random);
      case APPEND -> new AppendService(how, random);
      case REPLICAS -> new ReplicaService(how, random);
    };
  }

  Service service(HistorySettings settings, Sessions sessions, SplittableRandom random) {
    int count = settings.keys() > 0 ? settings.keys() : keys;
    return service(new Service.How(count, settings.clients(), sessions), random);
  }

  private List<Plant> all() {
    Service.How how = new Service.How(Math.max(1, keys), 1, new Sessions(List.of()));
    return service(how, new SplittableRandom(0)).plants();
  }

  @Override
  public String word() {
    return word;
  }

  /** The workload of this name; empty if there is none. */
  public static Optional<GeneratedWorkload> of(String word) {
    return Arrays.stream(values()).filter(workload -> workload.word.equals(word)).findFirst();
  }

  /** The names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(GeneratedWorkload::word).toList();
  }

  @Override
  public Map<String, String> plants() {
    return Plant.described(all());
  }

  @Override
  public String anomaly(String plant) {
    return Plant.named(plant, all(), this).anomaly();
  }

  @Override
  public boolean repeats() {
    return false;
  }

  @Override
  public boolean keyed() {
    return keys > 0;
  }
}
