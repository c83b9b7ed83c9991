package dev.assay.cluster.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of the kernel's packet queues, NFQUEUE ({@code linux/netfilter/nfnetlink_queue.h}).
 * A message is a netlink header in the machine's order of bytes, a netfilter header that has the
 * queue's number, and attributes in the network's order, each padded to four bytes.
 */
final class QueueMessages {
  /** How much of each packet the kernel shows: the longest IP header, and the ports. */
  static final int SHOWN_BYTES = 64;

  static final int ACCEPT = 1;
  static final int DROP = 0;

  private static final int SUBSYSTEM = 3 << 8;
  private static final short PACKET = SUBSYSTEM;
  private static final short VERDICT = SUBSYSTEM | 1;
  private static final short CONFIG = SUBSYSTEM | 2;
  private static final short ERROR = 2;
  private static final int REQUEST = 1;
  private static final int ACKNOWLEDGE = 4;
  private static final int HEADERS = 20;
  private static final int NETLINK_HEADER = 16;

  private static final int BIND = 1;
  private static final int COPY_PACKET = 2;
  private static final int FAIL_OPEN = 1;

  /** The numbers of attributes. */
  private static final int CONFIG_COMMAND = 1;

  private static final int CONFIG_PARAMETERS = 2;
  private static final int CONFIG_LENGTH = 3;
  private static final int CONFIG_MASK = 4;
  private static final int CONFIG_FLAGS = 5;
  private static final int PACKET_HEADER = 1;
  private static final int VERDICT_HEADER = 2;
  private static final int PAYLOAD = 10;

  private static final int TCP = 6;
  private static final int UDP = 17;

  private QueueMessages() {}

  /** Asks for a queue, which holds so many packets; those that come when it is full pass. */
  static byte[] bind(int queue, int length) {
    ByteBuffer attributes = ByteBuffer.allocate(64);
    begin(attributes, CONFIG_COMMAND, 4).put((byte) BIND).put((byte) 0).putShort((short) 0);
    begin(attributes, CONFIG_PARAMETERS, 5).putInt(SHOWN_BYTES).put((byte) COPY_PACKET);
    pad(attributes);
    begin(attributes, CONFIG_LENGTH, 4).putInt(length);
    begin(attributes, CONFIG_MASK, 4).putInt(FAIL_OPEN);
    begin(attributes, CONFIG_FLAGS, 4).putInt(FAIL_OPEN);
    return message(CONFIG, REQUEST | ACKNOWLEDGE, queue, attributes);
  }

  /** Says what is to become of a packet: {@link #ACCEPT} or {@link #DROP}. */
  static byte[] verdict(int queue, int packet, int verdict) {
    ByteBuffer attributes = ByteBuffer.allocate(12);
    begin(attributes, VERDICT_HEADER, 8).putInt(verdict).putInt(packet);
    return message(VERDICT, REQUEST, queue, attributes);
  }

  private static ByteBuffer begin(ByteBuffer buffer, int attribute, int length) {
    return buffer
        .order(ByteOrder.nativeOrder())
        .putShort((short) (length + 4))
        .putShort((short) attribute)
        .order(ByteOrder.BIG_ENDIAN);
  }

  private static void pad(ByteBuffer buffer) {
    buffer.position(aligned(buffer.position()));
  }

  private static int aligned(int length) {
    return Math.ceilDiv(length, 4) * 4;
  }

  private static byte[] message(short type, int flags, int queue, ByteBuffer attributes) {
    int length = HEADERS + attributes.position();
    ByteBuffer message = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    message.putInt(length).putShort(type).putShort((short) flags).putInt(0).putInt(0);
    message.put((byte) 0).put((byte) 0).order(ByteOrder.BIG_ENDIAN).putShort((short) queue);
    message.put(attributes.flip());
    return message.array();
  }

  /**
   * What came in one read.
   *
   * @param packets those that wait for a verdict
   * @param errors the kernel's answers to requests: 0, or an error's number below 0
   */
  record Received(List<QueuedPacket> packets, List<Integer> errors) {}

  /** Reads messages; what is neither a packet nor an answer is passed over. */
  static Received parse(ByteBuffer from) {
    ByteBuffer buffer = from.slice();
    List<QueuedPacket> packets = new ArrayList<>();
    List<Integer> errors = new ArrayList<>();
    int at = 0;
    while (buffer.limit() - at >= NETLINK_HEADER) {
      buffer.order(ByteOrder.nativeOrder());
      int length = buffer.getInt(at);
      if (length < NETLINK_HEADER || length > buffer.limit() - at) {
        break;
      }
      short type = buffer.getShort(at + 4);
      if (type == ERROR && length >= HEADERS) {
        errors.add(buffer.getInt(at + NETLINK_HEADER));
      } else if (type == PACKET && length >= HEADERS) {
        packet(buffer.slice(at + NETLINK_HEADER, length - NETLINK_HEADER), packets);
      }
      at += aligned(length);
    }
    return new Received(packets, errors);
  }

  private static void packet(ByteBuffer message, List<QueuedPacket> packets) {
    int queue = Short.toUnsignedInt(message.order(ByteOrder.BIG_ENDIAN).getShort(2));
    int id = 0;
    QueuedPacket.Content content = new QueuedPacket.Content(0, 0);
    int at = 4;
    while (message.limit() - at >= 4) {
      message.order(ByteOrder.nativeOrder());
      int length = Short.toUnsignedInt(message.getShort(at));
      int attribute = message.getShort(at + 2) & 0x3fff;
      if (length < 4 || length > message.limit() - at) {
        break;
      }
      ByteBuffer value = message.slice(at + 4, length - 4).order(ByteOrder.BIG_ENDIAN);
      if (attribute == PACKET_HEADER && value.limit() >= 4) {
        id = value.getInt(0);
      } else if (attribute == PAYLOAD) {
        content = content(value);
      }
      at += aligned(length);
    }
    packets.add(new QueuedPacket(queue, id, content));
  }

  /** Of an IPv4 packet: how long it is, and between which ports. */
  private static QueuedPacket.Content content(ByteBuffer packet) {
    if (packet.limit() < 20) {
      return new QueuedPacket.Content(0, 0);
    }
    int header = (packet.get(0) & 0xf) * 4;
    int protocol = Byte.toUnsignedInt(packet.get(9));
    boolean hasPorts = (protocol == TCP || protocol == UDP) && packet.limit() >= header + 4;
    long ports = hasPorts ? Integer.toUnsignedLong(packet.getInt(header)) : 0;
    return new QueuedPacket.Content(
        Short.toUnsignedInt(packet.getShort(2)), ((long) protocol << 32) | ports);
  }
}
