package dev.assay.server.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ByteReaderTest {
  @Test
  void readsBackWhatWasWritten() {
    byte[] written =
        new ByteWriter()
            .int8(-1)
            .int32(Integer.MIN_VALUE)
            .int64(0x0123_4567_89ab_cdefL)
            .bytes(new byte[] {1, 2, 3})
            .string("añ€😀")
            .toBytes();
    ByteReader reader = new ByteReader(written);
    assertThat(reader.int8()).isEqualTo((byte) -1);
    assertThat(reader.int32()).isEqualTo(Integer.MIN_VALUE);
    assertThat(reader.int64()).isEqualTo(0x0123_4567_89ab_cdefL);
    assertThat(reader.bytes()).containsExactly(1, 2, 3);
    assertThat(reader.string()).isEqualTo("añ€😀");
    reader.expectEnd();
  }

  @Test
  void writesBigEndian() {
    assertThat(new ByteWriter().int32(0x01020304).toBytes()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void growsBeyondTheFirstBuffer() {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    ByteReader reader = new ByteReader(new ByteWriter().bytes(large).int8(9).toBytes());
    assertThat(reader.bytes()).isEqualTo(large);
    assertThat(reader.int8()).isEqualTo((byte) 9);
  }

  @Test
  void namesTheOffsetWhereTheBytesEnd() {
    ByteReader reader = new ByteReader(new byte[6]);
    assertThat(reader.int32()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(reader::int64)
        .withMessage("the bytes end at 6, within a long at 4");
  }

  @Test
  void doesNotBelieveALengthBeyondTheEnd() {
    byte[] lie = new ByteWriter().int32(Integer.MAX_VALUE).toBytes();
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteReader(lie).bytes());
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteReader(lie).string());
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteReader(lie).count(1));
    byte[] negative = new ByteWriter().int32(-1).toBytes();
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteReader(negative).bytes());
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] broken = new ByteWriter().bytes(new byte[] {(byte) 0xc3}).toBytes();
    assertThatIllegalArgumentException().isThrownBy(() -> new ByteReader(broken).string());
  }

  @Test
  void refusesWhatIsLeftOver() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ByteReader(new byte[1]).expectEnd())
        .withMessage("1 bytes left over at 0");
  }
}
