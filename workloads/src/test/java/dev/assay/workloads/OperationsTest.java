package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Hint;
import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client makes of each kind of reply. */
class OperationsTest {
  private static final Coordination.Stat STAT = stat(76, 3);
  private static final Reply DONE = new Reply.Done("/p", stat(77, 3), "77");
  private static final Reply LOST = new Reply.Unknown("connection lost");
  private static final Reply UNSENT = new Reply.NotDone("not connected");
  private static final Operation READ = new Operation("read", "r1", null);
  private static final Operation WRITE = new Operation("write", "r1", 5L);
  private static final Operation CAS = new Operation("cas", "r1", List.of(4L, 5L));
  private static final Operation ADD = new Operation("add", null, 12_345L);

  private static Coordination.Stat stat(long zxid, int version) {
    return new Coordination.Stat(zxid, zxid, zxid, 0, 0, version, 0, "", 0);
  }

  private static Reply data(long value, int version) {
    byte[] text = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    return new Reply.Data(text, stat(76, version));
  }

  private static Reply refused(Refusal refusal) {
    return new Reply.Refused(refusal);
  }

  private static Outcome outcome(String workload, Operation operation, Reply... replies) {
    return Script.outcome(workload, operation, replies);
  }

  private static Outcome ofRegister(Operation operation, Reply... replies) {
    return outcome("register", operation, replies);
  }

  @Test
  void aReadIsSyncAndReadAndTellsTheZxid() {
    assertThat(ofRegister(READ, DONE, data(4, 2)))
        .isEqualTo(new Outcome.Ok(4L, new Hint("zxid", "system", "76")));
    assertThat(outcome("register-local", READ, data(4, 2)))
        .isEqualTo(new Outcome.Ok(4L, new Hint("zxid", "system", "76")));
  }

  @Test
  void aReadOfAnAbsentRegisterIsNil() {
    assertThat(ofRegister(READ, DONE, refused(Refusal.NO_NODE)))
        .isEqualTo(new Outcome.Ok(Nil.NIL, null));
  }

  @Test
  void aReadThatErrsFailsSinceItHasNoEffect() {
    for (Reply error : List.of(LOST, UNSENT, refused(Refusal.OTHER))) {
      assertThat(ofRegister(READ, error)).isInstanceOf(Outcome.Fail.class);
      assertThat(ofRegister(READ, DONE, error)).isInstanceOf(Outcome.Fail.class);
    }
  }

  @Test
  void theFirstWriteCreatesAndARaceForThatIsSettled() {
    Outcome written = new Outcome.Ok(null, new Hint("zxid", "system", "77"));
    Reply absent = refused(Refusal.NO_NODE);
    Reply present = refused(Refusal.NODE_EXISTS);
    assertThat(ofRegister(WRITE, DONE)).isEqualTo(written);
    assertThat(ofRegister(WRITE, absent, DONE)).isEqualTo(written);
    assertThat(ofRegister(WRITE, absent, present, DONE)).isEqualTo(written);
    assertThat(ofRegister(WRITE, absent, present, absent, present, absent, present))
        .isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aWriteWithoutAnAnswerIsUnknownAndOneThatWasNotSentFails() {
    Reply absent = refused(Refusal.NO_NODE);
    assertThat(ofRegister(WRITE, LOST)).isEqualTo(new Outcome.Info("connection lost"));
    assertThat(ofRegister(WRITE, absent, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(ofRegister(WRITE, UNSENT)).isEqualTo(new Outcome.Fail("not connected"));
    assertThat(ofRegister(WRITE, absent, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aCompareAndSetSaysMismatchOnlyWhenTheValueWasAnother() {
    Outcome mismatch = new Outcome.Fail("mismatch");
    assertThat(ofRegister(CAS, DONE, data(3, 1))).isEqualTo(mismatch);
    assertThat(ofRegister(CAS, DONE, refused(Refusal.NO_NODE))).isEqualTo(mismatch);
    assertThat(ofRegister(CAS, DONE, data(4, 1), refused(Refusal.BAD_VERSION))).isEqualTo(mismatch);
    for (Reply error : List.of(LOST, UNSENT)) {
      assertThat(ofRegister(CAS, error)).isInstanceOf(Outcome.Fail.class).isNotEqualTo(mismatch);
      assertThat(ofRegister(CAS, DONE, error))
          .isInstanceOf(Outcome.Fail.class)
          .isNotEqualTo(mismatch);
    }
    assertThat(ofRegister(CAS, DONE, data(4, 1), UNSENT))
        .isInstanceOf(Outcome.Fail.class)
        .isNotEqualTo(mismatch);
    assertThat(ofRegister(CAS, DONE, data(4, 1), refused(Refusal.NO_NODE)))
        .isInstanceOf(Outcome.Fail.class)
        .isNotEqualTo(mismatch);
  }

  @Test
  void aCompareAndSetThatWasSentAndNotAnsweredIsUnknown() {
    assertThat(ofRegister(CAS, DONE, data(4, 1), LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(ofRegister(CAS, DONE, data(4, 1), DONE))
        .isEqualTo(new Outcome.Ok(null, new Hint("zxid", "system", "77")));
  }

  @Test
  void anAdditionMakesItsBucketAndIsTriedOnce() {
    Reply absent = refused(Refusal.NO_NODE);
    assertThat(outcome("set", ADD, absent, DONE, DONE)).isInstanceOf(Outcome.Ok.class);
    assertThat(outcome("set", ADD, absent, refused(Refusal.NODE_EXISTS), DONE))
        .isInstanceOf(Outcome.Ok.class);
    assertThat(outcome("set", ADD, absent, DONE, absent)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome("set", ADD, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(outcome("set", ADD, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aReadOfASetGoesThroughAllBucketsAfterASync() {
    Operation read = new Operation("read", null, null);
    Reply buckets = new Reply.Names(List.of("s1", "s0"), STAT);
    Reply first = new Reply.Names(List.of("e7", "e3"), STAT);
    Reply second = new Reply.Names(List.of("e10000"), STAT);
    assertThat(outcome("set", read, DONE, buckets, first, second))
        .isEqualTo(new Outcome.Ok(List.of(3L, 7L, 10_000L), null));
    assertThat(outcome("set", read, DONE, new Reply.Names(List.of(), STAT)))
        .isEqualTo(new Outcome.Ok(List.of(), null));
    assertThat(outcome("set", read, DONE, buckets, LOST)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void theSetUpMakesTheFoldersAndCanBeDoneAgain() {
    Operation setUp = new Operation("set-up", null, null);
    Reply present = refused(Refusal.NODE_EXISTS);
    assertThat(ofRegister(setUp, DONE, DONE)).isInstanceOf(Outcome.Ok.class);
    assertThat(ofRegister(setUp, present, present)).isInstanceOf(Outcome.Ok.class);
    assertThat(ofRegister(setUp, present, LOST)).isInstanceOf(Outcome.Info.class);
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Workloads.named("bureau"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown workload bureau; known are append, bank, ");
    assertThatThrownBy(() -> Workloads.named("set", "a/b")).hasMessageContaining("a/b");
  }
}
