package dev.assay.checker.generate;

import dev.assay.checker.model.MutexModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The models of which histories can be made, those that {@code assay check --model} knows. */
public enum GeneratedModel {
  REGISTER("register", (how, random) -> new RegisterStore(how, random, false)),
  CAS_REGISTER("cas-register", (how, random) -> new RegisterStore(how, random, true)),
  MULTI_REGISTER("multi-register", 3, true, TxnStore::ofMultiRegister),
  MUTEX("mutex", (_, random) -> new MutexStore(MutexModel.Kind.PLAIN, random)),
  OWNED_MUTEX("owned-mutex", (_, random) -> new MutexStore(MutexModel.Kind.OWNED, random)),
  REENTRANT_MUTEX(
      "reentrant-mutex", (_, random) -> new MutexStore(MutexModel.Kind.REENTRANT, random)),
  FENCED_MUTEX("fenced-mutex", (_, random) -> new MutexStore(MutexModel.Kind.FENCED, random)),
  SET("set", (_, random) -> new SetStore(random)),
  QUEUE("queue", (how, random) -> new QueueStore(how.planted(), random, true)),
  UNORDERED_QUEUE("unordered-queue", (how, random) -> new QueueStore(how.planted(), random, false)),
  COUNTER("counter", (how, random) -> new CounterStore(how, random)),
  KV("kv", 10, false, (_, random) -> new KeyValueStore(random)),
  ZNODES("znodes", 10, true, ZnodeStore::new),
  LIST_APPEND("list-append", 10, true, TxnStore::ofLists),
  RW_REGISTER("rw-register", 10, true, TxnStore::ofRegisters);

  private static final SplittableRandom ANY = new SplittableRandom(0);

  private final String word;
  private final int keys;
  private final boolean inside;
  private final Factory factory;

  GeneratedModel(String word, Factory factory) {
    this(word, 1, false, factory);
  }

  /**
   * A model.
   *
   * @param keys how many there are by default
   * @param inside whether they are in one object; each is an object of its own if not
   */
  GeneratedModel(String word, int keys, boolean inside, Factory factory) {
    this.word = word;
    this.keys = keys;
    this.inside = inside;
    this.factory = factory;
  }

  /**
   * What a store is made for.
   *
   * @param keys on how many keys, if one object has several
   * @param values see {@link HistorySettings}
   * @param indeterminate see {@link HistorySettings}
   * @param planted whether violations will be planted
   */
  record How(int keys, int values, int indeterminate, boolean planted) {}

  private interface Factory {
    Store make(How how, SplittableRandom random);
  }

  /** The name, as {@code assay check --model} takes it. */
  public String word() {
    return word;
  }

  /** The model of this name; empty if there is none. */
  public static Optional<GeneratedModel> of(String word) {
    return Arrays.stream(values()).filter(model -> model.word.equals(word)).findFirst();
  }

  /** The names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(GeneratedModel::word).toList();
  }

  /** The violations that can be planted, by name, and what each shows in a few words. */
  public Map<String, String> plants() {
    Map<String, String> plants = new LinkedHashMap<>();
    any().plants().forEach(plant -> plants.put(plant.name(), plant.says()));
    return plants;
  }

  /**
   * The class of anomaly as which a plant must be reported.
   *
   * @throws IllegalArgumentException if there is no such plant
   */
  public String anomaly(String plant) {
    return plant(any(), plant).anomaly();
  }

  /**
   * Whether it is one object of which {@link HistorySettings#values} says how many values it takes.
   */
  public boolean repeats() {
    return this == REGISTER || this == CAS_REGISTER;
  }

  private Store any() {
    return factory.make(new How(1, 0, 0, true), ANY);
  }

  Plant plant(Store store, String name) {
    return store.plants().stream()
        .filter(plant -> plant.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s has no violation %s; known are %s"
                    .formatted(word, name, String.join(", ", plants().keySet()))));
  }

  List<Schedule.Place> places(HistorySettings settings, boolean planted, SplittableRandom random) {
    int count = settings.keys() > 0 ? settings.keys() : keys;
    How how = new How(inside ? count : 1, settings.values(), settings.indeterminate(), planted);
    // A server says the zxid of every answer.
    boolean hints = settings.hints() || this == ZNODES;
    List<Schedule.Place> places = new ArrayList<>();
    for (int key = 0; key < (inside ? 1 : count); key++) {
      String name = inside || count == 1 ? null : "k" + key;
      places.add(new Schedule.Place(name, factory.make(how, random.split()), hints));
    }
    return places;
  }
}
