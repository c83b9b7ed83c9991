package dev.assay.core.runner;

import dev.assay.checker.history.Entry;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Outcome;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A stage in which clients work: drives a scheduler, opens a client for a slot when it is first
 * needed, and closes all of them at the end.
 */
final class ClientStage {
  private final Turns turns;
  private final Client.Factory factory;
  private final Scheduler scheduler;
  private final @Nullable Client[] clients;
  private final NavigableSet<Long> wakes = new TreeSet<>();
  private final Log log;
  private final Runnable begun;
  private final Runnable done;
  private boolean emitted;
  private boolean over;
  private String lastError = "no operation was completed";

  /**
   * A stage that has not started.
   *
   * @param log where its operations are written
   * @param begun is run right after the first invocation
   * @param done is run when the generator is exhausted and nothing is open
   */
  ClientStage(
      Turns turns,
      Client.Factory factory,
      Scheduler.Settings settings,
      Generator generator,
      Log log,
      Runnable begun,
      Runnable done) {
    this.turns = turns;
    this.factory = factory;
    this.log = log;
    this.scheduler = new Scheduler(settings, generator, new Sessions(log));
    this.clients = new @Nullable Client[settings.slots()];
    this.begun = begun;
    this.done = done;
  }

  /** Where operations are written, with the session that they are part of. */
  interface Log {
    long nextOperation();

    Entry invoked(OpenOperation open, String session);

    Entry completed(OpenOperation open, Outcome outcome, String session);

    Entry noticed(int process, String node, String session, Client.Notice notice);
  }

  /** Adds the session of the slot's client to what the scheduler reports. */
  private final class Sessions implements Recorder {
    private final Log log;

    private Sessions(Log log) {
      this.log = log;
    }

    @Override
    public long nextOperation() {
      return log.nextOperation();
    }

    @Override
    public Entry invoked(OpenOperation open) {
      return log.invoked(open, session(open.slot()));
    }

    @Override
    public Entry completed(OpenOperation open, Outcome outcome) {
      switch (outcome) {
        case Outcome.Ok _ -> {}
        case Outcome.Fail(String error) -> lastError = error;
        case Outcome.Info(String error, @Nullable Object _) -> lastError = error;
      }
      return log.completed(open, outcome, session(open.slot()));
    }
  }

  void start() {
    pump();
  }

  /** Nothing new; the stage is done when what is open is completed or given up. */
  void stop() {
    scheduler.stop();
    pump();
  }

  /** Ends at once: what is open is written down as unknown; nobody is told that it is done. */
  void abandon(String why) {
    if (!over) {
      over = true;
      scheduler.abandon(turns.now(), why);
      closeClients();
    }
  }

  /** Closes the clients and writes nothing more. */
  void closeQuietly() {
    over = true;
    closeClients();
  }

  /** A number above those of all processes so far. */
  int unusedProcess() {
    return scheduler.unusedProcess();
  }

  /** Why the last operation that did not succeed did not. */
  String lastError() {
    return lastError;
  }

  private void pump() {
    while (!over) {
      switch (scheduler.next(turns.now())) {
        case Step.Invoke(OpenOperation open) -> dispatch(open);
        case Step.Replace(int slot) -> closeClient(slot);
        case Step.Wait(long until) -> {
          wakeAt(until);
          return;
        }
        case Step.Finished _ -> {
          over = true;
          closeClients();
          done.run();
        }
      }
    }
  }

  /**
   * Sets no timer when an earlier one is set: that one looks again. With one for each wait, timers
   * would pile up behind long deadlines.
   */
  private void wakeAt(long nanos) {
    if (nanos == Long.MAX_VALUE || (!wakes.isEmpty() && wakes.first() <= nanos)) {
      return;
    }
    wakes.add(nanos);
    turns.at(
        nanos,
        () -> {
          wakes.remove(nanos);
          pump();
        });
  }

  private void dispatch(OpenOperation open) {
    if (!emitted) {
      emitted = true;
      begun.run();
    }
    Client client;
    try {
      client = client(open);
    } catch (RuntimeException | Error e) {
      complete(open, new Outcome.Fail("no client: " + e));
      return;
    }
    try {
      client.invoke(open.operation(), outcome -> complete(open, outcome));
    } catch (RuntimeException | Error e) {
      // The client is somebody else's code, and may have sent the operation before it threw.
      complete(open, new Outcome.Info("the client threw " + e));
    }
  }

  private Client client(OpenOperation open) {
    @Nullable Client client = clients[open.slot()];
    if (client == null) {
      Client opened = factory.open(open.process(), open.node());
      opened.listen(notice -> noticed(open, opened, notice));
      clients[open.slot()] = opened;
      client = opened;
    }
    return client;
  }

  private void complete(OpenOperation open, Outcome outcome) {
    turns.soon(() -> {
      if (!over) {
        scheduler.completed(turns.now(), open.op(), outcome);
        pump();
      }
    });
  }

  /** Under the number of the process that the client was opened for; not after it was closed. */
  @SuppressWarnings("ReferenceEquality") // This very client, not one like it.
  private void noticed(OpenOperation first, Client client, Client.Notice notice) {
    String session = client.session();
    turns.soon(() -> {
      if (!over && clients[first.slot()] == client) {
        scheduler.noticed(turns.now(), log.noticed(first.process(), first.node(), session, notice));
        pump();
      }
    });
  }

  private String session(int slot) {
    @Nullable Client client = clients[slot];
    return client == null ? "" : client.session();
  }

  private void closeClient(int slot) {
    @Nullable Client client = clients[slot];
    clients[slot] = null;
    if (client != null) {
      client.close();
    }
  }

  private void closeClients() {
    for (int slot = 0; slot < clients.length; slot++) {
      closeClient(slot);
    }
  }
}
