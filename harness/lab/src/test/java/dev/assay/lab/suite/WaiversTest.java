package dev.assay.lab.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.verdict.Verdict;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaiversTest {
  private static final LocalDate TODAY = LocalDate.of(2027, 1, 15);
  private static final Planned RUN = Requests.planned("register", 1);

  @Test
  void readsCommentsEmptyLinesAndReasonsWithBars() {
    Waivers waivers =
        parsed(
            "# known",
            "",
            "register | reference | linearizable | stale | 2027-03-31 | issue 7 | and 8");
    assertThat(waivers.live())
        .containsExactly(
            new Waiver(
                3,
                "register",
                "reference",
                "linearizable",
                "stale",
                LocalDate.of(2027, 3, 31),
                "issue 7 | and 8"));
  }

  @Test
  void aWaiverCountsOnItsLastDayAndNotAfter() {
    Waivers waivers =
        parsed(
            "register | * | linearizable | * | 2027-01-15 | today",
            "register | * | linearizable | * | 2027-01-14 | yesterday");
    assertThat(waivers.live()).extracting(Waiver::reason).containsExactly("today");
    assertThat(waivers.expired()).extracting(Waiver::reason).containsExactly("yesterday");
  }

  @Test
  void anExpiredWaiverDoesNotCount() {
    Waivers waivers = parsed("register | * | linearizable | * | 2027-01-14 | yesterday");
    assertThat(SuiteRun.of(RUN, Requests.invalid("linearizable", "stale"), waivers).status())
        .isEqualTo(Status.INVALID);
  }

  @Test
  void coversByWorkloadSystemGuaranteeAndAnomaly() {
    Waivers waivers = parsed("register | reference | linearizable | stale | 2027-03-31 | known");
    assertThat(status(waivers, "register", "linearizable", "stale")).isEqualTo(Status.WAIVED);
    assertThat(status(waivers, "set", "linearizable", "stale")).isEqualTo(Status.INVALID);
    assertThat(status(waivers, "register", "durable", "stale")).isEqualTo(Status.INVALID);
    assertThat(status(waivers, "register", "linearizable", "lost")).isEqualTo(Status.INVALID);
  }

  @Test
  void aNewViolationBesideAKnownOneIsNews() {
    Waivers waivers = parsed("register | * | linearizable | * | 2027-03-31 | known");
    Ended both =
        Requests.judged(
            Verdict.INVALID,
            List.of(),
            Requests.broken("linearizable", "stale"),
            Requests.broken("recovers", "stuck"));
    assertThat(SuiteRun.of(RUN, both, waivers).status()).isEqualTo(Status.INVALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "register | reference; 2 of 6 fields",
        "register | * | linearizable | * | soon | known; 'soon' is no date",
        "register | * | linearizable | * | 2027-02-30 | known; '2027-02-30' is no date",
        "registre | * | linearizable | * | 2027-03-31 | known; unknown workload registre",
        "register | * | * | * | 2027-03-31 | known; names one guarantee",
        "register | * | linearizable |  | 2027-03-31 | known; field 4 is empty",
        "register | * | linearizable | * | 2027-03-31 |; field 6 is empty"
      })
  void aBadLineIsNamedWithWhatToDo(String line, String says) {
    assertThatThrownBy(() -> parsed("# first", line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageContaining(says);
  }

  private static Status status(Waivers waivers, String workload, String guarantee, String anomaly) {
    Planned run = Requests.planned(workload, 1);
    return SuiteRun.of(run, Requests.invalid(guarantee, anomaly), waivers).status();
  }

  private static Waivers parsed(String... lines) {
    return Waivers.parse(List.of(lines), List.of("register", "set"), TODAY);
  }
}
