package dev.assay.cluster.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Removes containers and networks whose harness is dead. Those of a run that lives stay. */
public final class ContainerReaper {
  private ContainerReaper() {}

  /**
   * Cleans up.
   *
   * @return a sentence for each thing that it did
   */
  public static List<String> clean(Engine engine) throws IOException {
    List<String> done = new ArrayList<>();
    for (Container container : containers(engine)) {
      if (Labels.ownerIsDead(labels(container.getLabels()))) {
        remove(engine, container.getId());
        done.add("removed container " + String.join(" ", container.getNames()) + " of a dead run");
      }
    }
    for (Network network : networks(engine)) {
      if (Labels.ownerIsDead(labels(network.getLabels()))) {
        removeNetwork(engine, network.getId());
        done.add("removed network " + network.getName() + " of a dead run");
      }
    }
    return done;
  }

  /** The names of all containers and networks that a harness on this machine has now. */
  public static List<String> ownedBy(Engine engine, long pid) throws IOException {
    List<String> names = new ArrayList<>();
    for (Container container : containers(engine)) {
      if (Labels.ownedBy(pid, labels(container.getLabels()))) {
        names.add(String.join(" ", container.getNames()));
      }
    }
    for (Network network : networks(engine)) {
      if (Labels.ownedBy(pid, labels(network.getLabels()))) {
        names.add(network.getName());
      }
    }
    return names;
  }

  private static Map<String, String> labels(Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }

  static List<Container> containers(Engine engine) throws IOException {
    return engine.ask(client ->
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Labels.RUN)).exec());
  }

  static List<Network> networks(Engine engine) throws IOException {
    return engine.ask(
        client -> client.listNetworksCmd().withFilter("label", List.of(Labels.RUN)).exec());
  }

  /** With its anonymous volumes, whatever state it is in. */
  static void remove(Engine engine, String container) throws IOException {
    var _ =
        engine.ask(client ->
            client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec());
  }

  static void removeNetwork(Engine engine, String network) throws IOException {
    var _ = engine.ask(client -> client.removeNetworkCmd(network).exec());
  }
}
