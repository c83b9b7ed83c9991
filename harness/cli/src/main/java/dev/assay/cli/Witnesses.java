package dev.assay.cli;

import dev.assay.checker.Checker;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.core.run.OutputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The orders by which valid histories are explained, for whoever wants to replay them. */
final class Witnesses {
  private Witnesses() {}

  /**
   * Writes one line of JSON for each key: {@code guarantee}, {@code key} (empty for a history
   * without keys), {@code order}: the operations' ids ({@code op}; where there is none, the index
   * of the invocation). What is not there never took effect.
   */
  static void write(Path file, Judgement judgement) {
    long written = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Guarantee guarantee : judgement.guarantees()) {
        if (guarantee.details().get(Checker.WITNESS) instanceof Map<?, ?> orders) {
          for (Map.Entry<?, ?> order : orders.entrySet()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("guarantee", guarantee.name());
            line.put("key", order.getKey());
            line.put("order", order.getValue());
            out.write(EntryJson.valueText(line));
            out.newLine();
            written++;
          }
        }
      }
    } catch (IOException full) {
      throw OutputException.cannotWrite(file, full);
    }
    if (written == 0) {
      System.err.println("no result carries an order: " + file + " is empty");
    }
  }
}
