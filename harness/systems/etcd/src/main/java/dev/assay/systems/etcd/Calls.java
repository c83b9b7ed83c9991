package dev.assay.systems.etcd;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Response;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Requests as transactions of etcd, one after the other. Each is one transaction, and so atomic,
 * but for the sequential names, which are tried again when somebody else took the number first:
 * then the transaction surely did nothing. All reads are linearizable, so that a sync has nothing
 * to do. A deletion does not ask for children, for which etcd's client has no condition.
 */
final class Calls {
  private static final int TRIES = 20;

  private final KV keys;
  private final Patience patience;
  private final Watching watching;

  Calls(KV keys, Patience patience, Watching watching) {
    this.keys = keys;
    this.patience = patience;
    this.watching = watching;
  }

  /**
   * Carries out a request that is not about the session itself.
   *
   * @param lease the session's
   */
  Reply call(Request request, long lease)
      throws ExecutionException, TimeoutException, InterruptedException {
    return switch (request) {
      case Request.Create(String path, byte[] data, Mode mode) ->
          switch (mode) {
            case PERSISTENT -> create(path, data, 0);
            case EPHEMERAL -> create(path, data, lease);
            case PERSISTENT_SEQUENTIAL -> createNext(path, data, 0);
            case EPHEMERAL_SEQUENTIAL -> createNext(path, data, lease);
          };
      case Request.Delete(String path, int version) -> {
        TxnResponse answer =
            commit(List.of(Tree.at(path, version)), List.of(Tree.delete(path)), get(path));
        yield answer.isSucceeded() ? new Reply.Done(path, null, null) : wrongVersion(answer, 0);
      }
      case Request.SetData(String path, byte[] data, int version) -> {
        List<Op> then = List.of(Tree.put(Tree.key(path), data, 0), Tree.get(path));
        TxnResponse answer = commit(List.of(Tree.at(path, version)), then, get(path));
        yield answer.isSucceeded()
            ? Tree.done(path, answer.getGetResponses().getFirst())
            : wrongVersion(answer, 0);
      }
      case Request.Check(String path, int version) -> {
        TxnResponse answer = commit(List.of(Tree.at(path, version)), List.of(), get(path));
        yield answer.isSucceeded() ? new Reply.Done(path, null, null) : wrongVersion(answer, 0);
      }
      case Request.Multi(List<Request.Single> parts) -> multi(parts, lease);
      case Request.GetData(String path, boolean watch) -> data(path, watch);
      case Request.Exists(String path, boolean watch) -> exists(path, watch);
      case Request.GetChildren(String path, boolean watch) -> children(path, watch);
      case Request.Sync(String path) -> new Reply.Done(path, null, null);
      case Request.Move _, Request.End _ ->
          throw new IllegalStateException("about the session itself: " + request);
    };
  }

  private void watch(boolean asked, String path, boolean children, Response.Header header) {
    if (asked) {
      watching.set(new Watching.Place(path, children), header.getRevision());
    }
  }

  private static List<Op> get(String path) {
    return List.of(Tree.get(path));
  }

  private TxnResponse commit(List<Cmp> conditions, List<Op> then, List<Op> otherwise)
      throws ExecutionException, TimeoutException, InterruptedException {
    return patience.await(
        keys.txn()
            .If(conditions.toArray(Cmp[]::new))
            .Then(then.toArray(Op[]::new))
            .Else(otherwise.toArray(Op[]::new))
            .commit());
  }

  private GetResponse read(String path)
      throws ExecutionException, TimeoutException, InterruptedException {
    return patience.await(keys.get(Tree.key(path)));
  }

  /** Of what is absent the data are not watched. */
  private Reply data(String path, boolean watch)
      throws ExecutionException, TimeoutException, InterruptedException {
    GetResponse answer = read(path);
    watch(watch && Tree.has(answer), path, false, answer.getHeader());
    return Tree.data(answer);
  }

  private Reply exists(String path, boolean watch)
      throws ExecutionException, TimeoutException, InterruptedException {
    GetResponse answer = read(path);
    watch(watch, path, false, answer.getHeader());
    return Tree.done(path, answer);
  }

  private static Reply wrongVersion(TxnResponse answer, int index) {
    boolean there = Tree.has(answer.getGetResponses().get(index));
    return Tree.refused(there ? Refusal.BAD_VERSION : Refusal.NO_NODE);
  }

  private Reply create(String path, byte[] data, long lease)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<Cmp> conditions = new ArrayList<>(List.of(Tree.absent(path)));
    if (!Tree.parent(path).isEmpty()) {
      conditions.add(Tree.present(Tree.parent(path)));
    }
    List<Op> then = List.of(Tree.put(Tree.key(path), data, lease), Tree.get(path));
    TxnResponse answer = commit(conditions, then, get(path));
    GetResponse there = answer.getGetResponses().getFirst();
    if (answer.isSucceeded()) {
      return Tree.done(path, there);
    }
    return Tree.refused(Tree.has(there) ? Refusal.NODE_EXISTS : Refusal.NO_NODE);
  }

  private Reply createNext(String path, byte[] data, long lease)
      throws ExecutionException, TimeoutException, InterruptedException {
    String parent = Tree.parent(path);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      GetResponse counter = patience.await(keys.get(Tree.counter(parent)));
      KeyValue last = Tree.has(counter) ? counter.getKvs().getFirst() : null;
      long number =
          last == null ? 0 : Long.parseLong(last.getValue().toString(StandardCharsets.UTF_8)) + 1;
      long revision = last == null ? 0 : last.getModRevision();
      String name = path + String.format(Locale.ROOT, "%010d", number);
      byte[] counted = Long.toString(number).getBytes(StandardCharsets.UTF_8);
      List<Cmp> conditions = new ArrayList<>();
      conditions.add(new Cmp(Tree.counter(parent), Cmp.Op.EQUAL, CmpTarget.modRevision(revision)));
      if (!parent.isEmpty()) {
        conditions.add(Tree.present(parent));
      }
      TxnResponse answer =
          commit(
              conditions,
              List.of(
                  Tree.put(Tree.counter(parent), counted, 0),
                  Tree.put(Tree.key(name), data, lease),
                  Tree.get(name)),
              List.of(Tree.get(parent)));
      if (answer.isSucceeded()) {
        return Tree.done(name, answer.getGetResponses().getFirst());
      }
      if (!parent.isEmpty() && !Tree.has(answer.getGetResponses().getFirst())) {
        return Tree.refused(Refusal.NO_NODE);
      }
    }
    return new Reply.NotDone("others took the next number " + TRIES + " times");
  }

  /** The first part that does not hold says why. */
  private Reply multi(List<Request.Single> parts, long lease)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<Cmp> conditions = new ArrayList<>();
    List<Op> then = new ArrayList<>();
    List<Op> otherwise = new ArrayList<>();
    for (Request.Single part : parts) {
      switch (part) {
        case Request.Create(String path, byte[] data, Mode mode) -> {
          conditions.add(Tree.absent(path));
          then.add(Tree.put(Tree.key(path), data, mode == Mode.EPHEMERAL ? lease : 0));
          otherwise.add(Tree.get(path));
        }
        case Request.Delete(String path, int version) -> {
          conditions.add(Tree.at(path, version));
          then.add(Tree.delete(path));
          otherwise.add(Tree.get(path));
        }
        case Request.SetData(String path, byte[] data, int version) -> {
          conditions.add(Tree.at(path, version));
          then.add(Tree.put(Tree.key(path), data, 0));
          then.add(Tree.get(path));
          otherwise.add(Tree.get(path));
        }
        case Request.Check(String path, int version) -> {
          conditions.add(Tree.at(path, version));
          otherwise.add(Tree.get(path));
        }
      }
    }
    TxnResponse answer = commit(conditions, then, otherwise);
    if (answer.isSucceeded()) {
      return answer.getGetResponses().isEmpty()
          ? new Reply.Done(null, null, null)
          : Tree.done("", answer.getGetResponses().getFirst());
    }
    return broken(parts, answer);
  }

  private static Reply broken(List<Request.Single> parts, TxnResponse answer) {
    for (int index = 0; index < parts.size(); index++) {
      GetResponse there = answer.getGetResponses().get(index);
      int version =
          switch (parts.get(index)) {
            case Request.Create _ -> Integer.MIN_VALUE;
            case Request.Delete(String _, int wanted) -> wanted;
            case Request.SetData(String _, byte[] _, int wanted) -> wanted;
            case Request.Check(String _, int wanted) -> wanted;
          };
      boolean creates = version == Integer.MIN_VALUE;
      if (creates && Tree.has(there)) {
        return Tree.refused(Refusal.NODE_EXISTS);
      }
      if (!creates && !Tree.has(there)) {
        return Tree.refused(Refusal.NO_NODE);
      }
      if (!creates && version >= 0 && there.getKvs().getFirst().getVersion() != version + 1L) {
        return Tree.refused(Refusal.BAD_VERSION);
      }
    }
    return Tree.refused(Refusal.OTHER);
  }

  private Reply children(String path, boolean watch)
      throws ExecutionException, TimeoutException, InterruptedException {
    TxnResponse answer = commit(List.of(), List.of(Tree.get(path), Tree.below(path)), List.of());
    GetResponse parent = answer.getGetResponses().getFirst();
    if (!Tree.has(parent)) {
      return Tree.refused(Refusal.NO_NODE);
    }
    watch(watch, path, true, answer.getHeader());
    List<String> names = Tree.names(path, answer.getGetResponses().get(1));
    return new Reply.Names(names, Tree.folder(parent.getKvs().getFirst(), names.size()));
  }
}
