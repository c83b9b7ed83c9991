package dev.assay.server.tree;

/** How a znode is created, with ZooKeeper's flags. */
public enum CreateMode {
  PERSISTENT(0),
  EPHEMERAL(1),
  PERSISTENT_SEQUENTIAL(2),
  EPHEMERAL_SEQUENTIAL(3);

  private final int flag;

  CreateMode(int flag) {
    this.flag = flag;
  }

  /** ZooKeeper's flag on the wire. */
  public int flag() {
    return flag;
  }

  public boolean ephemeral() {
    return (flag & 1) != 0;
  }

  public boolean sequential() {
    return (flag & 2) != 0;
  }
}
