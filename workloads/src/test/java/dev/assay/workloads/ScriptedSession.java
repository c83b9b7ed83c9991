package dev.assay.workloads;

import dev.assay.core.spi.Coordination;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** A session that answers with what the test laid out, one after the other, at once. */
final class ScriptedSession implements Coordination {
  /** The kinds of the requests, in order. */
  final List<String> kinds = new ArrayList<>();

  final List<Request> requests = new ArrayList<>();
  String id = "0x1";
  boolean tellsBeforeAnswers = true;

  private final Queue<Runnable> script = new ArrayDeque<>();
  private Consumer<Notice> listener = _ -> {};
  private Consumer<Reply> completion = _ -> {};

  ScriptedSession(Reply... replies) {
    for (Reply reply : replies) {
      answers(reply);
    }
  }

  /** The answer to the next request. */
  void answers(Reply reply) {
    script.add(() -> completion.accept(reply));
  }

  /** Something that happens when the next request comes, before its answer. */
  void meanwhile(Runnable what) {
    script.add(() -> {
      what.run();
      script.remove().run();
    });
  }

  /** Tells the client of something. */
  void tell(Notice notice) {
    listener.accept(notice);
  }

  /** Whether all that was laid out was asked for. */
  boolean isDone() {
    return script.isEmpty();
  }

  @Override
  public void submit(Request request, Consumer<Reply> answer) {
    kinds.add(request.getClass().getSimpleName());
    requests.add(request);
    completion = answer;
    script.remove().run();
  }

  @Override
  public void listen(Consumer<Notice> someone) {
    listener = someone;
  }

  @Override
  public boolean tellsBeforeAnswers() {
    return tellsBeforeAnswers;
  }

  @Override
  public String session() {
    return id;
  }

  @Override
  public void close() {}
}
