package dev.assay.checker.formats;

import dev.assay.checker.edn.Edn;
import dev.assay.checker.edn.EdnException;
import dev.assay.checker.edn.EdnReader;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.History;
import dev.assay.checker.history.HistoryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operations among the lines that Jepsen logs, and its {@code history.txt}: process, type, f
 * and value, divided by blanks, whatever stands before them. Lines that hold no operation are
 * skipped, and counted in a notice.
 */
final class JepsenLogReader {
  private static final Pattern OPERATION =
      Pattern.compile(
          "(?:^|.*\\s)(?<process>\\d+|:?nemesis)\\s+:(?<type>invoke|ok|fail|info)"
              + "\\s+:(?<f>\\S+)(?:\\s+(?<value>.*))?");
  private static final int LONGEST_LINE = 1 << 20;

  private final List<Entry> entries = new ArrayList<>();
  private long line;
  private long skipped;

  private JepsenLogReader() {}

  static History read(Reader in) throws IOException {
    JepsenLogReader log = new JepsenLogReader();
    BufferedReader lines = new BufferedReader(in);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.accept(line);
    }
    List<String> notices =
        log.skipped == 0
            ? List.of()
            : List.of("%d lines hold no operation and were skipped".formatted(log.skipped));
    return new History(log.entries, notices);
  }

  private void accept(String text) {
    line++;
    if (text.isBlank()) {
      return;
    }
    Matcher matcher = OPERATION.matcher(text);
    if (text.length() > LONGEST_LINE || !matcher.matches()) {
      skipped++;
      return;
    }
    EntryType type = EntryType.valueOf(group(matcher, "type").toUpperCase(Locale.ROOT));
    Object value = value(group(matcher, "value"));
    boolean reason =
        value instanceof Edn.Keyword && (type == EntryType.FAIL || type == EntryType.INFO);
    entries.add(
        new Entry(
            entries.size(),
            -1,
            type,
            actor(group(matcher, "process")),
            group(matcher, "f"),
            -1,
            null,
            value == null || reason ? null : EdnValues.value(value),
            reason ? EdnValues.text(value) : null,
            null,
            null,
            null));
  }

  private static String group(Matcher matcher, String name) {
    String group = matcher.group(name);
    return group == null ? "" : group;
  }

  private static Actor actor(String process) {
    return process.endsWith("nemesis")
        ? new Actor.Nemesis()
        : new Actor.Client(Integer.parseInt(process));
  }

  private @Nullable Object value(String text) {
    try {
      return new EdnReader(new StringReader(text)).next();
    } catch (EdnException | IOException e) {
      throw new HistoryException("line %d: %s".formatted(line, e.getMessage()), e);
    }
  }
}
