package dev.assay.lab.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailedSeedsTest {
  private static final FailedSeeds NONE = new FailedSeeds(List.of());
  private static final Planned ONE = Requests.planned("register", 1, "kill");
  private static final Planned TWO = Requests.planned("set", 2, "kill");
  @TempDir private Path folder;

  @Test
  void whatWasInvalidRunsFirstTheNextTime() throws IOException {
    Path file = folder.resolve(FailedSeeds.FILE);
    NONE.after(List.of(invalid(TWO), valid(ONE)))
        .write(file, "2027-01-15T00:00:00Z", Map.of("assay", "test"));
    List<Planned> order = FailedSeeds.read(file).first(request("register", "set"), List.of(ONE));
    assertThat(order.stream().map(Planned::spec)).containsExactly(TWO.spec(), ONE.spec());
    assertThat(order.stream().map(Planned::failedBefore)).containsExactly(true, false);
  }

  @Test
  void itLeavesWhenItIsValidAgainAndStaysWhenNobodyKnows() {
    FailedSeeds failed = NONE.after(List.of(invalid(ONE), invalid(TWO)));
    SuiteRun unknown = SuiteRun.of(TWO, new Ended.NotRun("no time"), Waivers.NONE);
    assertThat(failed.after(List.of(valid(ONE), unknown)).runs()).containsExactly(TWO);
  }

  @Test
  void whatThisSuiteIsNotAskedForWaits() {
    FailedSeeds failed = NONE.after(List.of(invalid(TWO)));
    assertThat(failed.first(request("register"), List.of(ONE))).containsExactly(ONE);
    assertThat(failed.after(List.of(valid(ONE))).runs()).containsExactly(TWO);
  }

  @Test
  void aRunThatIsPlannedAnywayIsDoneOnce() {
    FailedSeeds failed = NONE.after(List.of(invalid(TWO)));
    assertThat(failed.first(request("register", "set"), List.of(ONE, TWO)))
        .extracting(Planned::spec)
        .containsExactly(TWO.spec(), ONE.spec());
  }

  @Test
  void theFileIsBounded() {
    List<SuiteRun> many =
        LongStream.range(0, 200).mapToObj(n -> invalid(Requests.planned("set", n))).toList();
    assertThat(NONE.after(many).runs()).hasSize(FailedSeeds.MOST);
  }

  @Test
  void aMissingFileIsEmptyAndABrokenOneIsRefused() throws IOException {
    Path file = folder.resolve(FailedSeeds.FILE);
    assertThat(FailedSeeds.read(file).runs()).isEmpty();
    Files.writeString(file, "{\"failed\":[{\"system\":1}]}");
    assertThatThrownBy(() -> FailedSeeds.read(file)).isInstanceOf(IllegalArgumentException.class);
    Files.writeString(file, "{");
    assertThatThrownBy(() -> FailedSeeds.read(file)).hasMessageContaining("not JSON");
  }

  private static SuiteRequest request(String... workloads) {
    return Requests.process(Profile.QUICK, List.of(workloads));
  }

  private static SuiteRun invalid(Planned planned) {
    return SuiteRun.of(planned, Requests.invalid("durable", "lost"), Waivers.NONE);
  }

  private static SuiteRun valid(Planned planned) {
    return SuiteRun.of(planned, Requests.valid(), Waivers.NONE);
  }
}
