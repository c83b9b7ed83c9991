package dev.assay.systems.etcd;

import dev.assay.core.spi.Coordination;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session with one member of etcd. Requests are carried out one after the other, by a thread of
 * the session's own that also keeps its lease alive, so that answers and notices come in one order.
 * Nothing is sent twice; what was not answered in time is unknown.
 */
final class EtcdSession implements Coordination {
  private static final int WAITING_MAXIMUM = 1_000;
  private static final long PULSE_MILLIS = 500;

  private final BlockingQueue<Work> waiting = new LinkedBlockingQueue<>();
  private final Attachment attachment;
  private final Thread worker;
  private volatile Consumer<Notice> listener = _ -> {};
  private volatile boolean closed;

  /** What the session's thread has to do. */
  private sealed interface Work {
    record Open(Request request, Consumer<Reply> completion) implements Work {}

    /** Something that came in by itself. */
    record News(Runnable news) implements Work {}
  }

  private EtcdSession(Function<String, String> address, String node, long timeoutMillis) {
    attachment =
        new Attachment(
            address,
            node,
            timeoutMillis,
            notice -> listener.accept(notice),
            news -> waiting.add(new Work.News(news)));
    worker = Thread.ofVirtual().name("etcd-session").unstarted(this::work);
  }

  /**
   * A session that connects with its first request.
   *
   * @param address where clients reach a node
   */
  static Coordination open(Function<String, String> address, String node, long timeoutMillis) {
    EtcdSession session = new EtcdSession(address, node, timeoutMillis);
    session.worker.start();
    return session;
  }

  @Override
  public void listen(Consumer<Notice> someone) {
    listener = someone;
  }

  @Override
  public String session() {
    return attachment.session();
  }

  @Override
  public boolean tellsBeforeAnswers() {
    return false;
  }

  @Override
  public void submit(Request request, Consumer<Reply> completion) {
    if (closed || waiting.size() >= WAITING_MAXIMUM) {
      completion.accept(new Reply.NotDone(closed ? "closed" : "too many requests are waiting"));
      return;
    }
    waiting.add(new Work.Open(request, completion));
    if (closed) {
      refuseWaiting();
    }
  }

  private void work() {
    Work.Open current = null;
    try {
      while (!closed) {
        Work work = waiting.poll(PULSE_MILLIS, TimeUnit.MILLISECONDS);
        switch (work) {
          case null -> {}
          case Work.News(Runnable news) -> news.run();
          case Work.Open open -> {
            current = open;
            Reply reply = attachment.serve(open.request());
            current = null;
            open.completion().accept(reply);
            attachment.answered();
          }
        }
        attachment.pulse();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end(current);
    }
  }

  private void end(Work.@Nullable Open open) {
    closed = true;
    attachment.close();
    if (open != null) {
      open.completion().accept(new Reply.Unknown("closed"));
    }
    refuseWaiting();
  }

  private void refuseWaiting() {
    for (Work work = waiting.poll(); work != null; work = waiting.poll()) {
      if (work instanceof Work.Open open) {
        open.completion().accept(new Reply.NotDone("closed"));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
  }
}
