package dev.assay.workloads;

import static dev.assay.workloads.Script.ABSENT;
import static dev.assay.workloads.Script.BAD_VERSION;
import static dev.assay.workloads.Script.DONE;
import static dev.assay.workloads.Script.LOST;
import static dev.assay.workloads.Script.OTHER;
import static dev.assay.workloads.Script.PRESENT;
import static dev.assay.workloads.Script.UNSENT;
import static dev.assay.workloads.Script.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client of a bank makes of each kind of reply. */
class BankOperationsTest {
  private static final Operation OPEN =
      new Operation("open", "b", Map.of("accounts", List.of("x", "y"), "balance", 100L, "id", 1L));
  private static final Operation READ =
      new Operation("read", "b", Map.of("accounts", List.of("x", "y")));
  private static final Map<String, Object> TRANSFER =
      Map.of("from", "x", "to", "y", "amount", 5L, "id", 7L);

  private static Outcome outcome(Operation operation, Reply... replies) {
    return Script.outcome("bank", operation, replies);
  }

  private static Outcome transfer(Reply... replies) {
    return outcome(new Operation("transfer", "b", TRANSFER), replies);
  }

  private static String text(Request.Single part) {
    Request.SetData set = (Request.SetData) part;
    return "%s = %s if %d"
        .formatted(set.path(), new String(set.data(), StandardCharsets.US_ASCII), set.version());
  }

  @Test
  void allAccountsAreOpenedAtOnce() {
    Script script = new Script(DONE);
    assertThat(script.play("bank", OPEN)).isInstanceOf(Outcome.Ok.class);
    assertThat(((Request.Multi) script.requests.getFirst()).requests())
        .extracting(part -> ((Request.Create) part).path())
        .containsExactly("/assay/run/b-x", "/assay/run/b-y");
  }

  @Test
  void anOpenBankIsNotOpenedAgain() {
    assertThat(outcome(OPEN, PRESENT)).isEqualTo(new Outcome.Fail("exists"));
    assertThat(outcome(OPEN, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(OPEN, OTHER)).isInstanceOf(Outcome.Fail.class);
    assertThat(outcome(OPEN, LOST)).isInstanceOf(Outcome.Info.class);
  }

  @Test
  void aTransferWritesBothUnderTheVersionsThatWereRead() {
    Script script = new Script(data("100 1", 3), data("90 2", 4), DONE);
    assertThat(script.play("bank", new Operation("transfer", "b", TRANSFER)))
        .isInstanceOf(Outcome.Ok.class);
    assertThat(((Request.Multi) script.requests.getLast()).requests())
        .extracting(BankOperationsTest::text)
        .containsExactly("/assay/run/b-x = 95 7 if 3", "/assay/run/b-y = 95 7 if 4");
  }

  @Test
  void aDoomedTransferAsksForAVersionThatCannotBe() {
    Map<String, Object> doomed =
        Map.of("from", "x", "to", "y", "amount", 5L, "id", 7L, "doomed", true);
    Script script = new Script(data("100 1", 3), data("90 2", 4), BAD_VERSION);
    assertThat(script.play("bank", new Operation("transfer", "b", doomed)))
        .isEqualTo(new Outcome.Fail("moved"));
    assertThat(((Request.Multi) script.requests.getLast()).requests())
        .extracting(BankOperationsTest::text)
        .containsExactly("/assay/run/b-x = 95 7 if 3", "/assay/run/b-y = 95 7 if 1000000004");
  }

  @Test
  void aTransferThatIsNotAskedForFails() {
    assertThat(transfer(data("4 1", 3), data("90 2", 4)))
        .isEqualTo(new Outcome.Fail("insufficient"));
    assertThat(transfer(ABSENT, data("90 2", 4))).isInstanceOf(Outcome.Fail.class);
    assertThat(transfer(LOST)).isInstanceOf(Outcome.Fail.class);
    assertThat(transfer(data("9 1", 3), UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(transfer(OTHER)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aTransferWithoutAnAnswerIsUnknown() {
    Reply giver = data("100 1", 3);
    Reply taker = data("90 2", 4);
    assertThat(transfer(giver, taker, BAD_VERSION)).isEqualTo(new Outcome.Fail("moved"));
    assertThat(transfer(giver, taker, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(transfer(giver, taker, UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(transfer(giver, taker, ABSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aReadChecksAllVersionsAtOnce() {
    Script script = new Script(data("95 1", 3), data("105 2", 4), DONE);
    assertThat(script.play("bank", READ))
        .isInstanceOfSatisfying(
            Outcome.Ok.class, ok -> assertThat(ok.value()).isEqualTo(Map.of("x", 95L, "y", 105L)));
    assertThat(((Request.Multi) script.requests.getLast()).requests())
        .containsExactly(
            new Request.Check("/assay/run/b-x", 3), new Request.Check("/assay/run/b-y", 4));
  }

  @Test
  void aReadThatIsNotOfOneMomentFailsAsDoesOneWithoutAnAnswer() {
    Reply first = data("95 1", 3);
    Reply second = data("105 2", 4);
    assertThat(outcome(READ, first, second, BAD_VERSION)).isEqualTo(new Outcome.Fail("moved"));
    for (Reply error : List.of(LOST, UNSENT, OTHER)) {
      assertThat(outcome(READ, error)).isInstanceOf(Outcome.Fail.class);
      assertThat(outcome(READ, first, second, error)).isInstanceOf(Outcome.Fail.class);
    }
  }

  @Test
  void aReadThatWasOvertakenByTheOpeningReadsOnceMore() {
    Reply present = data("100 1", 0);
    assertThat(outcome(READ, ABSENT, present, DONE, present, present, DONE))
        .isInstanceOfSatisfying(
            Outcome.Ok.class, ok -> assertThat(ok.value()).isEqualTo(Map.of("x", 100L, "y", 100L)));
    assertThat(outcome(READ, ABSENT, present, LOST)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aBankThatIsTornIsShownAsItIs() {
    Reply present = data("100 1", 0);
    assertThat(outcome(READ, ABSENT, present, DONE, ABSENT, present, DONE))
        .isInstanceOfSatisfying(
            Outcome.Ok.class, ok -> assertThat(ok.value()).isEqualTo(Map.of("y", 100L)));
  }

  @Test
  void aBankThatIsNotOpenHasNoAccounts() {
    assertThat(outcome(READ, ABSENT, ABSENT)).isEqualTo(new Outcome.Ok(Map.of(), null));
  }

  @Test
  void whatIsNoOperationOfABankIsRefused() {
    assertThatThrownBy(() -> outcome(new Operation("open", null, OPEN.value())))
        .hasMessageContaining("a bank has a key");
    assertThatThrownBy(() -> outcome(new Operation("open", "b", null)))
        .hasMessageContaining("there is no balance");
    assertThatThrownBy(() -> outcome(new Operation("rob", "b", null))).hasMessageContaining("rob");
  }
}
