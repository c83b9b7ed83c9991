package dev.assay.server.zab;

import dev.assay.server.bytes.ByteReader;
import dev.assay.server.bytes.ByteWriter;

/**
 * An election message.
 *
 * @param state what the sender is doing
 * @param round the sender's election round (its logical clock)
 * @param vote whom the sender votes for, or follows
 */
record Notification(int sender, State state, long round, Vote vote) {
  enum State {
    LOOKING(0),
    FOLLOWING(1),
    LEADING(2);

    private final int number;

    State(int number) {
      this.number = number;
    }

    private static State of(int number) {
      for (State state : values()) {
        if (state.number == number) {
          return state;
        }
      }
      throw new IllegalArgumentException("no election state " + number);
    }
  }

  byte[] toBytes() {
    return new ByteWriter()
        .int32(sender)
        .int8(state.number)
        .int64(round)
        .int64(vote.currentEpoch())
        .int64(vote.lastZxid())
        .int32(vote.leader())
        .toBytes();
  }

  /** Throws {@link IllegalArgumentException} when the bytes are no notification. */
  static Notification of(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int sender = in.int32();
    State state = State.of(in.int8());
    long round = in.int64();
    Vote vote = new Vote(in.int64(), in.int64(), in.int32());
    in.expectEnd();
    return new Notification(sender, state, round, vote);
  }
}
