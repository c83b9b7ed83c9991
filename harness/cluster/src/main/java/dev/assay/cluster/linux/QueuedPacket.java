package dev.assay.cluster.linux;

/**
 * A packet that waits in a queue of the kernel for a verdict.
 *
 * @param queue the queue's number
 * @param id its number in the queue
 */
public record QueuedPacket(int queue, int id, Content content) {
  /**
   * What it is.
   *
   * @param bytes its length
   * @param flow the same for all packets of one connection in one direction
   */
  public record Content(int bytes, long flow) {}
}
