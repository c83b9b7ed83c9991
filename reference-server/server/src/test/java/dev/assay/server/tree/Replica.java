package dev.assay.server.tree;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.client.ReadRequest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A state machine with one open session (1), which gives positions and sequences itself. */
final class Replica {
  static final byte[] PASSWORD = {1, 2, 3};

  final StateMachine machine;
  long time = 1000;
  private long sequence;

  Replica() {
    this(EnumSet.noneOf(SeededBug.class));
  }

  Replica(Set<SeededBug> bugs) {
    machine = new StateMachine(bugs);
    openSession();
  }

  long openSession() {
    Result result =
        apply(0, 0, 0, new Request.CreateSession(machine.position(), 4000, PASSWORD)).result();
    return ((Result.SessionCreated) result).session();
  }

  Applied apply(long session, long attachment, long number, Request request) {
    time++;
    return machine.apply(
        machine.position() + 1,
        new Envelope(session, attachment, number, List.of(), time, 1, request));
  }

  Applied run(Request request) {
    sequence++;
    return apply(1, 1, sequence, request);
  }

  Result result(Request request) {
    return run(request).result();
  }

  Stat stat(String path) {
    Stat stat = machine.state().stat(path);
    if (stat == null) {
      throw new AssertionError("no node " + path);
    }
    return stat;
  }

  List<String> children(String path) {
    Result result = machine.state().read(new ReadRequest.GetChildren(path, false));
    return ((Result.Children) result).names();
  }

  static Request.Create newNode(String path) {
    return new Request.Create(path, bytes("x"), CreateMode.PERSISTENT, true);
  }

  static Request.Create newNode(String path, CreateMode mode) {
    return new Request.Create(path, bytes("x"), mode, true);
  }

  static Request.SetData set(String path, String data, int version) {
    return new Request.SetData(path, bytes(data), version);
  }

  static Request.Delete delete(String path) {
    return new Request.Delete(path, -1);
  }

  static Result failed(Code code) {
    return new Result.Failed(code);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
