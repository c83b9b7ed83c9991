package dev.assay.server.tree;

import java.util.List;

/**
 * A request as it is replicated; {@code apply} reads nothing else.
 *
 * @param session who asks; 0 for the opening of a session
 * @param attachment which connection of the session, counted by the state machine; a request of an
 *     earlier one is refused. 0 where the server itself acts on the session (attach, expiry)
 * @param sequence the session's own number of the request on this attachment, from 1; gaps and
 *     repeats are refused. 0 where the attachment is 0
 * @param identities who the client has proven to be (scheme:id)
 * @param timeMillis the leader's wall clock when the order was fixed; 0 until the leader seals it
 * @param featureLevel the level of the language that the request is written in
 * @param request what shall be done
 */
public record Envelope(
    long session,
    long attachment,
    long sequence,
    List<String> identities,
    long timeMillis,
    int featureLevel,
    Request request) {
  public Envelope {
    identities = List.copyOf(identities);
  }

  /** The same at another time; only a seeded bug asks. */
  public Envelope at(long otherTimeMillis) {
    return new Envelope(
        session, attachment, sequence, identities, otherTimeMillis, featureLevel, request);
  }
}
