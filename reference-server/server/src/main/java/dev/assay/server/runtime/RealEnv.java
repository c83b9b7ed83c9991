package dev.assay.server.runtime;

import dev.assay.server.client.ClientReply;
import dev.assay.server.env.Disk;
import dev.assay.server.env.Env;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The core's {@link Env} on a real machine. */
final class RealEnv implements Env {
  private static final Logger LOG = LoggerFactory.getLogger(RealEnv.class);

  private final SystemClock clock;
  private final SecureRandom random = new SecureRandom();
  private final NodeLoop loop;
  private final Disk disk;
  private final PeerLinks links;
  private final Datagrams datagrams;
  private final Clients clients;
  private final Consumer<String> halt;

  RealEnv(
      SystemClock clock,
      NodeLoop loop,
      Disk disk,
      PeerLinks links,
      Datagrams datagrams,
      Clients clients,
      Consumer<String> halt) {
    this.clock = clock;
    this.loop = loop;
    this.disk = disk;
    this.links = links;
    this.datagrams = datagrams;
    this.clients = clients;
    this.halt = halt;
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public long wallMillis() {
    return clock.wallMillis();
  }

  @Override
  public long random() {
    return random.nextLong();
  }

  @Override
  public Disk disk() {
    return disk;
  }

  @Override
  public long connect(int peer) {
    return links.connect(peer);
  }

  @Override
  public void send(long link, byte[] message) {
    links.send(link, message);
  }

  @Override
  public void closeLink(long link) {
    links.close(link);
  }

  @Override
  public void datagram(int peer, byte[] message) {
    datagrams.send(peer, message);
  }

  @Override
  public long timer(long delayNanos) {
    return loop.timer(delayNanos);
  }

  @Override
  public void cancelTimer(long token) {
    loop.cancelTimer(token);
  }

  @Override
  public void reply(long connection, ClientReply reply) {
    clients.reply(connection, reply);
  }

  @Override
  public void closeClient(long connection) {
    clients.close(connection);
  }

  @Override
  public void halt(String reason) {
    halt.accept(reason);
  }

  @Override
  public void trace(String moment, long value) {
    LOG.info("{} 0x{}", moment, Long.toHexString(value));
  }
}
