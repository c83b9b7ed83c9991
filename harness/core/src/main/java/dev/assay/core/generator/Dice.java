package dev.assay.core.generator;

import dev.assay.core.run.Seed;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Randomness as a value: the same dice give the same numbers however often they are asked; {@link
 * #next} are other dice.
 *
 * @param rolls how often they were rolled before
 */
public record Dice(Seed seed, long rolls) {
  /** Dice that were never rolled. */
  public Dice(Seed seed) {
    this(seed, 0);
  }

  /** The stream of this roll. */
  public RandomGenerator random() {
    return seed.fork(rolls).random();
  }

  /** The dice after this roll. */
  public Dice next() {
    return new Dice(seed, rolls + 1);
  }

  /** One of them, as this roll has it. */
  public <T> T pick(List<T> choices) {
    return choices.get(random().nextInt(choices.size()));
  }
}
