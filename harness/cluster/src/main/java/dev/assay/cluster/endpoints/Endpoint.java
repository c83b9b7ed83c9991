package dev.assay.cluster.endpoints;

/** Where a node of a cluster that runs already listens for clients; {@code [::1]:2181} too. */
public record Endpoint(String host, int port) {
  private static final int MOST = 65_535;

  /**
   * Reads {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String plain = bracketed ? host.substring(1, host.length() - 1) : host;
    String allowed = bracketed ? "[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?" : "[A-Za-z0-9._-]+";
    if (!plain.matches(allowed) || (bracketed && !plain.contains(":"))) {
      throw malformed(text);
    }
    String digits = text.substring(colon + 1);
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > MOST) {
      throw malformed(text);
    }
    return new Endpoint(plain, port);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "an endpoint is host:port or [IPv6 address]:port, with a port of 1 to "
            + MOST
            + ", not "
            + (text.isEmpty() ? "nothing" : text));
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
