package dev.assay.checker.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.HistoryTable;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownSteps;
import dev.assay.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Good, bad and boundary histories of banks. */
class BankCheckerTest {
  private static final String OPENED =
      """
      1/n1 - invoke open - {"accounts":["a","b"],"balance":100}
      1/n1 - ok open - {"accounts":["a","b"],"balance":100}
      """;
  private static final String TRANSFERRED =
      """
      1/n1 - invoke transfer - {"from":"a","to":"b","amount":5}
      1/n1 - ok transfer - {"from":"a","to":"b","amount":5}
      """;

  private static Guarantee judge(String table) {
    return new BankChecker().check(HistoryTable.of(table), Limits.DEFAULT).getFirst();
  }

  private static void expect(Guarantee guarantee, Verdict verdict, String anomaly) {
    assertThat(guarantee.verdict()).as(guarantee.reason()).isEqualTo(verdict);
    assertThat(guarantee.anomaly()).isEqualTo(anomaly);
    KnownSteps.lead(guarantee);
  }

  private static String read(String balances) {
    return "2/n2 - invoke read -\n2/n2 - ok read - %s\n".formatted(balances);
  }

  @Test
  void aTotalThatStaysIsValidHoweverLateTheReadIs() {
    expect(judge(OPENED + TRANSFERRED + read("{'a':95,'b':105}")), Verdict.VALID, "");
    expect(judge(OPENED + TRANSFERRED + read("{'a':100,'b':100}")), Verdict.VALID, "");
  }

  @Test
  void aTransferOfWhichNobodyKnowsDoesNotMatter() {
    String lost =
        """
        3 - invoke transfer - {"from":"a","to":"b","amount":50}
        3 - info transfer - {"from":"a","to":"b","amount":50}
        4 - invoke transfer - {"from":"a","to":"b","amount":7}
        """;
    String table = OPENED + TRANSFERRED + lost;
    expect(judge(table + read("{'a':45,'b':155}")), Verdict.VALID, "");
    expect(judge(table + read("{'a':95,'b':105}")), Verdict.VALID, "");
    expect(judge(table + read("{'a':45,'b':105}")), Verdict.INVALID, "wrong-total");
  }

  @Test
  void halfATransferIsAWrongTotal() {
    Guarantee guarantee =
        judge(
            OPENED
                + """
                1 - invoke transfer - {"from":"a","to":"b","amount":5,"doomed":true}
                1 - fail transfer - {"from":"a","to":"b","amount":5,"doomed":true}
                """
                + read("{'a':95,'b':100}"));
    expect(guarantee, Verdict.INVALID, "wrong-total");
    assertThat(guarantee.reason()).isEqualTo("The accounts hold 195 together, not 200.");
    assertThat(guarantee.story())
        .containsExactly(
            "Let process 1 on n1 open the accounts a, b at once, from 0.0 ms to 1.0 ms, "
                + "with 100 each.",
            "Then every transfer takes from one account what it gives to another, "
                + "or does nothing.",
            "However, the read by process 2 on n2, from 4.0 ms to 5.0 ms, "
                + "shows {\"a\":95,\"b\":100}: that is 195 and not 200.");
    assertThat(guarantee.evidence()).extracting(Entry::index).containsExactly(0L, 1L, 4L, 5L);
  }

  @Test
  void accountsThatAreMissingAreTorn() {
    Guarantee guarantee = judge(OPENED + TRANSFERRED + read("{'b':105}"));
    expect(guarantee, Verdict.INVALID, "torn");
    assertThat(guarantee.reason()).isEqualTo("A read shows the bank without a.");
    expect(judge(OPENED + TRANSFERRED + read("{'a':95,'b':105,'c':1}")), Verdict.INVALID, "torn");
  }

  @Test
  void aReadOfABankThatIsNotOpenYetSaysNothing() {
    expect(judge(OPENED + TRANSFERRED + read("{}") + read("{'a':1,'b':199}")), Verdict.VALID, "");
  }

  @Test
  void aDoomedTransferThatIsAcknowledgedWasNotRefused() {
    Guarantee guarantee =
        judge(
            OPENED
                + """
                1 - invoke transfer - {"from":"a","to":"b","amount":5,"doomed":true}
                1 - ok transfer - {"from":"a","to":"b","amount":5,"doomed":true}
                """
                + read("{'a':95,'b':105}"));
    expect(guarantee, Verdict.INVALID, "not-refused");
  }

  @Test
  void theOpeningMayBeOneOfWhichNobodyKnowsIfAllAreAlike() {
    String unknown =
        """
        3 - invoke open - {"accounts":["a","b"],"balance":%d}
        3 - info open - {"accounts":["a","b"],"balance":100}
        """;
    String wrong = TRANSFERRED + read("{'a':1,'b':1}");
    String alike = unknown.formatted(100).repeat(2);
    expect(judge(alike + wrong), Verdict.INVALID, "wrong-total");
    expect(judge(unknown.formatted(100) + unknown.formatted(50) + wrong), Verdict.UNKNOWN, "");
    expect(judge(unknown.formatted(50) + OPENED + wrong), Verdict.INVALID, "wrong-total");
    expect(judge(unknown.replace("info", "fail").formatted(100) + wrong), Verdict.UNKNOWN, "");
  }

  @Test
  void banksUnderDifferentKeysAreJudgedOneByOne() {
    String other = OPENED.replace("open -", "open y").replace("100", "7");
    String read = "2 - invoke read y\n2 - ok read y {'a':14,'b':0}";
    expect(judge(OPENED + TRANSFERRED + other + read), Verdict.VALID, "");
    expect(
        judge(OPENED + TRANSFERRED + other + read.replace("14", "15")),
        Verdict.INVALID,
        "wrong-total");
  }

  @Test
  void withoutReadsOrTransfersItIsUnknown() {
    expect(judge(""), Verdict.UNKNOWN, "");
    expect(judge(OPENED + TRANSFERRED), Verdict.UNKNOWN, "");
    expect(judge(OPENED + read("{'a':100,'b':100}")), Verdict.UNKNOWN, "");
    expect(judge(OPENED + read("{'a':100,'b':1}")), Verdict.INVALID, "wrong-total");
  }

  @Test
  void whatIsNoBankIsUnknownWithItsIndex() {
    assertThat(judge(OPENED + read("{'a':'x','b':1}")).reason())
        .contains("index 3: the balance a of read is not a number");
    assertThat(judge(OPENED + read("{'a':9223372036854775807,'b':1}")).reason())
        .contains("overflow");
    assertThat(judge("1 - invoke deposit - 4").reason()).contains("index 0: a bank knows open");
    assertThat(judge("1 - invoke open - {'accounts':[]}\n" + read("{'a':1}")).reason())
        .contains("index 0: a bank has accounts");
  }
}
