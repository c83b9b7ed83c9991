package dev.assay.systems.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.spi.Cluster.NodeStatus;
import dev.assay.core.spi.SystemUnderTest.Command;
import dev.assay.core.spi.SystemUnderTest.Image;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a member is started, and what its words mean. */
final class EtcdSystemTest {
  private static NodePlan plan(Map<String, String> settings) {
    return new NodePlan(
        "n2",
        2,
        Path.of("/run/nodes/n2"),
        2002,
        Map.of("peer", 3002),
        Map.of("n1", Map.of("peer", 3001)),
        Map.of("n1", 1, "n2", 2),
        Map.of("n1", "192.0.2.1", "n2", "192.0.2.2"),
        4002,
        settings);
  }

  @Test
  void aMemberListensHereAndAnnouncesWhatOnlyTheGatewayReaches() {
    Command command = new EtcdSystem().command(plan(Map.of("snapshot-count", "50")));
    assertThat(command.words())
        .contains(
            "--name=n2",
            "--data-dir=/run/nodes/n2/data",
            "--listen-client-urls=http://127.0.0.1:2002",
            "--listen-peer-urls=http://127.0.0.1:3002",
            "--initial-advertise-peer-urls=http://192.0.2.2:3002",
            "--snapshot-count=50")
        .anyMatch(word ->
            word.startsWith("--initial-cluster=")
                && word.contains("n1=http://192.0.2.1:3001")
                && word.contains("n2=http://192.0.2.2:3002"));
    assertThat(command.environment())
        .containsEntry("HTTP_PROXY", "socks5://127.0.0.1:4002")
        .containsEntry("NO_PROXY", "");
  }

  @Test
  void itsVersionIsWhatTheProgramSays() {
    assertThat(EtcdSystem.version("etcd Version: 3.4.23\nGit SHA: none")).isEqualTo("3.4.23");
    assertThat(EtcdSystem.version("usage")).isEmpty();
    if (new EtcdSystem().missing(Map.of()).isEmpty()) {
      assertThat(new EtcdSystem().version(Map.of())).matches("3\\.\\d+\\.\\d+.*");
    }
  }

  @Test
  void aProgramTakesThePlaceOfTheOneOnThePath(@TempDir Path folder) throws Exception {
    Path program = Files.writeString(folder.resolve("mine"), "#!/bin/sh\necho etcd Version: 9.9\n");
    Map<String, String> settings = Map.of("program", program.toString(), "snapshot-count", "50");
    EtcdSystem etcd = new EtcdSystem();
    assertThatThrownBy(() -> etcd.version(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names no program");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(etcd.version(settings)).isEqualTo("9.9");
    assertThat(etcd.missing(settings)).isEmpty();
    assertThat(etcd.image(settings).orElseThrow().programs()).containsExactly(program);
    assertThat(etcd.command(plan(settings)).words())
        .startsWith(program.toString())
        .contains("--snapshot-count=50")
        .noneMatch(word -> word.contains("program"));
    assertThat(etcd.commandInImage(plan(settings)).words()).startsWith(program.toString());
  }

  @Test
  void anImageThatTheEngineHasIsNamedByASetting() {
    Map<String, String> settings = Map.of("image", "etcd:v3.5", "snapshot-count", "50");
    EtcdSystem etcd = new EtcdSystem();
    assertThat(etcd.image(settings)).contains(Image.existing("etcd:v3.5"));
    assertThat(etcd.commandInImage(plan(settings)).words())
        .startsWith("etcd", "--name=n2")
        .contains("--snapshot-count=50")
        .noneMatch(word -> word.contains("image"));
    assertThatThrownBy(() -> etcd.command(plan(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for containers");
  }

  @Test
  void whatTheClusterDecidesCannotBeSet() {
    assertThatThrownBy(() -> new EtcdSystem().command(plan(Map.of("name", "x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("etcd's flag name");
    assertThatThrownBy(() -> new EtcdSystem().command(plan(Map.of("a b", "x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static NodeStatus said(String leader) {
    return MemberStatus.of(
        "{\"header\":{\"member_id\":\"16251974313409191285\",\"raft_term\":\"7\"},"
            + leader
            + "\"raftTerm\":\"7\"}");
  }

  @Test
  void aMemberLeadsWhenItNamesItself() {
    assertThat(said("\"leader\":\"16251974313409191285\",").mode()).isEqualTo("leader");
    assertThat(said("\"leader\":\"5736140744857090533\",").mode()).isEqualTo("follower");
    assertThat(said("").serves()).isFalse();
    assertThat(said("").epoch()).isEqualTo(7);
    assertThat(MemberStatus.of("no JSON").reachable()).isFalse();
  }
}
