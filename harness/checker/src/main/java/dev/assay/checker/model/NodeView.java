package dev.assay.checker.model;

import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.OperationRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node of a tree as an object of its own. What a call says about it alone is kept, as an effect
 * in closed form; what cannot be said so is left out. So a history that the tree explains is
 * explained here too, and one that has no order here has none there.
 *
 * <p>There are two views of a node. That of its contents sees data and version together, and takes
 * every change as one that is possible in any state: what somebody reads must have been put there,
 * and not been replaced. That of its versions sees them alone, but each change follows on the state
 * that it says it found.
 *
 * @param path the node
 * @param byVersions whether this is the view of its versions
 * @param seenWith which version its data were seen with, where the change did not say it
 */
record NodeView(String path, boolean byVersions, Map<String, Long> seenWith)
    implements RegisterLike<NodeView.State, NodeView.Glimpse> {
  private static final ZnodeModel TREE = new ZnodeModel();
  private static final long UNSAID = -1;

  /** What is there, if something is. */
  record State(boolean there, String data, long version) {}

  /** A call on the tree, and what it says about this node. */
  record Glimpse(ZnodeModel.Call call, Effect<State> effect) {}

  private static final State ABSENT = new State(false, "", UNSAID);
  private static final Effect<State> IS_ABSENT = new Effect<>(ABSENT, null, null);
  private static final Effect<State> IS_THERE = new Effect<>(null, ABSENT, null);

  @Override
  public State initial() {
    return path.equals("/") ? state("", 0) : ABSENT;
  }

  private State state(String data, long version) {
    return new State(true, byVersions ? "" : data, version);
  }

  @Override
  public @Nullable Glimpse interpret(OperationRecord operation) {
    ZnodeModel.Call call = TREE.interpret(operation);
    Effect<State> effect = call == null ? null : glimpse(call);
    return call == null || effect == null ? null : new Glimpse(call, effect);
  }

  private @Nullable Effect<State> glimpse(ZnodeModel.Call call) {
    if (call.path().equals(path)) {
      return call.error().isEmpty() ? done(call) : refused(call);
    }
    if (ZnodeTree.parent(call.path()).equals(path)) {
      return ofChild(call);
    }
    return call.path().equals(ZnodeTree.parent(path)) ? ofParent(call) : null;
  }

  private Effect<State> done(ZnodeModel.Call call) {
    return switch (call.f()) {
      case "create" -> became(byVersions ? ABSENT : null, state(call.data(), 0));
      case "set" -> set(call);
      case "delete" ->
          became(byVersions && call.expected() >= 0 ? state("", call.expected()) : null, ABSENT);
      case "exists" ->
          call.version() < 0 ? IS_ABSENT : byVersions ? was(call.data(), call.version()) : IS_THERE;
      case "get" -> call.version() < 0 ? IS_THERE : was(call.data(), call.version());
      default -> IS_THERE;
    };
  }

  private Effect<State> set(ZnodeModel.Call call) {
    if (byVersions) {
      long before = call.version() < 0 ? call.expected() : call.version() - 1;
      return became(state("", before), state("", before + 1));
    }
    long said = call.version() < 0 ? seenWith.getOrDefault(call.data(), UNSAID) : call.version();
    return became(null, state(call.data(), said));
  }

  private Effect<State> was(String data, long version) {
    return new Effect<>(state(data, version), null, null);
  }

  private static Effect<State> became(@Nullable State before, State after) {
    return new Effect<>(before, null, after);
  }

  private Effect<State> refused(ZnodeModel.Call call) {
    return switch (call.error()) {
      case "no-node" -> IS_ABSENT;
      case "bad-version" ->
          byVersions ? new Effect<>(null, state("", call.expected()), null) : IS_THERE;
      default -> IS_THERE;
    };
  }

  /** Where a child is created, or is there already, its parent is there too. */
  private static @Nullable Effect<State> ofChild(ZnodeModel.Call call) {
    if (!call.f().equals("create") || !call.known()) {
      return null;
    }
    return call.error().equals("no-node") ? IS_ABSENT : IS_THERE;
  }

  /** A list of children says who is among them; a deleted parent had none. */
  private @Nullable Effect<State> ofParent(ZnodeModel.Call call) {
    if (!call.error().isEmpty() || !call.known()) {
      return null;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    return switch (call.f()) {
      case "children" -> call.children().contains(name) ? IS_THERE : IS_ABSENT;
      case "delete" -> IS_ABSENT;
      default -> null;
    };
  }

  @Override
  public @Nullable State step(State state, Glimpse call) {
    Effect<State> effect = call.effect();
    if ((effect.requires() != null && !effect.requires().equals(state))
        || state.equals(effect.excludes())) {
      return null;
    }
    return effect.produces() == null ? state : effect.produces();
  }

  @Override
  public boolean readOnly(Glimpse call) {
    return call.effect().produces() == null;
  }

  @Override
  public Effect<State> effect(Glimpse call) {
    return call.effect();
  }

  @Override
  public boolean wouldHaveMade(OperationRecord operation, State state) {
    return !byVersions
        && operation.invoke().value() instanceof Map<?, ?> asked
        && path.equals(asked.get("path"))
        && state.data().equals(asked.get("data"));
  }

  @Override
  public String describe(Glimpse call) {
    return TREE.describe(call.call());
  }

  @Override
  public String describeState(State state) {
    if (!state.there()) {
      return "absent";
    }
    String version = "version " + state.version();
    return byVersions
        ? version
        : EntryJson.valueText(state.data()) + (state.version() < 0 ? "" : ", " + version);
  }
}
