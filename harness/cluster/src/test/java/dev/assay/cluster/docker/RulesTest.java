package dev.assay.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.FaultAction.Link;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RulesTest {
  private final Cuts cuts = new Cuts(Map.of("n1", "10.0.0.1", "n2", "10.0.0.2", "n3", "10.0.0.3"));

  @Test
  void whereBothDirectionsAreCutNothingPasses() {
    cuts.add(0, List.of(new Link("n1", "n2"), new Link("n2", "n1")));
    assertThat(cuts.rules("n1")).containsExactly("-s 10.0.0.2 -j DROP");
    assertThat(cuts.rules("n2")).containsExactly("-s 10.0.0.1 -j DROP");
    assertThat(cuts.rules("n3")).isEmpty();
  }

  @Test
  void aOneWayCutLetsAcknowledgementsPass() {
    cuts.add(0, List.of(new Link("n1", "n2")));
    assertThat(cuts.rules("n1")).isEmpty();
    assertThat(cuts.rules("n2"))
        .hasSize(3)
        .doesNotContain("-s 10.0.0.1 -j DROP")
        .anyMatch(rule -> rule.contains("PSH PSH"))
        .anyMatch(rule -> rule.contains("--length 81:"));
  }

  @Test
  void twoOneWayCutsOfDifferentFaultsMakeUpAWholeOneUntilOneIsHealed() {
    cuts.add(0, List.of(new Link("n1", "n2")));
    cuts.add(1, List.of(new Link("n2", "n1")));
    assertThat(cuts.rules("n2")).containsExactly("-s 10.0.0.1 -j DROP");
    cuts.remove(1);
    assertThat(cuts.rules("n1")).isEmpty();
    assertThat(cuts.rules("n2")).hasSize(3);
  }

  @Test
  void linksBesideThoseThatAreCutAreToCompareWith() {
    cuts.add(0, List.of(new Link("n1", "n2"), new Link("n2", "n1")));
    assertThat(cuts.open(List.of(new Link("n1", "n3"))))
        .containsExactly(new Link("n2", "n3"), new Link("n3", "n1"), new Link("n3", "n2"));
  }

  @Test
  void theChainIsHookedInOnceAndFilledAnewEachTime() {
    assertThat(Rules.text(List.of("-s 10.0.0.2 -j DROP"), true))
        .isEqualTo(
            """
            *filter
            :ASSAY - [0:0]
            -I INPUT -j ASSAY
            -A ASSAY -s 10.0.0.2 -j DROP
            COMMIT
            """);
    assertThat(Rules.text(List.of(), false)).doesNotContain("INPUT").contains(":ASSAY");
  }

  @Test
  void countsThePacketsThatRulesHaveStopped() {
    String listing =
        """
        Chain ASSAY (1 references)
            pkts      bytes target     prot opt in     out     source               destination
              17     1020 DROP       all  --  *      *       198.18.0.12          0.0.0.0/0
               3      156 REJECT     tcp  --  *      *       198.18.0.13          0.0.0.0/0
               9      540 ACCEPT     all  --  *      *       0.0.0.0/0            0.0.0.0/0
        """;
    assertThat(Rules.count(listing)).isEqualTo(20);
  }

  @Test
  void findsTheLibrariesThatALoaderNames() {
    String said =
        """
        /tmp/x/java/lib/libnet.so:
        \tlinux-vdso.so.1 (0x00007ffd0b9e2000)
        \tlibjvm.so => not found
        \tlibjava.so => /tmp/x/java/lib/libjava.so (0x00007f1)
        \tlibc.so.6 => /lib/libc.so.6 (0x00007f2)
        \t/lib64/ld-linux-x86-64.so.2 (0x00007f3)
        """;
    assertThat(RootFileSystem.found(said, "/tmp/x/java"))
        .containsExactly("/lib/libc.so.6", "/lib64/ld-linux-x86-64.so.2");
  }

  @Test
  void everySubnetIsOfTheRangeForTrials() {
    assertThat(Addresses.prefix(0)).isEqualTo("198.18.0");
    assertThat(Addresses.prefix(300)).isEqualTo("198.19.44");
    assertThat(new Addresses("id", "198.18.7").of(2)).isEqualTo("198.18.7.12");
  }
}
