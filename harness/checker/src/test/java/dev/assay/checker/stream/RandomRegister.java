package dev.assay.checker.stream;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A register that is really played, with delays, so that valid histories are not rare; each written
 * value is new. Some results are then changed.
 */
final class RandomRegister {
  private final Random random;
  private final Shape shape;
  private final Lines lines;
  private final List<Pending> open = new ArrayList<>();
  private final List<Integer> idle = new ArrayList<>();
  private Object register = Nil.NIL;
  private int nextProcess;
  private long nextValue = 1;

  /**
   * What it is like.
   *
   * @param cas whether there are compare-and-sets
   * @param info the share of operations of unknown outcome
   * @param noise the share of results that are wrong
   */
  record Shape(int operations, int processes, boolean cas, double info, double noise) {}

  private static final class Pending {
    private final int process;
    private final String f;
    private final @Nullable Object argument;
    private @Nullable Object result;
    private boolean failed;

    private Pending(int process, String f, @Nullable Object argument) {
      this.process = process;
      this.f = f;
      this.argument = argument;
    }
  }

  RandomRegister(long seed, Shape shape, Lines lines) {
    this.random = new Random(seed);
    this.shape = shape;
    this.lines = lines;
    this.nextProcess = shape.processes();
  }

  static List<Entry> history(long seed, Shape shape) {
    Lines lines = new Lines();
    new RandomRegister(seed, shape, lines).play();
    return lines.entries();
  }

  void play() {
    for (int process = 0; process < shape.processes(); process++) {
      idle.add(process);
    }
    int invoked = 0;
    while (invoked < shape.operations() || !open.isEmpty()) {
      int dice = random.nextInt(3);
      if (dice == 0 && invoked < shape.operations() && !idle.isEmpty()) {
        invoke(idle.remove(/* index */ random.nextInt(idle.size())));
        invoked++;
      } else if (dice == 1 && !open.isEmpty()) {
        takeEffect(open.get(random.nextInt(open.size())));
      } else if (dice == 2 && !open.isEmpty()) {
        idle.add(complete(open.remove(random.nextInt(open.size()))));
      }
    }
  }

  private Object recentValue() {
    long back = random.nextInt(4);
    return back >= nextValue - 1 ? Nil.NIL : (Object) (nextValue - 1 - back);
  }

  private void invoke(int process) {
    int kind = random.nextInt(shape.cas() ? 4 : 3);
    String f = kind < 2 ? "read" : kind == 2 ? "write" : "cas";
    Object argument =
        switch (f) {
          case "read" -> null;
          case "write" -> nextValue++;
          default -> List.of(random.nextInt(3) > 0 ? register : recentValue(), nextValue++);
        };
    open.add(new Pending(process, f, argument));
    lines.invoke(process, f, argument);
  }

  private void takeEffect(Pending pending) {
    if (pending.result != null) {
      return;
    }
    Object argument = pending.argument;
    if (argument == null) {
      pending.result = register;
    } else if (argument instanceof List<?> pair) {
      pending.result = argument;
      pending.failed = !register.equals(pair.get(0));
      register = pending.failed ? register : pair.get(1);
    } else {
      pending.result = argument;
      register = argument;
    }
  }

  /** Completes it and says which process goes on in its place. */
  private int complete(Pending pending) {
    if (random.nextDouble() < shape.info()) {
      if (random.nextBoolean()) {
        lines.line(EntryType.INFO, pending.process, pending.f, pending.argument);
      }
      return nextProcess++;
    }
    takeEffect(pending);
    Object result = pending.result;
    boolean failed = pending.failed;
    if (random.nextDouble() < shape.noise()) {
      result = pending.f.equals("read") ? recentValue() : result;
      failed = pending.f.equals("cas") != failed;
    }
    lines.line(failed ? EntryType.FAIL : EntryType.OK, pending.process, pending.f, result);
    return pending.process;
  }
}
