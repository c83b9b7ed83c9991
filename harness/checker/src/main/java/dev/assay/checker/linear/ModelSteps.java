package dev.assay.checker.linear;

import dev.assay.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Steps of any model: its states are numbered as they turn up, its answers remembered. */
final class ModelSteps<S, C> implements Steps {
  private static final int NOT_ASKED = -2;

  private final Model<S, C> model;
  private final List<C> calls;
  private final Map<S, Integer> numbers = new HashMap<>();
  private final List<S> states = new ArrayList<>();
  private final List<int[]> answers = new ArrayList<>();
  private final boolean[] readOnly;
  private final int initial;
  private long bytes;

  ModelSteps(Model<S, C> model, List<C> calls) {
    this.model = model;
    this.calls = calls;
    this.readOnly = new boolean[calls.size()];
    for (int call = 0; call < readOnly.length; call++) {
      readOnly[call] = model.readOnly(calls.get(call));
    }
    this.initial = number(model.initial());
  }

  @Override
  public int initial() {
    return initial;
  }

  @Override
  public int step(int state, int call) {
    int[] row = answers.get(state);
    if (row[call] == NOT_ASKED) {
      S after = model.step(states.get(state), calls.get(call));
      row[call] = after == null ? ILLEGAL : readOnly[call] ? state : number(after);
    }
    return row[call];
  }

  private int number(S state) {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    int number = states.size();
    int[] row = new int[calls.size()];
    Arrays.fill(row, NOT_ASKED);
    numbers.put(state, number);
    states.add(state);
    answers.add(row);
    bytes += 100 + 4L * row.length + model.stateBytes(state);
    return number;
  }

  @Override
  public boolean readOnly(int call) {
    return readOnly[call];
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public int requires(int call) {
    return ILLEGAL;
  }

  @Override
  public int produces(int call) {
    return ILLEGAL;
  }

  @Override
  public int closedStates() {
    return 0;
  }
}
