package dev.assay.server.zab;

/** What a node is doing: {@link Election}, {@link Follower} or {@link Leader}. */
sealed interface Role permits Election, Follower, Leader {
  void begin();

  /** Releases links and timers. What it had under way finds it ended. */
  void end();

  void notified(Notification notification);

  void fired(long token);

  void linkUp(long link);

  void linkAccepted(long link);

  void linkDown(long link);

  void received(long link, Message message);

  void submit(byte[] request);

  void barrier(long token);

  void aside(byte[] message);

  /** What it tells others who are looking for a leader. */
  Notification.State state();

  /** {@code leader}, {@code follower}, {@code standalone} or {@code looking}. */
  String mode();
}
