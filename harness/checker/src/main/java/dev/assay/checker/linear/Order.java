package dev.assay.checker.linear;

/** Which operations must stand in the order before which. */
enum Order {
  /** Whatever was completed before another was invoked comes first: linearizability. */
  REAL_TIME,
  /**
   * As ZooKeeper promises it: operations of one session in their order; whatever was completed
   * before an operation that changes something was invoked comes first; but an operation that only
   * reads may be late, behind changes that other sessions completed before.
   */
  SESSION
}
