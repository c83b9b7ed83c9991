package dev.assay.server.client;

/** What a watch tells, with ZooKeeper's numbers. */
public enum WatchType {
  NODE_CREATED(1),
  NODE_DELETED(2),
  NODE_DATA_CHANGED(3),
  NODE_CHILDREN_CHANGED(4);

  private final int number;

  WatchType(int number) {
    this.number = number;
  }

  /** ZooKeeper's event type on the wire. */
  public int number() {
    return number;
  }
}
