package dev.assay.server.tree;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.bytes.ByteReader;
import java.util.Iterator;
import java.util.Set;
import java.util.zip.CRC32C;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/** Reads a snapshot, and believes nothing that does not fit together. */
final class SnapshotReader {
  private final Iterator<byte[]> chunks;
  private final Set<SeededBug> bugs;
  private final CRC32C checksum = new CRC32C();
  private byte[] chunk = new byte[0];
  private int offset;

  /**
   * @param bugs the seeded bugs that are switched on
   */
  SnapshotReader(Iterator<byte[]> chunks, Set<SeededBug> bugs) {
    this.chunks = chunks;
    this.bugs = bugs;
  }

  State read() {
    ByteReader header = new ByteReader(item());
    String magic = header.string();
    int version = header.int32();
    expect(
        magic.equals(SnapshotFormat.MAGIC) && version == SnapshotFormat.VERSION,
        "a snapshot of the kind " + magic + " " + version);
    long lastTime = header.int64();
    long nextSession = header.int64();
    int sessionCount = header.int32();
    int nodeCount = header.int32();
    header.expectEnd();
    expect(nextSession > 0 && sessionCount >= 0 && nodeCount >= 0, "a negative count");
    State state = new State(Tree.empty(), sessions(sessionCount), nextSession, lastTime);
    expect(
        sessionCount == 0 || state.sessions().lastKey() < nextSession, "a session of the future");
    for (int index = 0; index < nodeCount; index++) {
      state = withNode(state, new ByteReader(item()));
    }
    int expected = (int) checksum.getValue();
    ByteReader trailer = new ByteReader(item());
    expect(trailer.int32() == expected, "a wrong checksum");
    trailer.expectEnd();
    expect(offset == chunk.length && !chunks.hasNext(), "bytes after the end");
    expectFixedNodes(state.tree());
    return bugs.contains(SeededBug.SNAPSHOT_FORGETS_CHILDREN_VERSION)
        ? state.with(state.tree().childrenForgotten(), state.sessions())
        : state;
  }

  private TreePMap<Long, Session> sessions(int count) {
    TreePMap<Long, Session> sessions = TreePMap.empty();
    for (int index = 0; index < count; index++) {
      ByteReader reader = new ByteReader(item());
      Session session =
          new Session(
              reader.int64(),
              reader.int32(),
              reader.bytes(),
              reader.int64(),
              reader.int64(),
              TreePSet.empty());
      reader.expectEnd();
      expect(
          session.id() > (sessions.isEmpty() ? 0 : sessions.lastKey())
              && session.attachment() > 0
              && session.lastSequence() >= 0,
          "an impossible session " + session.id());
      sessions = sessions.plus(session.id(), session);
    }
    return sessions;
  }

  private State withNode(State state, ByteReader reader) {
    String path = reader.string();
    Znode node =
        new Znode(
            reader.bytes(),
            reader.int64(),
            reader.int64(),
            reader.int64(),
            reader.int64(),
            reader.int64(),
            reader.int32(),
            reader.int64(),
            reader.int64(),
            TreePSet.empty());
    reader.expectEnd();
    TreePMap<String, Znode> before = state.tree().nodes();
    expect(
        ZnodePath.valid(path)
            && (before.isEmpty() || before.lastKey().compareTo(path) < 0)
            && node.data().length <= StateMachine.MAX_DATA_BYTES
            && node.creations() >= 0,
        "an impossible node " + path);
    return state.with(state.tree().found(path, node), owned(state.sessions(), path, node));
  }

  private TreePMap<Long, Session> owned(TreePMap<Long, Session> sessions, String path, Znode node) {
    if (!node.ephemeral() || bugs.contains(SeededBug.SNAPSHOT_FORGETS_EPHEMERALS)) {
      return sessions;
    }
    Session owner = sessions.get(node.ephemeralOwner());
    if (owner == null) {
      expect(orphansKnown(), path + ", whose session " + node.ephemeralOwner() + " does not exist");
      return sessions;
    }
    return sessions.plus(owner.id(), owner.withEphemerals(owner.ephemerals().plus(path)));
  }

  /** Whether a seeded bug leaves ephemeral nodes whose session has ended. */
  private boolean orphansKnown() {
    return bugs.contains(SeededBug.EPHEMERAL_SURVIVES)
        || bugs.contains(SeededBug.EPHEMERAL_AFTER_CLOSE);
  }

  private static void expectFixedNodes(Tree tree) {
    for (String path : Tree.initial().nodes().keySet()) {
      expect(tree.find(path) != null, "no node " + path);
    }
  }

  private byte[] item() {
    int length = new ByteReader(take(4)).int32();
    expect(
        length >= 0 && length <= SnapshotFormat.MAX_ITEM_BYTES, "an item of " + length + " bytes");
    byte[] item = take(length);
    checksum.update(item);
    return item;
  }

  private byte[] take(int length) {
    byte[] taken = new byte[length];
    int filled = 0;
    while (filled < length) {
      if (offset == chunk.length) {
        expect(chunks.hasNext(), "an end within an item");
        chunk = chunks.next();
        offset = 0;
      } else {
        int part = Math.min(length - filled, chunk.length - offset);
        System.arraycopy(chunk, offset, taken, filled, part);
        offset += part;
        filled += part;
      }
    }
    return taken;
  }

  private static void expect(boolean sound, String otherwise) {
    if (!sound) {
      throw new IllegalArgumentException("not a sound snapshot: " + otherwise);
    }
  }
}
