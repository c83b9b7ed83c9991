package dev.assay.checker.linear;

import dev.assay.checker.model.Effect;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Steps of calls whose effects have a closed form. States that no call requires or excludes are one
 * state, number 0 (rule 4 of the package).
 */
final class EffectSteps implements Steps {
  /** The state that stands for all that no call requires or excludes. */
  static final int ANY_OTHER = 0;

  private final int initial;
  private final int states;
  private final int[] requires;
  private final int[] excludes;
  private final int[] produces;

  private EffectSteps(int initial, int states, int calls) {
    this.initial = initial;
    this.states = states;
    this.requires = new int[calls];
    this.excludes = new int[calls];
    this.produces = new int[calls];
  }

  static <S> EffectSteps of(S initial, List<Effect<S>> effects) {
    Map<S, Integer> numbers = new HashMap<>();
    for (Effect<S> effect : effects) {
      observe(numbers, effect.requires());
      observe(numbers, effect.excludes());
    }
    int first = numbers.getOrDefault(initial, ANY_OTHER);
    EffectSteps steps = new EffectSteps(first, numbers.size() + 1, effects.size());
    for (int call = 0; call < effects.size(); call++) {
      Effect<S> effect = effects.get(call);
      steps.requires[call] = number(numbers, effect.requires());
      steps.excludes[call] = number(numbers, effect.excludes());
      steps.produces[call] = number(numbers, effect.produces());
    }
    return steps;
  }

  private static <S> void observe(Map<S, Integer> numbers, @Nullable S state) {
    if (state != null) {
      numbers.putIfAbsent(state, numbers.size() + 1);
    }
  }

  private static <S> int number(Map<S, Integer> numbers, @Nullable S state) {
    return state == null ? ILLEGAL : numbers.getOrDefault(state, ANY_OTHER);
  }

  /**
   * Which of the optional effects can pay, given the mandatory ones (rules 2 and 4 of the package);
   * true at the place of each that can.
   */
  static <S> boolean[] worthTaking(List<Effect<S>> optional, List<Effect<S>> mandatory) {
    boolean[] worth = new boolean[optional.size()];
    Arrays.fill(worth, true);
    Set<S> excluded = new HashSet<>();
    mandatory.forEach(effect -> addIfPresent(excluded, effect.excludes()));
    boolean changed = true;
    while (changed) {
      changed = false;
      Set<S> required = new HashSet<>();
      mandatory.forEach(effect -> addIfPresent(required, effect.requires()));
      for (int at = 0; at < worth.length; at++) {
        if (worth[at]) {
          addIfPresent(required, optional.get(at).requires());
        }
      }
      for (int at = 0; at < worth.length; at++) {
        if (worth[at] && !pays(optional.get(at), required, excluded)) {
          worth[at] = false;
          changed = true;
        }
      }
    }
    return worth;
  }

  private static <S> void addIfPresent(Set<S> states, @Nullable S state) {
    if (state != null) {
      states.add(state);
    }
  }

  private static <S> boolean pays(Effect<S> effect, Set<S> required, Set<S> excluded) {
    S produced = effect.produces();
    if (produced == null || produced.equals(effect.requires())) {
      return false;
    }
    return required.contains(produced) || excluded.size() > (excluded.contains(produced) ? 1 : 0);
  }

  @Override
  public int initial() {
    return initial;
  }

  @Override
  public int step(int state, int call) {
    int required = requires[call];
    if ((required != ILLEGAL && required != state) || excludes[call] == state) {
      return ILLEGAL;
    }
    return produces[call] == ILLEGAL ? state : produces[call];
  }

  @Override
  public boolean readOnly(int call) {
    return produces[call] == ILLEGAL;
  }

  @Override
  public long bytes() {
    return 12L * requires.length;
  }

  @Override
  public int requires(int call) {
    return requires[call];
  }

  /** The state in which the call is illegal, or {@link #ILLEGAL} if there is no such state. */
  int excludes(int call) {
    return excludes[call];
  }

  @Override
  public int produces(int call) {
    return produces[call];
  }

  @Override
  public int closedStates() {
    return states;
  }
}
