package dev.assay.server.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EnvelopeCodecTest {
  private static final long SEED = Long.getLong("assay.seed", 20260101);

  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void readsBackEveryKindOfRequest() {
    System.out.println("EnvelopeCodecTest seed " + SEED);
    for (int round = 0; round < 2000; round++) {
      Envelope envelope = envelope(request(round % 8));
      assertThat(EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)))
          .usingRecursiveComparison()
          .isEqualTo(envelope);
    }
  }

  @Test
  void refusesEveryShorterEnvelope() {
    for (int kind = 0; kind < 8; kind++) {
      byte[] whole = EnvelopeCodec.encode(envelope(request(kind)));
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatIllegalArgumentException().isThrownBy(() -> EnvelopeCodec.decode(cut));
      }
    }
  }

  @Test
  void throwsNothingElseOnBrokenBytes() {
    System.out.println("EnvelopeCodecTest seed " + SEED);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = EnvelopeCodec.encode(envelope(request(round % 8)));
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(EnvelopeCodec.decode(bytes)).isNotNull();
      } catch (IllegalArgumentException expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void refusesWhatIsTooLongOrOfAnotherVersion() {
    byte[] huge = new byte[EnvelopeCodec.MAX_BYTES + 1];
    huge[0] = 1;
    assertThatIllegalArgumentException().isThrownBy(() -> EnvelopeCodec.decode(huge));
    byte[] newer = EnvelopeCodec.encode(envelope(new Request.CloseSession()));
    newer[0] = 2;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnvelopeCodec.decode(newer))
        .withMessage("an envelope of version 2");
    assertThatIllegalArgumentException().isThrownBy(() -> EnvelopeCodec.sealed(newer, 1, 1));
  }

  @Test
  void theLargestDataFits() {
    byte[] data = new byte[StateMachine.MAX_DATA_BYTES];
    byte[] bytes = EnvelopeCodec.encode(envelope(new Request.SetData("/a", data, -1)));
    assertThat(EnvelopeCodec.decode(bytes).request()).isInstanceOf(Request.SetData.class);
  }

  @Test
  void sealsWithoutTouchingTheRest() {
    Envelope open = new Envelope(3, 4, 5, List.of("digest:a"), 0, 0, new Request.Check("/a", 6));
    byte[] bytes = EnvelopeCodec.encode(open);
    Envelope sealed = EnvelopeCodec.decode(EnvelopeCodec.sealed(bytes, 77, 1));
    assertThat(sealed)
        .isEqualTo(new Envelope(3, 4, 5, List.of("digest:a"), 77, 1, new Request.Check("/a", 6)));
    assertThat(EnvelopeCodec.decode(bytes)).isEqualTo(open);
  }

  @Test
  void fromTheSecondLevelOnEveryChangedByteIsNoticed() {
    Envelope open = new Envelope(3, 4, 5, List.of(), 0, 0, new Request.Check("/a", 6));
    byte[] bytes = EnvelopeCodec.sealed(EnvelopeCodec.encode(open), 77, 2);
    assertThat(EnvelopeCodec.level(bytes)).isEqualTo(2);
    assertThat(EnvelopeCodec.decode(bytes).timeMillis()).isEqualTo(77);
    // The version and the level say how the rest is to be read.
    for (int at = 5; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EnvelopeCodec.decode(changed))
          .withMessage("its checksum is wrong");
    }
  }

  @Test
  void tellsTheSessionOfAClientsRequestAndNoneOfTheServersOwn() {
    Request request = new Request.CloseSession();
    Envelope clients = new Envelope(3, 4, 5, List.of("digest:a"), 0, 0, request);
    Envelope servers = new Envelope(3, 0, 0, List.of(), 0, 0, request);
    assertThat(EnvelopeCodec.client(EnvelopeCodec.encode(clients))).isEqualTo(3);
    assertThat(EnvelopeCodec.client(EnvelopeCodec.encode(servers))).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> EnvelopeCodec.client(new byte[20]));
  }

  private Envelope envelope(Request request) {
    List<String> identities = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      identities.add(text());
    }
    return new Envelope(
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        identities,
        random.nextLong(),
        random.nextInt(),
        request);
  }

  private Request request(int kind) {
    return switch (kind) {
      case 4 -> {
        List<Request.Single> requests = new ArrayList<>();
        for (int count = random.nextInt(5); count > 0; count--) {
          requests.add(single(random.nextInt(4)));
        }
        yield new Request.Multi(requests);
      }
      case 5 -> new Request.CreateSession(random.nextLong(), random.nextInt(), bytes());
      case 6 -> new Request.AttachSession(random.nextLong(), bytes());
      case 7 -> new Request.CloseSession();
      default -> single(kind);
    };
  }

  private Request.Single single(int kind) {
    return switch (kind) {
      case 0 ->
          new Request.Create(
              text(),
              bytes(),
              random.nextBoolean() ? CreateMode.EPHEMERAL : CreateMode.PERSISTENT_SEQUENTIAL,
              random.nextBoolean());
      case 1 -> new Request.Delete(text(), random.nextInt());
      case 2 -> new Request.SetData(text(), bytes(), random.nextInt());
      default -> new Request.Check(text(), random.nextInt());
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder("/");
    for (int length = random.nextInt(20); length > 0; length--) {
      text.append((char) random.nextInt(0xd800));
    }
    return text.toString();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }
}
