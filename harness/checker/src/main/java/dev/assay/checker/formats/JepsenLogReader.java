package dev.assay.checker.formats;

import dev.assay.checker.edn.Edn;
import dev.assay.checker.edn.EdnException;
import dev.assay.checker.edn.EdnReader;
import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntrySource;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.HistoryReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operations among the lines that Jepsen logs, and its {@code history.txt}: process, type, f
 * and value, divided by blanks, whatever stands before them. Lines that hold no operation are
 * skipped, and counted in a notice; one that is too long to be looked at is an error, for it may
 * hold an operation.
 */
final class JepsenLogReader implements EntrySource {
  private static final Pattern OPERATION =
      Pattern.compile(
          "(?:^|.*\\s)(?<process>\\d+|:?nemesis)\\s+:(?<type>invoke|ok|fail|info)"
              + "\\s+:(?<f>\\S+)(?:\\s+(?<value>.*))?");
  private final BufferedReader lines;
  private final int longestLine;
  private long entries;
  private long line;
  private long skipped;

  JepsenLogReader(Reader in) {
    this(in, HistoryReader.LONGEST_LINE_BYTES);
  }

  /** One that takes lines of so many characters at most. */
  JepsenLogReader(Reader in, int longestLine) {
    this.lines = new BufferedReader(in);
    this.longestLine = longestLine;
  }

  @Override
  public @Nullable Entry next() throws IOException {
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      line++;
      if (text.length() > longestLine) {
        throw new HistoryException(
            "line %d is longer than %d characters".formatted(line, longestLine));
      }
      if (text.isBlank()) {
        continue;
      }
      Matcher matcher = OPERATION.matcher(text);
      if (matcher.matches()) {
        return entry(matcher);
      }
      skipped++;
    }
    return null;
  }

  @Override
  public List<String> notices() {
    return skipped == 0
        ? List.of()
        : List.of("%d lines hold no operation and were skipped".formatted(skipped));
  }

  private Entry entry(Matcher matcher) {
    EntryType type = EntryType.valueOf(group(matcher, "type").toUpperCase(Locale.ROOT));
    Object value = value(group(matcher, "value"));
    boolean reason =
        value instanceof Edn.Keyword && (type == EntryType.FAIL || type == EntryType.INFO);
    return new Entry(
        entries++,
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
        null);
  }

  private static String group(Matcher matcher, String name) {
    String group = matcher.group(name);
    return group == null ? "" : group;
  }

  private Actor actor(String process) {
    if (process.endsWith("nemesis")) {
      return new Actor.Nemesis();
    }
    try {
      return new Actor.Client(Integer.parseInt(process));
    } catch (NumberFormatException e) {
      throw new HistoryException(
          "line %d: the process %s is out of range".formatted(line, process), e);
    }
  }

  private @Nullable Object value(String text) {
    try {
      return new EdnReader(new StringReader(text)).next();
    } catch (EdnException | IOException e) {
      throw new HistoryException("line %d: %s".formatted(line, e.getMessage()), e);
    }
  }
}
