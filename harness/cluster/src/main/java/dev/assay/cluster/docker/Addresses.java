package dev.assay.cluster.docker;

import com.github.dockerjava.api.model.Network.Ipam;
import java.io.IOException;
import java.util.Map;

/**
 * The run's own network. Its addresses come from 198.18.0.0/15, which is set apart for trials of
 * this kind (RFC 2544) and is not routed anywhere.
 *
 * @param network its id
 * @param prefix the first three numbers of every address in it
 */
record Addresses(String network, String prefix) {
  private static final int SUBNETS = 512;
  private static final int FIRST_NODE = 10;

  /** Takes the first range that no other network of the engine has, from a place of its own. */
  static Addresses create(Engine engine, String name, Map<String, String> labels)
      throws IOException {
    int start = (int) (ProcessHandle.current().pid() % SUBNETS);
    for (int i = 0; i < SUBNETS; i++) {
      String prefix = prefix((start + i) % SUBNETS);
      try {
        return new Addresses(create(engine, name, labels, prefix), prefix);
      } catch (IOException e) {
        if (!String.valueOf(e.getMessage()).contains("overlaps")) {
          throw e;
        }
      }
    }
    throw new IOException("every range of addresses is taken by another network");
  }

  private static String create(
      Engine engine, String name, Map<String, String> labels, String prefix) throws IOException {
    Ipam.Config range = new Ipam.Config().withSubnet(prefix + ".0/24").withGateway(prefix + ".1");
    return engine.ask(client ->
        client
            .createNetworkCmd()
            .withName(name)
            .withDriver("bridge")
            .withIpam(new Ipam().withConfig(range))
            .withLabels(labels)
            .exec()
            .getId());
  }

  static String prefix(int subnet) {
    return "198." + (18 + subnet / 256) + "." + subnet % 256;
  }

  /** The address of a node, counted from 1. */
  String of(int number) {
    return prefix + "." + (FIRST_NODE + number);
  }
}
