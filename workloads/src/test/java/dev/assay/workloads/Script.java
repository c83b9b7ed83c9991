package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** A session that answers with what the test laid out, one after the other. */
final class Script implements Coordination {
  static final Reply DONE = new Reply.Done("/p", stat(77, 3), "77");
  static final Reply LOST = new Reply.Unknown("connection lost");
  static final Reply UNSENT = new Reply.NotDone("not connected");
  static final Reply ABSENT = new Reply.Refused(Refusal.NO_NODE);
  static final Reply PRESENT = new Reply.Refused(Refusal.NODE_EXISTS);
  static final Reply BAD_VERSION = new Reply.Refused(Refusal.BAD_VERSION);
  static final Reply OTHER = new Reply.Refused(Refusal.OTHER);

  private final Queue<Reply> replies;
  final List<Request> requests = new ArrayList<>();

  Script(Reply... replies) {
    this.replies = new ArrayDeque<>(List.of(replies));
  }

  static Stat stat(long zxid, int version) {
    return new Stat(zxid, zxid, zxid, 0, 0, version, 0, "", 0);
  }

  /** Data that were written at a position. */
  static Reply data(String text, int version) {
    return new Reply.Data(text.getBytes(StandardCharsets.UTF_8), stat(76, version));
  }

  /** What a workload's client makes of these replies; all of them must be asked for. */
  static Outcome outcome(String workload, Operation operation, Reply... replies) {
    return new Script(replies).play(workload, operation);
  }

  Outcome play(String workload, Operation operation) {
    Client client = Workloads.named(workload).client(this);
    List<Outcome> outcomes = new ArrayList<>();
    client.invoke(operation, outcomes::add);
    assertThat(replies).as("after the requests %s", requests).isEmpty();
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }

  @Override
  public void submit(Request request, Consumer<Reply> completion) {
    requests.add(request);
    completion.accept(replies.remove());
  }

  @Override
  public String session() {
    return "0x1";
  }

  @Override
  public void close() {}
}
