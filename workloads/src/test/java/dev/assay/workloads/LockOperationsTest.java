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

import dev.assay.checker.history.Hint;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client of a lock makes of each kind of reply. */
class LockOperationsTest {
  private static final Operation ACQUIRE = new Operation("acquire", "l0", Map.of("item", 5L));
  private static final Operation RELEASE =
      new Operation("release", "l0", Map.of("token", 76L, "item", 5L));
  private static final Operation WORK =
      new Operation("work", "l0", Map.of("token", 76L, "item", 9L));

  private static Outcome plain(Operation operation, Reply... replies) {
    return Script.outcome("lock", operation, replies);
  }

  private static Outcome fenced(Reply... replies) {
    return Script.outcome("lock-fenced", WORK, replies);
  }

  @Test
  void theTokenIsThePositionAtWhichTheLockNodeWasCreated() {
    assertThat(plain(ACQUIRE, DONE, data("5", 0)))
        .isEqualTo(
            new Outcome.Ok(Map.of("token", 76L, "item", 5L), new Hint("zxid", "system", "76")));
  }

  @Test
  void theLockNodeIsEphemeralAndHasAWitness() {
    Script script = new Script(DONE, data("5", 0));
    assertThat(script.play("lock", ACQUIRE)).isInstanceOf(Outcome.Ok.class);
    assertThat(script.requests.getFirst()).isInstanceOf(Request.Multi.class);
    List<Request.Single> parts = ((Request.Multi) script.requests.getFirst()).requests();
    assertThat(parts)
        .extracting(part -> ((Request.Create) part).path())
        .containsExactly("/assay/run/witness5", "/assay/run/l0");
    assertThat(parts)
        .extracting(part -> ((Request.Create) part).mode())
        .containsOnly(Mode.EPHEMERAL);
  }

  @Test
  void aLockThatSomebodyHoldsIsNotAcquired() {
    assertThat(plain(ACQUIRE, PRESENT)).isEqualTo(new Outcome.Fail("held"));
    assertThat(plain(ACQUIRE, UNSENT)).isEqualTo(new Outcome.Fail("not connected"));
    assertThat(plain(ACQUIRE, OTHER)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void anAcquisitionThatMayHaveHappenedIsUnknown() {
    assertThat(plain(ACQUIRE, LOST)).isInstanceOf(Outcome.Info.class);
    for (Reply reply : List.of(LOST, UNSENT, ABSENT, data("6", 0), DONE)) {
      assertThat(plain(ACQUIRE, DONE, reply)).as("%s", reply).isInstanceOf(Outcome.Info.class);
    }
  }

  @Test
  void aReleaseDeletesItsWitnessWithTheLockNode() {
    Script script = new Script(DONE);
    assertThat(script.play("lock", RELEASE)).isInstanceOf(Outcome.Ok.class);
    List<Request.Single> parts = ((Request.Multi) script.requests.getFirst()).requests();
    assertThat(parts)
        .extracting(part -> ((Request.Delete) part).path())
        .containsExactly("/assay/run/witness5", "/assay/run/l0");
  }

  @Test
  void aReleaseInAnotherSessionDeletesNothingAndLetsTheClientBeginAnew() {
    assertThat(plain(RELEASE, ABSENT)).isInstanceOf(Outcome.Info.class);
    assertThat(plain(RELEASE, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(plain(RELEASE, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void workWithoutFencingWritesWhateverIsThere() {
    assertThat(plain(WORK, DONE)).isInstanceOf(Outcome.Ok.class);
    assertThat(plain(WORK, ABSENT, DONE)).isInstanceOf(Outcome.Ok.class);
    assertThat(plain(WORK, ABSENT, PRESENT, DONE)).isInstanceOf(Outcome.Ok.class);
    assertThat(plain(WORK, ABSENT, PRESENT, ABSENT, PRESENT, ABSENT, PRESENT))
        .isInstanceOf(Outcome.Fail.class);
    assertThat(plain(WORK, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(plain(WORK, ABSENT, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(plain(WORK, UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void aResourceThatHasSeenAHigherTokenRefusesTheWork() {
    assertThat(fenced(data("77 1", 4))).isEqualTo(new Outcome.Fail("fenced"));
    assertThat(fenced(data("75 1", 4), BAD_VERSION, data("80 2", 5)))
        .isEqualTo(new Outcome.Fail("fenced"));
  }

  @Test
  void fencedWorkWritesItsTokenUnderTheVersionThatWasRead() {
    Script script = new Script(data("76 1", 4), DONE);
    assertThat(script.play("lock-fenced", WORK)).isInstanceOf(Outcome.Ok.class);
    Request.SetData set = (Request.SetData) script.requests.getLast();
    assertThat(new String(set.data(), StandardCharsets.US_ASCII)).isEqualTo("76 9");
    assertThat(set.version()).isEqualTo(4);
  }

  @Test
  void fencedWorkThatMeetsOthersIsTriedAgainButNotForEver() {
    Reply lower = data("75 1", 4);
    assertThat(fenced(ABSENT, DONE)).isInstanceOf(Outcome.Ok.class);
    assertThat(fenced(ABSENT, PRESENT, lower, BAD_VERSION, lower, DONE))
        .isInstanceOf(Outcome.Ok.class);
    assertThat(fenced(lower, BAD_VERSION, lower, BAD_VERSION, lower, BAD_VERSION))
        .isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void fencedWorkWithoutAnAnswerIsUnknownOnlyOnceItWasAskedFor() {
    assertThat(fenced(LOST)).isInstanceOf(Outcome.Fail.class);
    assertThat(fenced(UNSENT)).isInstanceOf(Outcome.Fail.class);
    assertThat(fenced(data("75 1", 4), LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(fenced(data("75 1", 4), BAD_VERSION, LOST)).isInstanceOf(Outcome.Fail.class);
    assertThat(fenced(ABSENT, LOST)).isInstanceOf(Outcome.Info.class);
    assertThat(fenced(data("75 1", 4), UNSENT)).isInstanceOf(Outcome.Fail.class);
  }

  @Test
  void whatIsNoOperationOfALockIsRefused() {
    assertThatThrownBy(() -> plain(new Operation("acquire", null, Map.of("item", 1L))))
        .hasMessageContaining("a lock has a key");
    assertThatThrownBy(() -> plain(new Operation("acquire", "l0", null)))
        .hasMessageContaining("there is no item");
    assertThatThrownBy(() -> plain(new Operation("steal", "l0", Map.of("item", 1L))))
        .hasMessageContaining("steal");
  }
}
