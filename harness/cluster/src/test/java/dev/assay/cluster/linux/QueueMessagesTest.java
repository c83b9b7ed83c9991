package dev.assay.cluster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** As bytes on a machine that puts the lowest byte first, which is what this is run on. */
final class QueueMessagesTest {
  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  @Test
  void aQueueIsAskedForWithPartsOfPacketsABoundAndAWayOutWhenItIsFull() {
    assertThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(hex(QueueMessages.bind(0x0102, 1_024)))
        .isEqualTo(
            "40 00 00 00 02 03 05 00 00 00 00 00 00 00 00 00 "
                + "00 00 01 02 "
                + "08 00 01 00 01 00 00 00 "
                + "09 00 02 00 00 00 00 40 02 00 00 00 "
                + "08 00 03 00 00 00 04 00 "
                + "08 00 04 00 00 00 00 01 "
                + "08 00 05 00 00 00 00 01");
  }

  @Test
  void aVerdictNamesItsQueueAndItsPacket() {
    assertThat(hex(QueueMessages.verdict(3, 0x01020304, QueueMessages.ACCEPT)))
        .isEqualTo(
            "20 00 00 00 01 03 01 00 00 00 00 00 00 00 00 00 "
                + "00 00 00 03 "
                + "0c 00 02 00 00 00 00 01 01 02 03 04");
  }

  /** A TCP packet of 84 bytes between the ports 4660 and 80, after an answer without an error. */
  private static ByteBuffer read() {
    ByteBuffer buffer = ByteBuffer.allocate(200).order(ByteOrder.nativeOrder());
    buffer.putInt(36).putShort((short) 2).putShort((short) 0).putLong(0);
    buffer.putInt(0).put(new byte[16]);
    buffer.putInt(20 + 12 + 4 + 24).putShort((short) 0x300).putShort((short) 0).putLong(0);
    buffer.putShort((short) 2).order(ByteOrder.BIG_ENDIAN).putShort((short) 7);
    buffer.order(ByteOrder.nativeOrder()).putShort((short) 11).putShort((short) 1);
    buffer.order(ByteOrder.BIG_ENDIAN).putInt(99).putShort((short) 0x800).putShort((short) 1);
    buffer.order(ByteOrder.nativeOrder()).putShort((short) 28).putShort((short) 10);
    buffer.order(ByteOrder.BIG_ENDIAN);
    buffer.put((byte) 0x45).put((byte) 0).putShort((short) 84).put(new byte[5]).put((byte) 6);
    buffer.put(new byte[10]).putShort((short) 4_660).putShort((short) 80);
    return buffer.flip();
  }

  @Test
  void packetsAndAnswersAreRead() {
    QueueMessages.Received received = QueueMessages.parse(read());
    assertThat(received.errors()).containsExactly(0);
    assertThat(received.packets())
        .containsExactly(
            new QueuedPacket(7, 99, new QueuedPacket.Content(84, (6L << 32) | 0x12340050)));
  }

  @Test
  void whatIsCutOffOrDamagedIsNoPacketAndNoError() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer whole = read();
    for (int length = 0; length < whole.limit(); length++) {
      QueueMessages.Received received = QueueMessages.parse(whole.slice(0, length));
      assertThat(received.packets()).isEmpty();
    }
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[whole.limit()];
      whole.get(0, bytes);
      for (int change = 0; change < 3; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      assertThat(QueueMessages.parse(ByteBuffer.wrap(bytes)).packets())
          .as("seed %d", seed)
          .hasSizeLessThan(10);
    }
  }
}
