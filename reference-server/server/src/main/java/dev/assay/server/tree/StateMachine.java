package dev.assay.server.tree;

import dev.assay.server.bug.SeededBug;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Applies envelopes in their order. Two machines that were given the same envelopes at the same
 * positions are equal to the last bit: {@link #digest} compares them.
 */
public final class StateMachine {
  /**
   * The newest level of the language of requests that this machine understands. Level 1 is the
   * first; from level 2 on an envelope ends with a checksum, so that what was damaged on its way
   * from one node's memory to another's is noticed before it is applied.
   */
  public static final int FEATURE_LEVEL = 2;

  /** The most data that one node holds, in bytes. */
  public static final int MAX_DATA_BYTES = 1 << 20;

  private final Set<SeededBug> bugs;
  private State state = State.initial();
  private long position;

  /**
   * @param bugs the seeded bugs that are switched on
   */
  public StateMachine(Set<SeededBug> bugs) {
    this.bugs = bugs;
  }

  /** The state at {@link #position}; it does not change any more. */
  public State state() {
    return state;
  }

  /** The position of the last envelope that was applied; 0 at first. */
  public long position() {
    return position;
  }

  /**
   * Applies an envelope.
   *
   * @throws IllegalStateException when the envelope is of a level above {@link #FEATURE_LEVEL}, or
   *     the position does not grow: the node must stop, since it would diverge
   */
  public Applied apply(long at, Envelope envelope) {
    if (envelope.featureLevel() > FEATURE_LEVEL) {
      throw new IllegalStateException(
          "an entry of feature level %d at position %d; this server knows %d: upgrade it"
              .formatted(envelope.featureLevel(), at, FEATURE_LEVEL));
    }
    if (at <= position) {
      throw new IllegalStateException("position " + at + " after position " + position);
    }
    Transition transition = new Transition(state, at, envelope, bugs);
    Applied applied = transition.run();
    state = transition.state();
    position = at;
    return applied;
  }

  /**
   * Ends a session in this machine alone, at no position of its own; nothing when there is no such
   * session. Only a seeded bug asks.
   */
  public Applied endAlone(long session) {
    Envelope end = new Envelope(session, 0, 0, List.of(), 0, 1, new Request.CloseSession());
    Transition transition = new Transition(state, position, end, bugs);
    Applied applied = transition.run();
    state = transition.state();
    return applied;
  }

  /**
   * What a request would do to a state, whoever's turn it is. Only seeded bugs ask.
   *
   * @param from the state at {@link #position}, or one that was guessed from it
   * @param request one on nodes
   */
  public Guess guess(State from, long session, Request request) {
    Edit edit = new Edit(from, session, position + 1, bugs);
    Result result =
        switch (request) {
          case Request.Single single -> edit.single(single);
          case Request.Multi multi -> edit.multi(multi);
          case Request.CreateSession _, Request.AttachSession _, Request.CloseSession _ ->
              throw new IllegalArgumentException("not on nodes: " + request);
        };
    State then = from.with(edit.tree(), edit.sessions());
    return new Guess(then, new Applied(result, edit.changes()));
  }

  /** The present state in chunks; they are made while they are read, and stay as of now. */
  public Iterator<byte[]> snapshot() {
    return new SnapshotWriter(state);
  }

  /**
   * Replaces the state, or leaves it as it is and throws.
   *
   * @param at the position of the last envelope that the snapshot has seen
   * @throws IllegalArgumentException when the chunks are not a whole, sound snapshot
   */
  public void restore(long at, Iterator<byte[]> chunks) {
    state = new SnapshotReader(chunks, bugs).read();
    position = at;
  }

  /** A hash over the whole state, equal on equal replicas. Takes a walk over all of it. */
  public long digest() {
    long hash = 0xcbf29ce484222325L;
    for (Iterator<byte[]> chunks = snapshot(); chunks.hasNext(); ) {
      for (byte value : chunks.next()) {
        hash = (hash ^ (value & 0xff)) * 0x100000001b3L;
      }
    }
    return hash;
  }
}
