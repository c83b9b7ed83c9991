package dev.assay.cluster.docker;

import dev.assay.cluster.linux.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packet rules in the network namespace of a process, in a chain of their own that all comes
 * through which arrives there.
 */
final class Rules {
  private static final Logger LOG = LoggerFactory.getLogger(Rules.class);
  private static final String CHAIN = "ASSAY";

  /** An IP and a TCP header of the greatest length that segments without data have. */
  private static final int LONGEST_EMPTY = 80;

  private Rules() {}

  /** Nothing from there arrives. */
  static List<String> deaf(String address) {
    return List.of("-s " + address + " -j DROP");
  }

  /**
   * No data from there arrive, but acknowledgements do: without them what flows the other way would
   * stop as well. A segment with data is pushed, or longer than any without.
   */
  static List<String> deafToData(String address) {
    String tcp = "-s " + address + " -p tcp ";
    return List.of(
        tcp + "--tcp-flags PSH PSH -j DROP",
        tcp + "-m length --length " + (LONGEST_EMPTY + 1) + ":65535 -j DROP",
        "-s " + address + " ! -p tcp -j DROP");
  }

  /** Whoever sends from there is told that there is no such connection. */
  static List<String> resetting(String address) {
    return List.of(
        "-s " + address + " -p tcp ! --tcp-flags RST RST -j REJECT --reject-with tcp-reset");
  }

  /** So many packets of a hundred from there are lost, each by itself. */
  static List<String> losing(String address, int percent) {
    if (percent < 1 || percent > 99) {
      throw new IllegalArgumentException("no loss: " + percent + " %");
    }
    return List.of(
        "-s %s -m statistic --mode random --probability 0.%02d -j DROP"
            .formatted(address, percent));
  }

  /** What comes from there waits in a queue; where nobody serves that, it passes. */
  static List<String> held(String address, int queue) {
    return List.of("-s %s -j NFQUEUE --queue-num %d --queue-bypass".formatted(address, queue));
  }

  /** Puts these rules, and no others, in force at once. */
  static void apply(long pid, Collection<String> rules, boolean first)
      throws IOException, InterruptedException {
    var _ = Program.run(text(rules, first), enter(pid, "iptables-restore", "-w", "-n"));
  }

  /** Whether this kernel has what rules need; tried in a network namespace that is nobody's. */
  static boolean known(Collection<String> rules) throws InterruptedException {
    try {
      List<String> words = List.of("unshare", "-n", "iptables-restore", "-w", "-n");
      var _ = Program.run(text(rules, true), words);
      return true;
    } catch (IOException e) {
      LOG.debug("no rules {}: {}", rules, e.toString());
      return false;
    }
  }

  /** What iptables-restore reads; {@code first}: nothing leads to the chain yet. */
  static String text(Collection<String> rules, boolean first) {
    List<String> lines = new ArrayList<>(List.of("*filter", ":" + CHAIN + " - [0:0]"));
    if (first) {
      lines.add("-I INPUT -j " + CHAIN);
    }
    rules.forEach(rule -> lines.add("-A " + CHAIN + " " + rule));
    lines.add("COMMIT");
    return String.join("\n", lines) + "\n";
  }

  /** How many packets the rules have stopped since they were put in force. */
  static long stopped(long pid) throws IOException, InterruptedException {
    return count(Program.run("", enter(pid, "iptables", "-w", "-vnxL", CHAIN)));
  }

  /** Destroys the sockets that are connected to an address, where the kernel can do that. */
  static void destroySockets(long pid, String address) throws InterruptedException {
    try {
      var _ = Program.run("", enter(pid, "ss", "-K", "dst", address));
    } catch (IOException e) {
      LOG.debug("sockets to {} are not destroyed: {}", address, e.toString());
    }
  }

  static long count(String listing) {
    return listing
        .lines()
        .map(line -> line.strip().split("\\s+", 4))
        .filter(words -> words.length > 2 && words[2].matches("DROP|REJECT"))
        .mapToLong(words -> Long.parseLong(words[0]))
        .sum();
  }

  private static List<String> enter(long pid, String... words) {
    List<String> all = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid), "-n"));
    all.addAll(List.of(words));
    return all;
  }
}
