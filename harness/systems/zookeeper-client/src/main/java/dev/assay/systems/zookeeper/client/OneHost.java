package dev.assay.systems.zookeeper.client;

import java.net.InetSocketAddress;
import java.util.Collection;
import org.apache.zookeeper.client.HostProvider;

/**
 * The one address that a handle of ZooKeeper's client knows. The client's own list of one would
 * pause for a second before each attempt, and not connect anew for the address that it has.
 */
final class OneHost implements HostProvider {
  private volatile InetSocketAddress address;

  OneHost(String address) {
    this.address = parse(address);
  }

  /** {@code host:port}, as an address. */
  static InetSocketAddress parse(String address) {
    int colon = address.lastIndexOf(':');
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public InetSocketAddress next(long spinDelay) {
    return address;
  }

  @Override
  public void onConnected() {}

  /**
   * The present connection is given up, even if it is to the same address.
   *
   * @param addresses one, which is not resolved
   */
  @Override
  public boolean updateServerList(
      Collection<InetSocketAddress> addresses, InetSocketAddress current) {
    InetSocketAddress next = addresses.iterator().next();
    address = new InetSocketAddress(next.getHostString(), next.getPort());
    return true;
  }
}
