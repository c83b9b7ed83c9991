package dev.assay.systems.zookeeper.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import org.apache.zookeeper.KeeperException.Code;
import org.junit.jupiter.api.Test;

final class AnswersTest {
  private static final Reply SUCCESS = new Reply.Done("/a", null, null);

  @Test
  void whatMayHaveHappenedIsUnknownAndWhatDidNotIsNot() {
    assertThat(answer(Code.OK)).isEqualTo(SUCCESS);
    assertThat(answer(Code.BADVERSION)).isEqualTo(new Reply.Refused(Refusal.BAD_VERSION));
    assertThat(answer(Code.CONNECTIONLOSS)).isEqualTo(new Reply.Unknown("CONNECTIONLOSS"));
    assertThat(answer(Code.SESSIONEXPIRED)).isEqualTo(new Reply.Unknown("SESSIONEXPIRED"));
    assertThat(answer(Code.SYSTEMERROR)).isEqualTo(new Reply.Unknown("SYSTEMERROR"));
    assertThat(answer(Code.UNIMPLEMENTED)).isEqualTo(new Reply.NotDone("UNIMPLEMENTED"));
    assertThat(Answers.of(-9_999, () -> SUCCESS)).isEqualTo(new Reply.Unknown("code -9999"));
  }

  private static Reply answer(Code code) {
    return Answers.of(code.intValue(), () -> SUCCESS);
  }
}
