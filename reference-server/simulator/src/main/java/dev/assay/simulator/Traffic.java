package dev.assay.simulator;

import dev.assay.server.zab.MessageText;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the messages between nodes that were sent during some stretches of time, without
 * heartbeats, for a picture of them. The world does the same whether somebody listens or not.
 */
public final class Traffic {
  /** Of a message that did not arrive. */
  public static final long NEVER = -1;

  private static final int NOT_KEPT = -1;
  private static final int MOST = 10_000;
  private final List<Stretch> stretches;
  private final List<Transfer> transfers = new ArrayList<>();

  /** From one moment to another, in nanoseconds of the world. */
  public record Stretch(long from, long to) {
    boolean holds(long moment) {
      return from <= moment && moment <= to;
    }
  }

  /**
   * A message.
   *
   * @param sent when, in nanoseconds of the world
   * @param arrived when the other node's host had it; {@link #NEVER} if it did not come
   * @param text what it says
   */
  public record Transfer(String from, String to, long sent, long arrived, String text) {}

  /** One that hears what is sent during these stretches; up to 10,000 messages. */
  public Traffic(List<Stretch> stretches) {
    this.stretches = List.copyOf(stretches);
  }

  /** What was heard, in the order in which it was sent. */
  public List<Transfer> transfers() {
    return List.copyOf(transfers);
  }

  /** A message on its way, with the number that it is kept under. */
  record Parcel(byte[] bytes, int number) {}

  Parcel link(String from, String to, long now, byte[] bytes) {
    boolean kept = keeps(now) && !MessageText.isHeartbeat(bytes);
    return parcel(from, to, now, bytes, kept ? MessageText.ofLink(bytes) : "");
  }

  Parcel datagram(String from, String to, long now, byte[] bytes) {
    return parcel(from, to, now, bytes, keeps(now) ? MessageText.ofDatagram(bytes) : "");
  }

  private boolean keeps(long now) {
    return transfers.size() < MOST && stretches.stream().anyMatch(stretch -> stretch.holds(now));
  }

  private Parcel parcel(String from, String to, long now, byte[] bytes, String text) {
    if (text.isEmpty()) {
      return new Parcel(bytes, NOT_KEPT);
    }
    transfers.add(new Transfer(from, to, now, NEVER, text));
    return new Parcel(bytes, transfers.size() - 1);
  }

  /** Of a datagram that comes twice, the first counts. */
  void arrived(Parcel parcel, long now) {
    if (parcel.number() != NOT_KEPT) {
      Transfer sent = transfers.get(parcel.number());
      if (sent.arrived() == NEVER) {
        transfers.set(
            parcel.number(), new Transfer(sent.from(), sent.to(), sent.sent(), now, sent.text()));
      }
    }
  }
}
