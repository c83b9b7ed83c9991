package dev.assay.plugin;

import dev.assay.checker.history.Nil;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of one process: each operation of a workload of registers is one call of the user's
 * blocking client, on a virtual thread. The set-up, which is also how the runner sees that a node
 * serves again, is the read of a register that nobody writes.
 *
 * <p>What came to nothing is told after a pause: else a node that is down would be asked thousands
 * of times a second, and each time nobody would know what came of it.
 */
final class OwnCalls implements Client {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCalls.class);
  private static final String SET_UP = "set-up";

  /** The error by which a checker knows that the value was another. */
  private static final String MISMATCH = "mismatch";

  private static final long PAUSE_MILLIS = 200;

  private final OwnServer server;
  private final String address;
  private final String scope;
  private @Nullable OwnClient client;
  private @Nullable Thread calling;
  private boolean closed;

  OwnCalls(OwnServer server, String address, String scope) {
    this.server = server;
    this.address = address;
    this.scope = scope;
  }

  @Override
  public synchronized void invoke(Operation operation, Consumer<Outcome> completion) {
    calling = Thread.ofVirtual().name("own-client").start(() -> call(operation, completion));
  }

  /** The top of a thread: whatever the user's code throws becomes an outcome. */
  @SuppressWarnings("CatchingUnchecked")
  private void call(Operation operation, Consumer<Outcome> completion) {
    Outcome outcome;
    try {
      outcome = outcome(opened(), operation);
    } catch (NotDoneException surely) {
      outcome = new Outcome.Fail(String.valueOf(surely.getMessage()));
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      LOG.debug("{} at {}", operation, address, e);
      outcome = new Outcome.Info(Bounded.words(e));
    }
    Outcome told = outcome;
    if (nothingCameOf(told)) {
      CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> completion.accept(told));
    } else {
      completion.accept(told);
    }
  }

  private static boolean nothingCameOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Ok _ -> false;
      case Outcome.Fail(String error) -> !error.equals(MISMATCH);
      case Outcome.Info _ -> true;
    };
  }

  /** Nothing was asked of the server yet, so that whatever goes wrong here changes nothing. */
  @SuppressWarnings("CatchingUnchecked")
  private OwnClient opened() throws NotDoneException {
    synchronized (this) {
      if (client != null) {
        return client;
      }
    }
    String wrong = OwnSystem.notReady(server, address);
    if (!wrong.isEmpty()) {
      throw new NotDoneException(wrong);
    }
    OwnClient opened;
    try {
      opened = server.open(address);
    } catch (Exception e) {
      throw new NotDoneException("no client was opened: " + Bounded.words(e));
    }
    synchronized (this) {
      if (!closed) {
        client = opened;
        return opened;
      }
    }
    close(opened);
    throw new NotDoneException("the client was closed");
  }

  private Outcome outcome(OwnClient opened, Operation operation) throws Exception {
    String key = scope + "-" + (operation.key() == null ? SET_UP : operation.key());
    return switch (operation.f()) {
      case SET_UP -> {
        opened.read(key);
        yield new Outcome.Ok(null, null);
      }
      case "read" -> {
        Long value = opened.read(key);
        yield new Outcome.Ok(value == null ? Nil.NIL : value, null);
      }
      case "write" -> {
        opened.write(key, number(operation.value()));
        yield new Outcome.Ok(null, null);
      }
      case "cas" -> {
        boolean done = compareAndSet(opened, key, operation);
        yield done ? new Outcome.Ok(null, null) : new Outcome.Fail(MISMATCH);
      }
      default -> throw new NotDoneException("a register cannot do " + operation.f());
    };
  }

  private static boolean compareAndSet(OwnClient opened, String key, Operation operation)
      throws Exception {
    if (operation.value() instanceof List<?> pair && pair.size() == 2) {
      return opened.cas(key, number(pair.getFirst()), number(pair.getLast()));
    }
    throw new NotDoneException("a cas has two values: " + operation);
  }

  private static long number(@Nullable Object value) throws IOException {
    if (value instanceof Long number) {
      return number;
    }
    throw new NotDoneException("a register holds a number, not " + value);
  }

  @Override
  public String session() {
    return "";
  }

  @Override
  public void close() {
    OwnClient last;
    synchronized (this) {
      closed = true;
      last = client;
      if (calling != null) {
        calling.interrupt();
      }
    }
    if (last != null) {
      close(last);
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private static void close(OwnClient client) {
    try {
      client.close();
    } catch (Exception e) {
      LOG.debug("a client was not closed in order", e);
    }
  }
}
