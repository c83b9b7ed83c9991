package dev.assay.checker.txn;

import dev.assay.checker.arrays.IntStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes histories of transactions on lists, of a store that is strictly serializable, from a seed:
 * for benchmarks and tests. Ten keys are in use at a time, and each is left after 32 appends; a
 * transaction does one to four things. Can add transactions that show one class of anomaly.
 */
public final class TxnGenerator {
  private static final int ACTIVE_KEYS = 10;
  private static final int APPENDS_PER_KEY = 32;
  private static final int MOST_OPERATIONS = 4;

  private final SplittableRandom random;
  private final TxnHistoryBuilder builder = new TxnHistoryBuilder();
  private final int[] activeKey = new int[ACTIVE_KEYS];
  private final List<IntStack> content = new ArrayList<>();
  private int keys;
  private int position;
  private long nextValue;

  private TxnGenerator(long seed) {
    this.random = new SplittableRandom(seed);
    for (int slot = 0; slot < ACTIVE_KEYS; slot++) {
      content.add(new IntStack());
      activeKey[slot] = newKey();
    }
  }

  /**
   * A history.
   *
   * @param clients how many there are, each with one transaction open at a time
   * @param plant the classes of anomalies to add at the end, by the names of {@link #plants}
   */
  public static TxnHistory generate(long seed, int transactions, int clients, List<String> plant) {
    TxnGenerator generator = new TxnGenerator(seed);
    generator.run(transactions, clients);
    for (String name : plant) {
      Plant.valueOf(name).add(generator.new Planter(clients));
    }
    return generator.builder.build();
  }

  /** The classes of anomalies that can be added; each is reported under this name. */
  public static List<String> plants() {
    List<String> names = new ArrayList<>();
    for (Plant plant : Plant.values()) {
      names.add(plant.name());
    }
    return names;
  }

  /** The name under which a plant is found. */
  public static String anomaly(String plant) {
    return AnomalyKind.valueOf(plant).word();
  }

  private int newKey() {
    return builder.key("k" + keys++);
  }

  /** Each takes effect at a moment between its beginning and its end: here, at its beginning. */
  private void run(int transactions, int clients) {
    int[] open = new int[clients];
    Arrays.fill(open, TxnHistory.NONE);
    int begun = 0;
    int ended = 0;
    while (ended < transactions) {
      int client = random.nextInt(clients);
      if (open[client] != TxnHistory.NONE) {
        builder.endAt(open[client], position++);
        open[client] = TxnHistory.NONE;
        ended++;
      } else if (begun < transactions) {
        open[client] = begun++;
        builder.begin(client, position++);
        transaction();
        builder.committed(TxnHistory.NEVER);
      }
    }
  }

  private void transaction() {
    int operations = 1 + random.nextInt(MOST_OPERATIONS);
    for (int at = 0; at < operations; at++) {
      int slot = random.nextInt(ACTIVE_KEYS);
      IntStack list = content.get(slot);
      if (random.nextBoolean()) {
        builder.read(activeKey[slot], list);
      } else {
        int element = builder.newElement(activeKey[slot], nextValue++);
        builder.write(activeKey[slot], element);
        list.push(element);
        if (list.size() == APPENDS_PER_KEY) {
          content.set(slot, new IntStack());
          activeKey[slot] = newKey();
        }
      }
    }
  }

  /** Adds transactions that overlap, or follow each other, on keys of their own. */
  private final class Planter {
    private final int x = newKey();
    private final int y = newKey();
    private int process;

    private Planter(int firstProcess) {
      process = firstProcess;
    }

    private int append(int key, long value) {
      int element = builder.element(key, value);
      builder.write(key, element);
      return element;
    }

    private void read(int key, long... values) {
      int[] elements = new int[values.length];
      Arrays.setAll(elements, at -> builder.element(key, values[at]));
      builder.read(key, elements, 0, elements.length);
    }

    private void both(long value) {
      append(x, value);
      append(y, value);
    }

    private void appendAndRead(int appended, int readKey, long... values) {
      append(appended, 1);
      read(readKey, values);
    }

    private void readBoth(int seen, int unseen) {
      read(seen, 1);
      read(unseen);
    }

    private void readAndAppend(long value) {
      read(x);
      append(x, value);
    }

    private void failed(Runnable body) {
      builder.begin(process++, position++);
      body.run();
      builder.failed(position++);
    }

    /** Transactions that all overlap, each of another process. */
    private void together(Runnable... bodies) {
      int first = position;
      for (Runnable body : bodies) {
        builder.begin(process++, position++);
        body.run();
        builder.committed(position - 1 + bodies.length);
      }
      position = first + 2 * bodies.length;
    }

    /** One that nothing overlaps, of this process. */
    private void alone(int ofProcess, Runnable body) {
      builder.begin(ofProcess, position++);
      body.run();
      builder.committed(position++);
    }
  }

  private enum Plant {
    G0 {
      @Override
      void add(Planter p) {
        p.together(
            () -> p.both(1), () -> p.both(2), () -> p.read(p.x, 1, 2), () -> p.read(p.y, 2, 1));
      }
    },
    G1A {
      @Override
      void add(Planter p) {
        p.failed(() -> p.append(p.x, 1));
        p.alone(p.process++, () -> p.read(p.x, 1));
      }
    },
    G1B {
      @Override
      void add(Planter p) {
        p.together(
            () -> {
              p.append(p.x, 1);
              p.append(p.x, 2);
            },
            () -> p.read(p.x, 1),
            () -> p.read(p.x, 1, 2));
      }
    },
    G1C {
      @Override
      void add(Planter p) {
        p.together(() -> p.appendAndRead(p.x, p.y, 1), () -> p.appendAndRead(p.y, p.x, 1));
      }
    },
    G_SINGLE {
      @Override
      void add(Planter p) {
        p.together(
            () -> p.both(1),
            () -> {
              p.read(p.x, 1);
              p.read(p.y);
            });
      }
    },
    G_NONADJACENT {
      @Override
      void add(Planter p) {
        p.together(
            () -> p.append(p.x, 1),
            () -> p.append(p.y, 1),
            () -> p.readBoth(p.x, p.y),
            () -> p.readBoth(p.y, p.x));
      }
    },
    G2_ITEM {
      @Override
      void add(Planter p) {
        p.together(() -> p.appendAndRead(p.x, p.y), () -> p.appendAndRead(p.y, p.x));
      }
    },
    G0_PROCESS {
      @Override
      void add(Planter p) {
        int same = p.process++;
        p.alone(same, () -> p.append(p.x, 1));
        p.alone(same, () -> p.append(p.x, 2));
        p.alone(p.process++, () -> p.read(p.x, 2, 1));
      }
    },
    G1C_PROCESS {
      @Override
      void add(Planter p) {
        int same = p.process++;
        p.alone(same, () -> p.read(p.x, 1));
        p.alone(same, () -> p.append(p.x, 1));
      }
    },
    G_SINGLE_PROCESS {
      @Override
      void add(Planter p) {
        int same = p.process++;
        p.alone(same, () -> p.append(p.x, 1));
        p.alone(same, () -> p.read(p.x));
        p.alone(same, () -> p.read(p.x, 1));
      }
    },
    G0_REALTIME {
      @Override
      void add(Planter p) {
        p.alone(p.process++, () -> p.append(p.x, 1));
        p.alone(p.process++, () -> p.append(p.x, 2));
        p.alone(p.process++, () -> p.read(p.x, 2, 1));
      }
    },
    G1C_REALTIME {
      @Override
      void add(Planter p) {
        p.alone(p.process++, () -> p.read(p.x, 1));
        p.alone(p.process++, () -> p.append(p.x, 1));
      }
    },
    G_SINGLE_REALTIME {
      @Override
      void add(Planter p) {
        p.alone(p.process++, () -> p.append(p.x, 1));
        p.alone(p.process++, () -> p.read(p.x));
        p.alone(p.process++, () -> p.read(p.x, 1));
      }
    },
    INTERNAL {
      @Override
      void add(Planter p) {
        p.alone(
            p.process++,
            () -> {
              p.append(p.x, 1);
              p.read(p.x);
            });
      }
    },
    LOST_UPDATE {
      @Override
      void add(Planter p) {
        p.together(() -> p.readAndAppend(1), () -> p.readAndAppend(2));
      }
    },
    DUPLICATE_ELEMENTS {
      @Override
      void add(Planter p) {
        p.alone(p.process++, () -> p.append(p.x, 1));
        p.alone(p.process++, () -> p.read(p.x, 1, 1));
      }
    },
    INCOMPATIBLE_ORDER {
      @Override
      void add(Planter p) {
        p.together(
            () -> p.append(p.x, 1),
            () -> p.append(p.x, 2),
            () -> p.read(p.x, 1),
            () -> p.read(p.x, 2));
      }
    },
    PHANTOM_READ {
      @Override
      void add(Planter p) {
        p.alone(p.process++, () -> p.read(p.x, 7));
      }
    };

    abstract void add(Planter planter);
  }
}
