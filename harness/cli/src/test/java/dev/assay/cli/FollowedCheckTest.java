package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history is judged while it grows, through the command line. */
final class FollowedCheckTest {
  @TempDir private Path folder;
  private Path history = Path.of("");
  private int lines;

  @BeforeEach
  void create() throws IOException {
    history = Files.createFile(folder.resolve("history.jsonl"));
  }

  private String line(String type, String f, String value) {
    return "{\"index\":%d,\"type\":\"%s\",\"process\":%s,\"f\":\"%s\",\"value\":%s}\n"
        .formatted(lines++, type, type.equals("event") ? "\"nemesis\"" : "0", f, value);
  }

  private String did(String f, String value) {
    return line("invoke", f, f.equals("read") ? "null" : value) + line("ok", f, value);
  }

  private void append(String text) throws IOException {
    Files.writeString(history, text, StandardOpenOption.APPEND);
  }

  private CompletableFuture<Integer> follow(String... options) {
    String[] words =
        Stream.concat(Stream.of("check", "--follow", history.toString()), Stream.of(options))
            .toArray(String[]::new);
    return CompletableFuture.supplyAsync(() -> Main.execute(words));
  }

  private static int result(CompletableFuture<Integer> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  @Test
  void waitsForTheRestOfALineAndForTheEnd() throws Exception {
    CompletableFuture<Integer> code = follow("--model", "register");
    append(did("write", "1"));
    String read = did("read", "1");
    append(read.substring(0, 30));
    assertThatThrownBy(() -> code.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    append(read.substring(30) + line("event", "end", "null"));
    assertThat(result(code)).isEqualTo(ExitCode.VALID);
  }

  @Test
  void endsAtTheFirstViolation() throws Exception {
    CompletableFuture<Integer> code = follow("--workload", "register", "--json");
    append(did("write", "1") + did("write", "2"));
    append(did("read", "1"));
    assertThat(result(code)).isEqualTo(ExitCode.INVALID);
  }

  @Test
  void takesAFileThatRestsToBeComplete() throws Exception {
    append(did("add", "1") + did("add", "1"));
    assertThat(result(follow("--model", "set", "--idle", "100ms"))).isEqualTo(ExitCode.UNKNOWN);
    append("{\"index\":");
    assertThat(result(follow("--workload", "set", "--idle", "100ms"))).isEqualTo(ExitCode.UNKNOWN);
  }

  /** Each of two reads misses what the other one shows, while both elements are being added. */
  @Test
  void aSetIsLinearizableAsAModelAndDurableAsAWorkload() throws Exception {
    append(
        of("invoke", 0, "add", "1")
            + of("invoke", 1, "add", "2")
            + of("invoke", 2, "read", "null")
            + of("invoke", 3, "read", "null")
            + of("ok", 2, "read", "[1]")
            + of("ok", 3, "read", "[2]"));
    assertThat(result(follow("--model", "set", "--idle", "100ms"))).isEqualTo(ExitCode.INVALID);
    assertThat(result(follow("--workload", "set", "--idle", "100ms"))).isEqualTo(ExitCode.UNKNOWN);
  }

  private String of(String type, int process, String f, String value) {
    return "{\"index\":%d,\"type\":\"%s\",\"process\":%d,\"f\":\"%s\",\"value\":%s}\n"
        .formatted(lines++, type, process, f, value);
  }

  /** Three changes of unknown outcome, and a read that sees the last one. */
  private String unknownChanges(int version) {
    StringBuilder all = new StringBuilder();
    int process = 0;
    for (String f : new String[] {"create", "set", "set"}) {
      String value = "{\"path\":\"/a\",\"data\":\"%d\"}".formatted(process);
      all.append(of("invoke", process, f, value)).append(of("info", process++, f, value));
    }
    return all
        + of("invoke", process, "get", "{\"path\":\"/a\"}")
        + of(
            "ok",
            process,
            "get",
            "{\"path\":\"/a\",\"data\":\"2\",\"version\":%d}".formatted(version));
  }

  @Test
  void aTreeIsJudgedAsAWholeWhereItsHintsDoNotSuffice() throws Exception {
    append(unknownChanges(2) + line("event", "end", "null"));
    assertThat(result(follow("--model", "znodes"))).isEqualTo(ExitCode.VALID);
  }

  @Test
  void aTreesViolationEndsIt() throws Exception {
    CompletableFuture<Integer> code = follow("--model", "znodes", "--json");
    append(unknownChanges(3));
    assertThat(result(code)).isEqualTo(ExitCode.INVALID);
  }

  @Test
  void whatCannotBeFollowedIsWrongUsage() throws Exception {
    assertThat(result(follow("--model", "kv"))).isEqualTo(ExitCode.USAGE);
    assertThat(result(follow("--workload", "queue"))).isEqualTo(ExitCode.USAGE);
    assertThat(result(follow("--model", "set", "--format", "edn"))).isEqualTo(ExitCode.USAGE);
    assertThat(result(follow("--model", "set", history.toString()))).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsBrokenCannotBeRead() throws Exception {
    append(line("ok", "read", "1"));
    assertThat(result(follow("--model", "register"))).isEqualTo(ExitCode.NO_INPUT);
    append("nonsense\n");
    assertThat(result(follow("--model", "set"))).isEqualTo(ExitCode.NO_INPUT);
    Files.delete(history);
    assertThat(result(follow("--model", "set"))).isEqualTo(ExitCode.NO_INPUT);
  }
}
