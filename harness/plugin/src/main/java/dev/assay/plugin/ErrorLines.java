package dev.assay.plugin;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a program writes to its standard error: the first lines go to the log. */
final class ErrorLines {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorLines.class);
  private static final int LOGGED = 20;
  private static final int SHOWN = 200;

  /** What a program that has ended wrote last is there by then. */
  private static final long END_MILLIS = 500;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final int logged;
  private volatile String last = "";

  private ErrorLines(int logged) {
    this.logged = logged;
  }

  /** Reads them from now on; only when asked to it logs them. */
  static ErrorLines of(Process process, boolean log) {
    ErrorLines lines = new ErrorLines(log ? LOGGED : 0);
    Thread.ofVirtual().name("client-errors").start(() -> lines.read(process));
    return lines;
  }

  private void read(Process process) {
    try (LineReader lines = new LineReader(process.getErrorStream())) {
      int count = 0;
      String line = lines.next();
      while (line != null) {
        last = line.substring(0, Math.min(SHOWN, line.length()));
        if (count++ < logged) {
          LOG.info("client program {}: {}", process.pid(), last);
        }
        line = lines.next();
      }
    } catch (IOException e) {
      LOG.debug("the errors of a client program are no longer read: {}", e.toString());
    } finally {
      ended.countDown();
    }
  }

  /** The last one of a program that has ended, to be put behind a sentence; or nothing. */
  String last() throws InterruptedException {
    var _ = ended.await(END_MILLIS, TimeUnit.MILLISECONDS);
    return last.isBlank() ? "" : " (" + last + ")";
  }
}
