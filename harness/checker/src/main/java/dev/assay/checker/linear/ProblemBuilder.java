package dev.assay.checker.linear;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.model.Effect;
import dev.assay.checker.model.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a {@link Problem} from operations: interprets, drops what cannot matter, numbers. */
final class ProblemBuilder<S, C> {
  private final Model<S, C> model;
  private final Order order;
  private final List<C> distinct = new ArrayList<>();
  private final Map<C, Integer> kinds = new HashMap<>();

  ProblemBuilder(Model<S, C> model, Order order) {
    this.model = model;
    this.order = order;
  }

  /** An operation that has a bearing. {@code start} is where its interval begins. */
  record Item<C>(OperationRecord operation, C call, int start, int end) {
    boolean optional() {
      return end == Integer.MAX_VALUE;
    }
  }

  Problem<S, C> build(List<OperationRecord> operations) {
    List<Item<C>> mandatory = new ArrayList<>();
    List<Item<C>> optional = new ArrayList<>();
    for (OperationRecord operation : operations) {
      C call = model.interpret(operation);
      if (call != null) {
        Item<C> item = item(operation, call);
        if (!item.optional()) {
          mandatory.add(item);
        } else if (!model.readOnly(call)) {
          optional.add(item);
        }
      }
    }
    optional = worthTaking(optional, mandatory);
    Sessions<C> sessions = new Sessions<>();
    if (order == Order.SESSION) {
      mandatory = sessions.bringForward(mandatory, item -> model.readOnly(item.call()));
    }
    mandatory.sort(Comparator.comparingInt(Item::start));
    return number(mandatory, optional, sessions);
  }

  private Item<C> item(OperationRecord operation, C call) {
    int start = Math.toIntExact(operation.invoke().index());
    boolean known = operation.outcome() != EntryType.INFO;
    int end = known ? Math.toIntExact(operation.returnIndex()) : Integer.MAX_VALUE;
    return new Item<>(operation, call, start, end);
  }

  private List<Item<C>> worthTaking(List<Item<C>> optional, List<Item<C>> mandatory) {
    List<Effect<S>> optionalEffects = effects(optional);
    List<Effect<S>> mandatoryEffects = effects(mandatory);
    if (optionalEffects.size() < optional.size() || mandatoryEffects.size() < mandatory.size()) {
      return optional;
    }
    boolean[] worth = EffectSteps.worthTaking(optionalEffects, mandatoryEffects);
    List<Item<C>> kept = new ArrayList<>();
    for (int at = 0; at < worth.length; at++) {
      if (worth[at]) {
        kept.add(optional.get(at));
      }
    }
    return kept;
  }

  private List<Effect<S>> effects(List<Item<C>> items) {
    List<Effect<S>> effects = new ArrayList<>();
    for (Item<C> item : items) {
      Effect<S> effect = model.effect(item.call());
      if (effect != null) {
        effects.add(effect);
      }
    }
    return effects;
  }

  private Problem<S, C> number(
      List<Item<C>> mandatory, List<Item<C>> optional, Sessions<C> sessions) {
    List<Item<C>> all = new ArrayList<>(mandatory);
    all.addAll(optional);
    int size = all.size();
    int[] kind = new int[size];
    int[] call = new int[size];
    int[] ret = new int[size];
    for (int at = 0; at < size; at++) {
      Item<C> item = all.get(at);
      kind[at] = kindOf(item.call());
      call[at] = item.start();
      ret[at] = item.end();
    }
    int[][] before = order == Order.SESSION ? sessions.before(all, mandatory.size()) : new int[0][];
    return new Problem<>(
        model,
        order,
        all.stream().map(Item::operation).toList(),
        all.stream().map(Item::call).toList(),
        kind,
        mandatory.size(),
        call,
        ret,
        before,
        groups(all, mandatory.size(), kind),
        steps());
  }

  private int kindOf(C call) {
    return kinds.computeIfAbsent(
        call,
        added -> {
          distinct.add(added);
          return distinct.size() - 1;
        });
  }

  private Steps steps() {
    List<Effect<S>> effects = new ArrayList<>();
    for (C call : distinct) {
      Effect<S> effect = model.effect(call);
      if (effect != null) {
        effects.add(effect);
      }
    }
    return effects.size() == distinct.size()
        ? EffectSteps.of(model.initial(), effects)
        : new ModelSteps<>(model, distinct);
  }

  /**
   * Equal optional operations, in the order of their calls. Sessions do not matter here: they
   * change something, so that real time already puts them behind what came before them in their
   * session.
   */
  private static <C> int[][] groups(List<Item<C>> all, int mandatory, int[] kind) {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int at = mandatory; at < all.size(); at++) {
      groups.computeIfAbsent(kind[at], _ -> new ArrayList<>()).add(at);
    }
    return groups.values().stream()
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}
