package dev.assay.checker.stream;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.Nil;
import dev.assay.checker.play.RandomPlay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Histories of sets that are right, and of such as are not. */
final class RandomSet {
  /**
   * What they are like.
   *
   * @param operations how many
   * @param processes how many work at a time
   * @param keys how many sets there are
   * @param lossShare the share of operations of which nobody knows what became
   * @param wrongShare how often a set does something wrong; 0 for never
   * @param repeats whether elements are added again
   */
  record Shape(
      int operations,
      int processes,
      int keys,
      double lossShare,
      double wrongShare,
      boolean repeats) {}

  private RandomSet() {}

  static List<Entry> history(long seed, Shape shape) {
    return RandomPlay.of(
        seed,
        new Service(shape, new Random(~seed)),
        shape.operations(),
        shape.processes(),
        shape.lossShare());
  }

  /**
   * Sets of two replicas, each as its elements stand there. A wrong one changes its second replica
   * later than the first, and gives wrong results now and then.
   */
  private static final class Service implements RandomPlay.Service {
    private final Shape shape;
    private final Random random;
    private final boolean late;
    private final Map<String, List<Set<Object>>> sets = new HashMap<>();
    private final List<Runnable> delayed = new ArrayList<>();
    private final List<Object> refused = new ArrayList<>();
    private int elements;

    private Service(Shape shape, Random random) {
      this.shape = shape;
      this.random = random;
      this.late = errs();
    }

    private boolean errs() {
      return random.nextDouble() < shape.wrongShare();
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      String key = shape.keys() == 1 ? null : "k" + dice.nextInt(shape.keys());
      if (dice.nextInt(5) < 2) {
        return new RandomPlay.Call("read", key, null);
      }
      if (shape.repeats() && dice.nextInt(3) == 0) {
        boolean anew = refused.isEmpty() || dice.nextBoolean();
        return new RandomPlay.Call(
            "add", key, anew ? element(dice.nextInt(elements + 1)) : refused.removeFirst());
      }
      return new RandomPlay.Call("add", key, element(elements++));
    }

    private static Object element(int number) {
      return number % 3 == 0 ? (Object) ("e" + number) : (Object) (long) number;
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      List<Set<Object>> replicas =
          sets.computeIfAbsent(
              String.valueOf(call.key()),
              _ -> List.of(new LinkedHashSet<>(), new LinkedHashSet<>()));
      Set<Object> near = replicas.get(late ? process % 2 : 0);
      if (call.f().equals("read")) {
        return random.nextInt(20) == 0 ? Nil.NIL : shown(near);
      }
      Object element = Objects.requireNonNull(call.value());
      boolean refuses = random.nextInt(6) == 0;
      if (refuses == errs()) {
        near.add(element);
        if (late) {
          delayed.add(() -> replicas.forEach(replica -> replica.add(element)));
        }
      }
      if (refuses) {
        refused.add(element);
      }
      return refuses ? null : element;
    }

    @Override
    public void disturb(Random dice) {
      if (!delayed.isEmpty()) {
        delayed.remove(dice.nextInt(delayed.size())).run();
      }
    }

    private List<Object> shown(Set<Object> there) {
      List<Object> shown = new ArrayList<>(there);
      if (errs()) {
        switch (random.nextInt(6)) {
          case 0 -> shown.add(element(random.nextInt(elements + 1)));
          case 1, 2 -> shown.remove(element(random.nextInt(elements + 1)));
          case 3 -> shown.subList(shown.size() / 2, shown.size()).clear();
          case 4 -> shown.removeIf(_ -> random.nextInt(4) == 0);
          default -> there.remove(element(random.nextInt(elements + 1)));
        }
      }
      return List.copyOf(shown);
    }
  }
}
