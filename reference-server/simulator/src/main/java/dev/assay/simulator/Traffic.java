package dev.assay.simulator;

import dev.assay.server.zab.MessageText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the messages between nodes that were sent near some moments, without heartbeats, for a
 * picture of them. The world does the same whether somebody listens or not.
 */
public final class Traffic {
  /** Of a message that did not arrive. */
  public static final long NEVER = -1;

  /** So many before each moment are kept, those next to it, and as many after it. */
  private static final int MOST = 500;

  private final long reach;
  private final List<Near> moments = new ArrayList<>();
  private int sent;

  /**
   * A message.
   *
   * @param sent when, in nanoseconds of the world
   * @param arrived when the other node's host had it; {@link #NEVER} if it did not come
   * @param text what it says
   */
  public record Transfer(String from, String to, long sent, long arrived, String text) {}

  /** A message on its way; if somebody listens, with what is kept of it. */
  record Parcel(byte[] bytes, @Nullable Heard heard) {}

  /** What is kept of a message. */
  static final class Heard {
    private final int number;
    private final Transfer sent;
    private long arrived = NEVER;

    private Heard(int number, Transfer sent) {
      this.number = number;
      this.sent = sent;
    }
  }

  /** What is kept around one moment. */
  private record Near(long moment, Deque<Heard> before, List<Heard> after) {
    void offer(Heard heard) {
      if (heard.sent.sent() > moment) {
        if (after.size() < MOST) {
          after.add(heard);
        }
        return;
      }
      before.add(heard);
      if (before.size() > MOST) {
        before.remove();
      }
    }
  }

  /**
   * One that listens.
   *
   * @param moments when, in nanoseconds of the world
   * @param reach how long before and after
   */
  public Traffic(List<Long> moments, long reach) {
    this.reach = reach;
    for (long moment : moments) {
      this.moments.add(new Near(moment, new ArrayDeque<>(), new ArrayList<>()));
    }
  }

  /** One that does not. */
  public static Traffic unheard() {
    return new Traffic(List.of(), 0);
  }

  /** What was heard, in the order in which it was sent. */
  public List<Transfer> transfers() {
    NavigableMap<Integer, Transfer> inOrder = new TreeMap<>();
    for (Near near : moments) {
      near.before.forEach(heard -> inOrder.put(heard.number, transfer(heard)));
      near.after.forEach(heard -> inOrder.put(heard.number, transfer(heard)));
    }
    return List.copyOf(inOrder.values());
  }

  private static Transfer transfer(Heard heard) {
    Transfer sent = heard.sent;
    return new Transfer(sent.from(), sent.to(), sent.sent(), heard.arrived, sent.text());
  }

  Parcel link(String from, String to, long now, byte[] bytes) {
    return new Parcel(bytes, near(now) ? heard(from, to, now, MessageText.ofLink(bytes)) : null);
  }

  Parcel datagram(String from, String to, long now, byte[] bytes) {
    return new Parcel(
        bytes, near(now) ? heard(from, to, now, MessageText.ofDatagram(bytes)) : null);
  }

  private boolean near(long now) {
    for (Near near : moments) {
      if (Math.abs(now - near.moment) <= reach) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Heard heard(String from, String to, long now, String text) {
    if (text.isEmpty()) {
      return null;
    }
    Heard heard = new Heard(sent++, new Transfer(from, to, now, NEVER, text));
    for (Near near : moments) {
      if (Math.abs(now - near.moment) <= reach) {
        near.offer(heard);
      }
    }
    return heard;
  }

  /** Of a datagram that comes twice, the first counts. */
  static void arrived(Parcel parcel, long now) {
    Heard heard = parcel.heard();
    if (heard != null && heard.arrived == NEVER) {
      heard.arrived = now;
    }
  }
}
