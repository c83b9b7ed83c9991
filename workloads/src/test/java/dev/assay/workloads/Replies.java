package dev.assay.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Stat;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Replies for scripted sessions, and what a client makes of them. */
final class Replies {
  static final Reply DONE = new Reply.Done("/p", stat(3), "77");
  static final Reply LOST = new Reply.Unknown("connection lost");
  static final Reply UNSENT = new Reply.NotDone("not connected");
  static final Reply ABSENT = new Reply.Refused(Refusal.NO_NODE);
  static final Reply PRESENT = new Reply.Refused(Refusal.NODE_EXISTS);
  static final Reply OTHER = new Reply.Refused(Refusal.OTHER);

  private Replies() {}

  static Stat stat(int version) {
    return new Stat(77, 77, 77, 0, 0, version, version, "", 0);
  }

  static Reply done(int version) {
    return new Reply.Done("/p", stat(version), "77");
  }

  static Reply data(long value, int version) {
    return new Reply.Data(Text.of(value), stat(version));
  }

  static Reply names(int version, String... names) {
    return new Reply.Names(List.of(names), stat(version));
  }

  /** The outcome of one operation on a session that answers so. */
  static Outcome outcome(String workload, Operation operation, Reply... replies) {
    return outcome(workload, operation, new ScriptedSession(replies));
  }

  static Outcome outcome(String workload, Operation operation, ScriptedSession session) {
    Client client = Workloads.named(workload).client(session);
    client.listen(_ -> {});
    return outcome(client, operation, session);
  }

  static Outcome outcome(Client client, Operation operation, ScriptedSession session) {
    List<Outcome> outcomes = new ArrayList<>();
    client.invoke(operation, outcomes::add);
    assertThat(session.isDone()).as("requests %s", session.kinds).isTrue();
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }
}
