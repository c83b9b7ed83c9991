package dev.assay.server.runtime;

import java.net.InetSocketAddress;

/** A host and a port, as they are written: {@code host:port}, {@code [::1]:port}. */
record Address(String host, int port) {
  private static final int MAX_PORT = 65535;

  Address {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("a host is missing");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /** Throws {@link IllegalArgumentException} when the text is no host and port. */
  static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not host:port: " + text);
    }
    return new Address(host(text.substring(0, colon)), port(text.substring(colon + 1)));
  }

  static String host(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    return bracketed ? text.substring(1, text.length() - 1) : text;
  }

  static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no port: " + text, e);
    }
    throw new IllegalArgumentException("no port: " + text);
  }

  /** Not looked up yet: the one who connects does that, each time anew. */
  InetSocketAddress unresolved() {
    return InetSocketAddress.createUnresolved(host, port);
  }

  /** Looked up now, to listen on. */
  InetSocketAddress resolved() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
