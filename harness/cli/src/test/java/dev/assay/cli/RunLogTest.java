package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class RunLogTest {
  private static final Logger LOG = LoggerFactory.getLogger("dev.assay.runs");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @AfterEach
  void logsToTheTerminalAgain() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      var _ = new RunLog().configure(context);
    }
  }

  private static void inGroup(String name, Runnable work) throws InterruptedException {
    Thread thread = Thread.ofPlatform().group(new ThreadGroup(name)).unstarted(work);
    thread.start();
    assertThat(thread.join(LIMIT)).isTrue();
  }

  private static void child(Runnable work) {
    Thread thread = Thread.ofPlatform().unstarted(work);
    thread.start();
    try {
      assertThat(thread.join(LIMIT)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void eachOfTwoRunsAtATimeHasItsOwnLogAndTheirThreadsToo() throws Exception {
    inGroup(
        "first",
        () -> {
          RunLog.to(folder.resolve("first.log"));
          LOG.info("one");
          try {
            inGroup(
                "second",
                () -> {
                  RunLog.to(folder.resolve("second.log"));
                  child(() -> LOG.info("two"));
                });
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          child(() -> LOG.info("three"));
        });
    LOG.info("four");
    assertThat(text("first.log")).contains("one", "three", "four").doesNotContain("two");
    assertThat(text("second.log")).contains("two", "four").doesNotContain("one", "three");
  }

  @Test
  void theNextRunOfTheSameThreadHasAFileOfItsOwn() throws Exception {
    RunLog.to(folder.resolve("first.log"));
    LOG.info("one");
    RunLog.to(folder.resolve("second.log"));
    LOG.info("two");
    assertThat(text("first.log")).contains("one").doesNotContain("two");
    assertThat(text("second.log")).contains("two").doesNotContain("one");
  }
}
