package dev.assay.checker.generate;

import dev.assay.checker.model.MutexModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The models of which histories can be made, those that {@code assay check --model} knows. */
public enum GeneratedModel implements Subject {
  REGISTER("register"),
  CAS_REGISTER("cas-register"),
  MULTI_REGISTER("multi-register", 3, true),
  MUTEX("mutex"),
  OWNED_MUTEX("owned-mutex"),
  REENTRANT_MUTEX("reentrant-mutex"),
  FENCED_MUTEX("fenced-mutex"),
  SET("set"),
  QUEUE("queue"),
  UNORDERED_QUEUE("unordered-queue"),
  COUNTER("counter"),
  KV("kv", 10, false),
  ZNODES("znodes", 10, true),
  LIST_APPEND("list-append", 10, true),
  RW_REGISTER("rw-register", 10, true);

  private final String word;
  private final int keys;
  private final boolean inside;

  GeneratedModel(String word) {
    this(word, 1, false);
  }

  /**
   * A model.
   *
   * @param keys how many there are by default
   * @param inside whether they are in one object; each is an object of its own if not
   */
  GeneratedModel(String word, int keys, boolean inside) {
    this.word = word;
    this.keys = keys;
    this.inside = inside;
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

  private Store store(How how, SplittableRandom random) {
    return switch (this) {
      case REGISTER -> new RegisterStore(how, random, false);
      case CAS_REGISTER -> new RegisterStore(how, random, true);
      case MULTI_REGISTER -> new TxnStore(how, random, TxnStore.Kind.MULTI_REGISTER);
      case MUTEX -> new MutexStore(MutexModel.Kind.PLAIN, random);
      case OWNED_MUTEX -> new MutexStore(MutexModel.Kind.OWNED, random);
      case REENTRANT_MUTEX -> new MutexStore(MutexModel.Kind.REENTRANT, random);
      case FENCED_MUTEX -> new MutexStore(MutexModel.Kind.FENCED, random);
      case SET -> new SetStore(random);
      case QUEUE -> new QueueStore(how, random, true);
      case UNORDERED_QUEUE -> new QueueStore(how, random, false);
      case COUNTER -> new CounterStore(how, random);
      case KV -> new KeyValueStore(random);
      case ZNODES -> new ZnodeStore(how, random);
      case LIST_APPEND -> new TxnStore(how, random, TxnStore.Kind.LISTS);
      case RW_REGISTER -> new TxnStore(how, random, TxnStore.Kind.REGISTERS);
    };
  }

  @Override
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

  @Override
  public Map<String, String> plants() {
    return Plant.described(any().plants());
  }

  @Override
  public String anomaly(String plant) {
    return plant(any(), plant).anomaly();
  }

  @Override
  public boolean repeats() {
    return this == REGISTER || this == CAS_REGISTER;
  }

  @Override
  public boolean keyed() {
    return true;
  }

  private Store any() {
    return store(new How(1, 0, 0, true), new SplittableRandom(0));
  }

  Plant plant(Store store, String name) {
    return Plant.named(name, store.plants(), this);
  }

  List<Schedule.Place> places(HistorySettings settings, boolean planted, SplittableRandom random) {
    int count = settings.keys() > 0 ? settings.keys() : keys;
    How how = new How(inside ? count : 1, settings.values(), settings.indeterminate(), planted);
    // A server says the zxid of every answer.
    boolean hints = settings.hints() || this == ZNODES;
    List<Schedule.Place> places = new ArrayList<>();
    for (int key = 0; key < (inside ? 1 : count); key++) {
      String name = inside || count == 1 ? null : "k" + key;
      places.add(new Schedule.Place(name, store(how, random.split()), hints));
    }
    return places;
  }
}
