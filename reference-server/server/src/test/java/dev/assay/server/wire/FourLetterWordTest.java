package dev.assay.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.server.broadcast.AtomicBroadcast.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FourLetterWordTest {
  @Test
  void knowsItsLetters() {
    assertThat(FourLetterWord.of(bytes("srvr"))).contains(FourLetterWord.SRVR);
    assertThat(FourLetterWord.of(bytes("ruok"))).contains(FourLetterWord.RUOK);
    assertThat(FourLetterWord.of(bytes("kill"))).isEmpty();
  }

  @Test
  void isNeverTheLengthOfAFrame() {
    for (FourLetterWord word : FourLetterWord.values()) {
      assertThat(bytes(word.name().toLowerCase(java.util.Locale.ROOT)))
          .isGreaterThan(ClientCodec.MAX_FRAME_BYTES);
    }
  }

  @Test
  void tellsWhereTheNodeStands() {
    Status status = new Status("leader", 3, 0x300000005L);

    assertThat(FourLetterWord.SRVR.answer(status, 17, 2, 1).lines())
        .containsExactly(
            "Zookeeper version: 3.9.5-assay",
            "Connections: 2",
            "Zxid: 0x300000005",
            "Mode: leader",
            "Epoch: 3",
            "Node count: 17",
            "Feature level: 1");
  }

  @Test
  void saysThatTheNodeDoesNotServe() {
    Status status = new Status("looking", 3, 9);

    assertThat(FourLetterWord.SRVR.answer(status, 17, 2, 1).lines())
        .containsExactly(
            "This ZooKeeper instance is not currently serving requests",
            "Mode: looking",
            "Epoch: 3",
            "Feature level: 1");
    assertThat(FourLetterWord.RUOK.answer(status, 17, 2, 1)).isEqualTo("imok");
  }

  private static int bytes(String word) {
    return ByteBuffer.wrap(word.getBytes(StandardCharsets.US_ASCII)).getInt();
  }
}
