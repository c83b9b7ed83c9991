package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.run.RunDescription;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSpecJson;
import dev.assay.engine.RepeatCommand;
import dev.assay.engine.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EndpointOptionsTest {
  @TempDir private Path folder;

  private static RunSpec spec(String... arguments) throws IOException {
    return CommandLine.populateCommand(new RunOptions(), arguments).chosen().getFirst().spec();
  }

  @Test
  void theNodesAreTheEndpointsAndTheFaultsThoseOfClientsLinks() throws IOException {
    RunSpec spec = spec("--endpoints", "a:1,[::1]:2181", "--seed", "7");
    assertThat(spec.own().endpoints()).containsExactly("a:1", "[::1]:2181");
    assertThat(spec.cluster()).isEqualTo("endpoints");
    assertThat(spec.nodes()).isEqualTo(2);
    assertThat(spec.faults())
        .containsExactly("bandwidth", "delay", "isolate-clients", "loss", "reset");
    assertThat(RepeatCommand.of(spec, List.of("mixed")))
        .isEqualTo(
            "./assay run --endpoints 'a:1,[::1]:2181' --workload register --faults mixed"
                + " --time-limit 30s --seed 7");
  }

  @Test
  void anEarlierRunIsRepeatedOnTheSameEndpoints() throws IOException {
    RunSpec spec = spec("--endpoints", "a:1,b:2", "--faults", "reset", "--seed", "7");
    Path file = folder.resolve("run.json");
    RunSpecJson.write(file, new RunDescription(spec, List.of("reset"), "now", Map.of(), List.of()));
    assertThat(spec("--from", file.toString())).isEqualTo(spec);
    assertThat(spec("--from", file.toString(), "--endpoints", "c:3").own().endpoints())
        .containsExactly("c:3");
    assertThatThrownBy(() -> spec("--from", file.toString(), "--nodes", "3"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--nodes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --endpoints a:1 --cluster process | --cluster says how to start
          --endpoints a:1 --nodes 1         | --nodes says how to start
          --endpoints a:1 --bug sync-skipped | --bug says how to start
          --endpoints a:1 --set x=y         | --set says how to start
          --endpoints a:1 --faults kill     | the fault kill is not possible here
          --endpoints a:1,b:1 --faults partition | the links between the nodes are out of reach
          --endpoints a                     | host:port
          --endpoints a:1,a:1               | names a node twice
          --endpoints a:1,,b:2              | not nothing
          --cluster endpoints               | which endpoints
          """)
  void wrongUsageIsSaidInOneLine(String arguments, String message) {
    assertThatThrownBy(() -> spec(arguments.strip().split(" +")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
