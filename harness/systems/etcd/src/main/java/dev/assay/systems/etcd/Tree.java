package dev.assay.systems.etcd;

import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Stat;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Nodes of a tree as keys: names, conditions, and what a key says as a node's stat. */
final class Tree {
  private static final ByteSequence NOTHING = ByteSequence.EMPTY;

  private Tree() {}

  static ByteSequence key(String path) {
    return ByteSequence.from(path, StandardCharsets.UTF_8);
  }

  /**
   * A counter of a node's sequential children, one for all of them however their names begin: who
   * came first shows in the numbers alone. It outlives the node, so that no name comes again.
   */
  static ByteSequence counter(String parent) {
    return key("sequence:" + parent);
  }

  /** Empty for a child of the root, which is always there. */
  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  static Cmp absent(String path) {
    return new Cmp(key(path), Cmp.Op.EQUAL, CmpTarget.version(0));
  }

  static Cmp present(String path) {
    return new Cmp(key(path), Cmp.Op.GREATER, CmpTarget.version(0));
  }

  /**
   * @param version as the tree counts, from 0; -1 for any
   */
  static Cmp at(String path, int version) {
    return version < 0
        ? present(path)
        : new Cmp(key(path), Cmp.Op.EQUAL, CmpTarget.version(version + 1L));
  }

  static Op get(String path) {
    return Op.get(key(path), GetOption.DEFAULT);
  }

  static Op put(ByteSequence key, byte[] data, long lease) {
    PutOption option =
        lease == 0 ? PutOption.DEFAULT : PutOption.builder().withLeaseId(lease).build();
    return Op.put(key, data.length == 0 ? NOTHING : ByteSequence.from(data), option);
  }

  static Op delete(String path) {
    return Op.delete(key(path), DeleteOption.DEFAULT);
  }

  /** The keys below, without their data. */
  static Op below(String path) {
    ByteSequence prefix = key(path.equals("/") ? "/" : path + "/");
    return Op.get(prefix, GetOption.builder().isPrefix(true).withKeysOnly(true).build());
  }

  /** The names of the children among the keys below. */
  static List<String> names(String path, GetResponse below) {
    int start = path.equals("/") ? 1 : path.length() + 1;
    return below.getKvs().stream()
        .map(kv -> kv.getKey().toString(StandardCharsets.UTF_8).substring(start))
        .filter(name -> name.indexOf('/') < 0)
        .toList();
  }

  static Stat stat(KeyValue kv) {
    return folder(kv, 0);
  }

  /** As {@link #stat}, of a node whose children were counted. */
  static Stat folder(KeyValue kv, int children) {
    return new Stat(
        kv.getCreateRevision(),
        kv.getModRevision(),
        kv.getCreateRevision(),
        0,
        0,
        Math.toIntExact(kv.getVersion() - 1),
        children,
        session(kv.getLease()),
        children);
  }

  /** A session's id is its lease's; empty for none. */
  static String session(long lease) {
    return lease == 0 ? "" : "0x" + Long.toHexString(lease);
  }

  static boolean has(GetResponse answer) {
    return !answer.getKvs().isEmpty();
  }

  static Reply refused(Refusal why) {
    return new Reply.Refused(why);
  }

  /** A stat, or that the node is not there. */
  static Reply done(String path, GetResponse answer) {
    if (!has(answer)) {
      return refused(Refusal.NO_NODE);
    }
    KeyValue kv = answer.getKvs().getFirst();
    return new Reply.Done(path, stat(kv), Long.toString(kv.getModRevision()));
  }

  static Reply data(GetResponse answer) {
    if (!has(answer)) {
      return refused(Refusal.NO_NODE);
    }
    KeyValue kv = answer.getKvs().getFirst();
    return new Reply.Data(kv.getValue().getBytes(), stat(kv));
  }
}
