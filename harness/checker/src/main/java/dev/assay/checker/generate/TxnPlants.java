package dev.assay.checker.generate;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The violations of transactions, by the names of the literature: transactions that overlap, or
 * follow each other, on keys of their own.
 */
final class TxnPlants {
  private static final List<Anomaly> ALL =
      List.of(
          new Anomaly(
              "G0",
              "writes of two transactions are interleaved",
              On.LISTS,
              p ->
                  p.together(
                      p.one(p.write(p.x, 1), p.write(p.y, 1)),
                      p.one(p.write(p.x, 2), p.write(p.y, 2)),
                      p.one(p.read(p.x, 1L, 2L)),
                      p.one(p.read(p.y, 2L, 1L)))),
          new Anomaly(
              "G1a",
              "a read shows what a failed transaction wrote",
              On.ALL,
              p -> {
                p.script.together(p.told(p.script.process(), EntryType.FAIL, p.write(p.x, 1)));
                p.alone(p.read(p.x, 1L));
              }),
          new Anomaly(
              "G1b",
              "a read shows what its writer replaced itself",
              On.ALL,
              p ->
                  p.together(
                      p.one(p.write(p.x, 1), p.write(p.x, 2)),
                      p.one(p.read(p.x, 1L)),
                      p.one(p.read(p.x, 1L, 2L)))),
          new Anomaly(
              "G1c",
              "two transactions see each other's writes",
              On.ALL,
              p ->
                  p.together(
                      p.one(p.write(p.x, 1), p.read(p.y, 1L)),
                      p.one(p.write(p.y, 1), p.read(p.x, 1L)))),
          new Anomaly(
              "fractured-read",
              "one write of a transaction is seen, another not",
              On.ALL,
              p ->
                  p.together(
                      p.one(p.write(p.x, 1), p.write(p.y, 1)),
                      p.one(p.read(p.x, 1L), p.read(p.y)))),
          new Anomaly(
              "G-single",
              "a write is seen, and one that was seen by its writer is not",
              On.ALL,
              p ->
                  p.together(
                      p.one(p.write(p.x, 1)),
                      p.one(p.read(p.x, 1L), p.write(p.y, 1)),
                      p.one(p.read(p.y, 1L), p.read(p.x)))),
          new Anomaly(
              "G-nonadjacent",
              "two reads see two writes in different orders",
              On.ALL,
              p ->
                  p.together(
                      p.one(p.write(p.x, 1)),
                      p.one(p.write(p.y, 1)),
                      p.one(p.read(p.x, 1L), p.read(p.y)),
                      p.one(p.read(p.y, 1L), p.read(p.x)))),
          new Anomaly(
              "G2-item",
              "each of two transactions misses the other's write",
              On.ALL,
              p ->
                  p.together(
                      p.one(p.write(p.x, 1), p.read(p.y)), p.one(p.write(p.y, 1), p.read(p.x)))),
          new Anomaly(
              "G0-process",
              "a process' writes are in the wrong order",
              On.LISTS,
              p -> {
                int same = p.script.process();
                p.reversed(same, same);
              }),
          new Anomaly(
              "G1c-process",
              "a process reads what it writes later",
              On.TRANSACTIONS,
              p -> {
                int same = p.script.process();
                p.future(same, same);
              }),
          new Anomaly(
              "G-single-process",
              "a process misses its own write",
              On.TRANSACTIONS,
              p -> {
                int same = p.script.process();
                p.missed(same, same);
              }),
          new Anomaly(
              "G0-realtime",
              "two writes are in the wrong order",
              On.LISTS,
              p -> p.reversed(p.script.process(), p.script.process())),
          new Anomaly(
              "G1c-realtime",
              "a read shows what is written later",
              On.ALL,
              p -> p.future(p.script.process(), p.script.process())),
          new Anomaly(
              "G-single-realtime",
              "a read misses what was over before",
              On.ALL,
              p -> p.missed(p.script.process(), p.script.process())),
          new Anomaly(
              "internal",
              "a transaction does not see its own write",
              On.ALL,
              p -> p.alone(p.write(p.x, 1), p.read(p.x))),
          new Anomaly(
              "lost-update",
              "two transactions replace one version",
              On.ALL,
              p ->
                  p.together(
                      p.one(p.read(p.x), p.write(p.x, 1)), p.one(p.read(p.x), p.write(p.x, 2)))),
          new Anomaly(
              "duplicate-elements",
              "a read shows an element twice",
              On.LISTS,
              p -> {
                p.alone(p.write(p.x, 1));
                p.alone(p.read(p.x, 1L, 1L));
              }),
          new Anomaly(
              "incompatible-order",
              "two reads disagree on the order",
              On.LISTS,
              p ->
                  p.together(
                      p.one(p.write(p.x, 1)),
                      p.one(p.write(p.x, 2)),
                      p.one(p.read(p.x, 1L)),
                      p.one(p.read(p.x, 2L)))),
          new Anomaly(
              "phantom-read",
              "a read shows what nobody wrote",
              On.ALL,
              p -> p.alone(p.read(p.x, 7L))));

  private final TxnStore.Kind kind;
  private final Script script;
  private final Long x;
  private final Long y;

  private TxnPlants(TxnStore.Kind kind, Supplier<Long> newKey, Script script) {
    this.kind = kind;
    this.script = script;
    this.x = newKey.get();
    this.y = newKey.get();
  }

  /** Which objects can show it. */
  private enum On {
    /** Lists tell the order of their versions. */
    LISTS,
    /** Any registers do. */
    ALL,
    /** Lists and registers whose transactions may be judged by the order of processes alone. */
    TRANSACTIONS
  }

  static List<Plant> of(TxnStore.Kind kind, Supplier<Long> newKey) {
    List<Plant> plants = new ArrayList<>();
    for (Anomaly each : ALL) {
      boolean shown =
          switch (each.on()) {
            case LISTS -> kind == TxnStore.Kind.LISTS;
            case TRANSACTIONS -> kind != TxnStore.Kind.MULTI_REGISTER;
            case ALL -> true;
          };
      if (shown) {
        String anomaly = kind == TxnStore.Kind.MULTI_REGISTER ? "non-linearizable" : each.word();
        plants.add(
            new Plant(
                each.word(),
                anomaly,
                each.says(),
                script -> each.show().accept(new TxnPlants(kind, newKey, script))));
      }
    }
    return plants;
  }

  private List<Object> write(Long key, long value) {
    return List.of(kind.write(), key, value);
  }

  /** A read that shows these values, of a register the last of them. */
  private List<Object> read(Long key, Long... values) {
    Object shown =
        kind == TxnStore.Kind.LISTS
            ? List.of(values)
            : values.length == 0 ? Nil.NIL : (Object) values[values.length - 1];
    return List.of("r", key, shown);
  }

  private Script.Told told(int process, EntryType type, List<?>... parts) {
    List<Object> asked = new ArrayList<>();
    for (List<?> part : parts) {
      asked.add(part.getFirst().equals("r") ? List.of("r", part.get(1), Nil.NIL) : part);
    }
    List<Object> done = type == EntryType.OK ? List.copyOf(Arrays.asList(parts)) : asked;
    String error = type == EntryType.OK ? null : "aborted";
    return new Script.Told(process, new Request("txn", asked, true), new Answer(type, done, error));
  }

  /** One of many that overlap, of a process of its own. */
  private Script.Told one(List<?>... parts) {
    return told(script.process(), EntryType.OK, parts);
  }

  /** One that nothing overlaps. */
  private void alone(int process, List<?>... parts) {
    script.together(told(process, EntryType.OK, parts));
  }

  private void alone(List<?>... parts) {
    alone(script.process(), parts);
  }

  private void together(Script.Told... all) {
    script.together(all);
  }

  /** Two transactions of one process, or of two. */
  private void reversed(int first, int second) {
    alone(first, write(x, 1));
    alone(second, write(x, 2));
    alone(read(x, 2L, 1L));
  }

  private void future(int first, int second) {
    alone(first, read(x, 1L));
    alone(second, write(x, 1));
  }

  private void missed(int first, int second) {
    alone(first, write(x, 1));
    alone(second, read(x));
    alone(second, read(x, 1L));
  }

  /** A class of anomalies, and how it is shown. */
  private record Anomaly(String word, String says, On on, Consumer<TxnPlants> show) {}
}
