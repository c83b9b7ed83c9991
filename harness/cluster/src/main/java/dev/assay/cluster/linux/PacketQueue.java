package dev.assay.cluster.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Queues of packets (NFQUEUE) in the network namespace of a process: the rules there lead packets
 * to them, and each waits for a verdict. A queue that is full lets packets pass. The kernel drops
 * what still waits when the queues are closed. For one thread at a time. Needs root.
 */
public final class PacketQueue implements AutoCloseable {
  /** So many packets wait in each queue at most. */
  public static final int LENGTH = 1_024;

  private static final int NETLINK = 16;
  private static final int RAW_AND_CLOSED_ON_EXEC = 3 | 0x80000;
  private static final int NETFILTER = 12;
  private static final int SOCKET_LEVEL = 1;
  private static final int FORCE_RECEIVE_BUFFER = 33;
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int WITHOUT_WAITING = 0x40;
  private static final short READABLE = 1;
  private static final int ANSWER_MILLIS = 2_000;
  private static final int READ_BYTES = 64 << 10;
  private static final int READS_AT_ONCE = 256;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment readBuffer = arena.allocate(READ_BYTES, 8);
  private final MemorySegment writeBuffer = arena.allocate(256, 8);
  private final MemorySegment pollEntry = arena.allocate(8, 8);
  private final MethodHandle send;
  private final MethodHandle receive;
  private final MethodHandle poll;
  private final MethodHandle close;
  private final int socket;
  private boolean closed;

  private PacketQueue() throws IOException {
    FunctionDescriptor transfer = FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT);
    send = Libc.function("send", transfer);
    receive = Libc.function("recv", transfer);
    poll = Libc.function("poll", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, LONG, INT));
    close = Libc.function("close", FunctionDescriptor.of(INT, INT));
    socket = openSocket();
  }

  /**
   * Opens queues.
   *
   * @param pid a process in the namespace
   * @param queues their numbers
   * @throws IOException when the kernel has none, or somebody else has one of these
   */
  public static PacketQueue open(long pid, List<Integer> queues)
      throws IOException, InterruptedException {
    PacketQueue opened = NetworkNamespace.call(pid, PacketQueue::new);
    try {
      for (int queue : queues) {
        opened.bind(queue);
      }
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  private static int openSocket() throws IOException {
    try (Arena local = Arena.ofConfined()) {
      FunctionDescriptor three = FunctionDescriptor.of(INT, INT, INT, INT);
      int socket =
          (int)
              Libc.function("socket", three)
                  .invokeExact(NETLINK, RAW_AND_CLOSED_ON_EXEC, NETFILTER);
      if (socket < 0) {
        throw new IOException("the kernel has no netfilter socket");
      }
      FunctionDescriptor option =
          FunctionDescriptor.of(INT, INT, INT, INT, ValueLayout.ADDRESS, INT);
      MemorySegment bytes = local.allocateFrom(INT, RECEIVE_BUFFER_BYTES);
      // A smaller buffer does as well: what it has no room for passes.
      int _ =
          (int)
              Libc.function("setsockopt", option)
                  .invokeExact(socket, SOCKET_LEVEL, FORCE_RECEIVE_BUFFER, bytes, INT_BYTES);
      return socket;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static final int INT_BYTES = Integer.BYTES;

  private void bind(int queue) throws IOException {
    write(QueueMessages.bind(queue, LENGTH));
    List<Integer> errors = await(ANSWER_MILLIS) ? read().errors() : List.of();
    if (errors.isEmpty() || errors.getFirst() != 0) {
      throw new IOException("the kernel gives no packet queue %d: %s".formatted(queue, errors));
    }
  }

  /** Waits for packets, no longer than so many milliseconds. */
  public boolean await(int millis) {
    pollEntry.set(INT, 0, socket);
    pollEntry.set(ValueLayout.JAVA_SHORT, 4, READABLE);
    pollEntry.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
    try {
      return (int) poll.invokeExact(pollEntry, 1L, millis) > 0;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The packets that have come; does not wait. */
  public List<QueuedPacket> packets() {
    List<QueuedPacket> packets = new ArrayList<>();
    for (int i = 0; i < READS_AT_ONCE; i++) {
      List<QueuedPacket> more = read().packets();
      if (more.isEmpty()) {
        break;
      }
      packets.addAll(more);
    }
    return packets;
  }

  private QueueMessages.Received read() {
    try {
      long count =
          (long) receive.invokeExact(socket, readBuffer, (long) READ_BYTES, WITHOUT_WAITING);
      return QueueMessages.parse(readBuffer.asSlice(0, Math.max(0, count)).asByteBuffer());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets a packet pass. */
  public void accept(QueuedPacket packet) throws IOException {
    write(QueueMessages.verdict(packet.queue(), packet.id(), QueueMessages.ACCEPT));
  }

  /** Throws a packet away. */
  public void drop(QueuedPacket packet) throws IOException {
    write(QueueMessages.verdict(packet.queue(), packet.id(), QueueMessages.DROP));
  }

  private void write(byte[] message) throws IOException {
    MemorySegment.copy(message, 0, writeBuffer, ValueLayout.JAVA_BYTE, 0, message.length);
    long sent;
    try {
      sent = (long) send.invokeExact(socket, writeBuffer, (long) message.length, 0);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (sent != message.length) {
      throw new IOException("the kernel takes no word about its packet queues");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      int _ = (int) close.invokeExact(socket);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    } finally {
      arena.close();
    }
  }
}
