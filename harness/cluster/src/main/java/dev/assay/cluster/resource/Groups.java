package dev.assay.cluster.resource;

import dev.assay.cluster.linux.Cgroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A control group for each node that is a process; none when no fault of resources is planned. */
public final class Groups implements Limiter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Groups.class);

  /** Writes its number into the files up to the empty word, and becomes what follows it. */
  private static final String ENTER =
      "while [ -n \"$1\" ]; do echo $$ >\"$1\" || exit; shift; done; shift; exec \"$@\"";

  private final String prefix;
  private final Map<String, Cgroup> groups = new TreeMap<>();

  private Groups(String prefix) {
    this.prefix = prefix;
  }

  /** Makes a group for each node, if one of these actions needs it. */
  public static Groups open(Set<String> planned, Collection<String> nodes, String mark)
      throws IOException {
    Groups all = new Groups(prefix(mark));
    if (planned.stream().anyMatch(ResourceFaults.KINDS::contains)) {
      try {
        for (String node : nodes) {
          all.groups.put(node, Cgroup.create(all.prefix + node));
        }
      } catch (IOException e) {
        all.close();
        throw e;
      }
    }
    return all;
  }

  /** What the names of a run's groups begin with. */
  public static String prefix(String mark) {
    return "assay-" + mark + "-";
  }

  /** Whether there are groups at all. */
  public boolean used() {
    return !groups.isEmpty();
  }

  /** A command that is carried out in the group of its node. */
  public List<String> inside(String node, List<String> command) {
    Cgroup group = groups.get(node);
    if (group == null) {
      return command;
    }
    List<String> words = new ArrayList<>(List.of("sh", "-c", ENTER, "sh"));
    group.entrances().stream().map(Path::toString).forEach(words::add);
    words.add("");
    words.addAll(command);
    return words;
  }

  /** Whether a process has this command only until it is inside. */
  public static boolean entering(List<String> command) {
    return command.contains(ENTER);
  }

  private Cgroup group(String node) {
    return Objects.requireNonNull(groups.get(node), node);
  }

  @Override
  public void cpu(String node, long percent) throws IOException {
    group(node).limitCpu(percent);
  }

  @Override
  public void memory(String node, long bytes) throws IOException {
    group(node).limitMemory(bytes);
  }

  /** The nodes have ended. */
  @Override
  public void close() {
    if (!used()) {
      return;
    }
    try {
      Cgroup.removeAll(prefix)
          .forEach((group, gone) -> {
            if (!gone) {
              LOG.warn("the control group {} is left behind", group);
            }
          });
    } catch (IOException e) {
      LOG.warn("control groups are left behind: {}", e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
