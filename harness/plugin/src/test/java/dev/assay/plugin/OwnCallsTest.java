package dev.assay.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnCallsTest {
  private static final Operation READ = new Operation("read", "r1", null);
  private static final Operation WRITE = new Operation("write", "r1", 5L);
  private static final Operation CAS = new Operation("cas", "r1", List.of(5L, 6L));

  /** Notes its calls, and then does what it is told. */
  private static final class Fake implements OwnServer, OwnClient {
    private final List<String> calls = new ArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private @Nullable Exception thrown;
    private boolean ready = true;
    private boolean hangs;

    private void note(String call) throws Exception {
      calls.add(call);
      if (hangs) {
        hanging.countDown();
        try {
          new CountDownLatch(1).await();
        } finally {
          interrupted.countDown();
        }
      }
      if (thrown != null) {
        throw thrown;
      }
    }

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public List<String> command(Node node) {
      return List.of();
    }

    @Override
    public boolean ready(String address) {
      return ready;
    }

    @Override
    public OwnClient open(String address) {
      calls.add("open " + address);
      return this;
    }

    @Override
    public @Nullable Long read(String key) throws Exception {
      note("read " + key);
      return null;
    }

    @Override
    public void write(String key, long value) throws Exception {
      note("write " + key + " " + value);
    }

    @Override
    public boolean cas(String key, long expected, long value) throws Exception {
      note("cas " + key + " " + expected + " " + value);
      return false;
    }

    @Override
    public Set<String> workloads() {
      return Set.of("register-local");
    }
  }

  private static Outcome outcome(OwnCalls calls, Operation operation) throws Exception {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    calls.invoke(operation, outcome::complete);
    return outcome.get(10, TimeUnit.SECONDS);
  }

  @Test
  void eachOperationIsOneCallOfTheUsersClient() throws Exception {
    Fake fake = new Fake();
    OwnCalls calls = new OwnCalls(fake, "h:1", "run");
    assertThat(outcome(calls, new Operation("set-up", null, null)))
        .isEqualTo(new Outcome.Ok(null, null));
    assertThat(outcome(calls, READ)).isEqualTo(new Outcome.Ok(Nil.NIL, null));
    assertThat(outcome(calls, WRITE)).isEqualTo(new Outcome.Ok(null, null));
    assertThat(outcome(calls, CAS)).isEqualTo(new Outcome.Fail("mismatch"));
    assertThat(outcome(calls, new Operation("add", "r1", 1L))).isInstanceOf(Outcome.Fail.class);
    assertThat(fake.calls)
        .containsExactly(
            "open h:1", "read run-set-up", "read run-r1", "write run-r1 5", "cas run-r1 5 6");
  }

  @Test
  void onlyTheUserSaysThatNothingWasDone() throws Exception {
    Fake fake = new Fake();
    OwnCalls calls = new OwnCalls(fake, "h:1", "run");
    fake.thrown = new NotDoneException("full");
    assertThat(outcome(calls, WRITE)).isEqualTo(new Outcome.Fail("full"));
    fake.thrown = new IOException("broken\n pipe");
    assertThat(outcome(calls, WRITE)).isEqualTo(new Outcome.Info("IOException: broken pipe"));
    assertThat(outcome(calls, READ)).isInstanceOf(Outcome.Info.class);
    fake.thrown = new IllegalStateException();
    assertThat(outcome(calls, CAS)).isEqualTo(new Outcome.Info("IllegalStateException"));
  }

  @Test
  void nothingIsAskedOfANodeThatIsNotReady() throws Exception {
    Fake fake = new Fake();
    fake.ready = false;
    assertThat(outcome(new OwnCalls(fake, "h:1", "run"), WRITE))
        .isEqualTo(new Outcome.Fail("not ready"));
    assertThat(fake.calls).isEmpty();
  }

  @Test
  void aCallThatHangsIsInterruptedWhenTheClientIsClosed() throws Exception {
    Fake fake = new Fake();
    OwnCalls calls = new OwnCalls(fake, "h:1", "run");
    assertThat(outcome(calls, READ)).isInstanceOf(Outcome.Ok.class);
    fake.hangs = true;
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    calls.invoke(WRITE, outcome::complete);
    assertThat(fake.hanging.await(10, TimeUnit.SECONDS)).isTrue();
    calls.close();
    assertThat(fake.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Info.class);
  }

  @Test
  void workloadsThatThreeMethodsCannotServeAreNamedWithTheReason() {
    OwnSystem system = new OwnSystem(new Fake());
    assertThat(system.unsupportedWorkloads())
        .containsEntry("register", "it does not promise that")
        .containsKeys("set", "lock", "watch")
        .doesNotContainKey("register-local");
    assertThat(OwnSystem.ofClient("cat").unsupportedWorkloads())
        .doesNotContainKeys("register", "register-local");
    assertThatThrownBy(() -> new OwnSystem(named("A b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A b");
  }

  private static OwnServer named(String name) {
    return new OwnServer() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<String> command(Node node) {
        return List.of();
      }

      @Override
      public boolean ready(String address) {
        return true;
      }

      @Override
      public OwnClient open(String address) {
        return new Fake();
      }
    };
  }
}
