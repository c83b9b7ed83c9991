package dev.assay.report;

import dev.assay.checker.Limits;
import dev.assay.checker.formats.HistoryFiles;
import dev.assay.checker.formats.HistoryFormat;
import dev.assay.checker.history.Entry;
import dev.assay.checker.judge.Judge;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.judge.ModelCheckers;
import dev.assay.checker.model.FailedOps;
import dev.assay.checker.model.NilReads;
import dev.assay.checker.txn.Consistency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reports of histories in Jepsen's EDN, judged by the real checkers. */
final class RecordedHistories {
  /** Two transactions, each of which missed what the other wrote, under hostile keys. */
  static final String WRITE_SKEW =
      """
      {:type :invoke, :process 0, :f :txn, :value [[:r "</script>" nil] [:append "<img>" 1]]}
      {:type :invoke, :process 1, :f :txn, :value [[:r "<img>" nil] [:append "</script>" 2]]}
      {:type :ok, :process 0, :f :txn, :value [[:r "</script>" []] [:append "<img>" 1]]}
      {:type :ok, :process 1, :f :txn, :value [[:r "<img>" []] [:append "</script>" 2]]}
      {:type :invoke, :process 0, :f :txn, :value [[:r "<img>" nil] [:r "</script>" nil]]}
      {:type :ok, :process 0, :f :txn, :value [[:r "<img>" [1]] [:r "</script>" [2]]]}
      """;

  static final String STALE_READ =
      """
      {:type :invoke, :process 0, :f :write, :value 1, :time 1000}
      {:type :ok, :process 0, :f :write, :value 1, :time 2000}
      {:type :invoke, :process 1, :f :write, :value 2, :time 3000}
      {:type :ok, :process 1, :f :write, :value 2, :time 4000}
      {:type :invoke, :process 2, :f :read, :value nil, :time 5000}
      {:type :ok, :process 2, :f :read, :value 1, :time 6000}
      """;

  private RecordedHistories() {}

  static List<Entry> read(String edn, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("recorded.edn"), edn);
    return HistoryFiles.read(file, HistoryFormat.EDN).entries();
  }

  static Judgement judgement(String model, List<Entry> history) {
    return Judge.judge(
        history,
        List.of(
            ModelCheckers.of(
                    model, FailedOps.CONSTRAIN, NilReads.ABSENT, Consistency.STRICT_SERIALIZABLE)
                .orElseThrow()),
        Limits.DEFAULT);
  }

  static ReportInput judged(String model, String edn, Path folder) throws IOException {
    List<Entry> history = read(edn, folder);
    Judgement judgement = judgement(model, history);
    return RecordedInput.of(
        "recorded.edn", model, history, judgement, "./assay check recorded.edn", Map.of());
  }
}
