package dev.assay.server.tree;

import org.pcollections.TreePSet;

/**
 * A node of the tree; immutable, its data too.
 *
 * @param creations how many children were ever created: the counter of sequential names. ZooKeeper
 *     keeps it in 32 bits, where it wraps and breaks the order of locks (ZOOKEEPER-4706)
 * @param ephemeralOwner the session that the node ends with; 0 for a node that stays
 */
record Znode(
    byte[] data,
    long czxid,
    long mzxid,
    long pzxid,
    long ctime,
    long mtime,
    int version,
    long creations,
    long ephemeralOwner,
    TreePSet<String> children) {
  /** A node without children; its own position is its {@code pzxid}, as in ZooKeeper. */
  static Znode created(byte[] data, long position, long timeMillis, long ephemeralOwner) {
    return new Znode(
        data,
        position,
        position,
        position,
        timeMillis,
        timeMillis,
        0,
        0,
        ephemeralOwner,
        TreePSet.empty());
  }

  Znode withData(byte[] changed, long position, long timeMillis) {
    return new Znode(
        changed,
        czxid,
        position,
        pzxid,
        ctime,
        timeMillis,
        version + 1,
        creations,
        ephemeralOwner,
        children);
  }

  Znode withChildCreated(String name, long position) {
    return withChildren(children.plus(name), position, creations + 1);
  }

  Znode withChildDeleted(String name, long position) {
    return withChildren(children.minus(name), position, creations);
  }

  /** Only for a tree that is being built: counts nothing. */
  Znode withChildFound(String name) {
    return withChildren(children.plus(name), pzxid, creations);
  }

  /** The seeded bug: as if its children had been created at once with it. */
  Znode childrenForgotten() {
    return withChildren(children, czxid, children.size());
  }

  boolean ephemeral() {
    return ephemeralOwner != 0;
  }

  /** As clients see it: {@code cversion} counts creations and deletions of children. */
  Stat stat() {
    return new Stat(
        czxid,
        mzxid,
        ctime,
        mtime,
        version,
        (int) (2 * creations - children.size()),
        0,
        ephemeralOwner,
        data.length,
        children.size(),
        pzxid);
  }

  private Znode withChildren(TreePSet<String> changed, long position, long counted) {
    return new Znode(
        data, czxid, mzxid, position, ctime, mtime, version, counted, ephemeralOwner, changed);
  }
}
