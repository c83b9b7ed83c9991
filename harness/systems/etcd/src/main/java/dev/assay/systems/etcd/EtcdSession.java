package dev.assay.systems.etcd;

import dev.assay.core.spi.Coordination;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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

  private final BlockingQueue<Open> waiting = new ArrayBlockingQueue<>(WAITING_MAXIMUM);
  private final Attachment attachment;
  private final Thread worker;
  private volatile Consumer<Notice> listener = _ -> {};
  private volatile boolean closed;

  private record Open(Request request, Consumer<Reply> completion) {}

  private EtcdSession(Function<String, String> address, String node, long timeoutMillis) {
    attachment = new Attachment(address, node, timeoutMillis, notice -> listener.accept(notice));
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
  public void submit(Request request, Consumer<Reply> completion) {
    Open open = new Open(request, completion);
    if (closed || !waiting.offer(open)) {
      completion.accept(new Reply.NotDone(closed ? "closed" : "too many requests are waiting"));
    } else if (closed) {
      refuseWaiting();
    }
  }

  private void work() {
    Open current = null;
    try {
      while (!closed) {
        current = waiting.poll(PULSE_MILLIS, TimeUnit.MILLISECONDS);
        if (current != null) {
          Reply reply = attachment.serve(current.request());
          Open answered = current;
          current = null;
          answered.completion().accept(reply);
        }
        attachment.pulse();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end(current);
    }
  }

  private void end(@Nullable Open open) {
    closed = true;
    attachment.close();
    if (open != null) {
      open.completion().accept(new Reply.Unknown("closed"));
    }
    refuseWaiting();
  }

  private void refuseWaiting() {
    for (Open open = waiting.poll(); open != null; open = waiting.poll()) {
      open.completion().accept(new Reply.NotDone("closed"));
    }
  }

  @Override
  public void close() {
    closed = true;
    worker.interrupt();
  }
}
