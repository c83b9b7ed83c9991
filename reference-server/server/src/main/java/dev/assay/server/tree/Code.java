package dev.assay.server.tree;

/** Errors, with ZooKeeper's numbers. */
public enum Code {
  OK(0),
  SYSTEM_ERROR(-1),
  RUNTIME_INCONSISTENCY(-2),
  CONNECTION_LOSS(-4),
  UNIMPLEMENTED(-6),
  BAD_ARGUMENTS(-8),
  NO_NODE(-101),
  BAD_VERSION(-103),
  NO_CHILDREN_FOR_EPHEMERALS(-108),
  NODE_EXISTS(-110),
  NOT_EMPTY(-111),
  SESSION_EXPIRED(-112),
  INVALID_ACL(-114),
  SESSION_MOVED(-118);

  private final int number;

  Code(int number) {
    this.number = number;
  }

  /** ZooKeeper's error number on the wire. */
  public int number() {
    return number;
  }
}
