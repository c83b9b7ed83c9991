package dev.assay.cli;

import dev.assay.checker.formats.HistoryFormat;
import dev.assay.checker.formats.HistorySinks;
import dev.assay.core.run.OutputException;
import dev.assay.engine.UsageException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What all commands ask of a history that they are to write. */
final class NewHistory {
  private NewHistory() {}

  /**
   * The format that was named, or that of the file's ending.
   *
   * @param option what names it
   */
  static HistoryFormat format(Path out, @Nullable String name, String option) {
    String known = String.join(", ", HistorySinks.names());
    if (name == null) {
      return HistoryFormat.ofName(String.valueOf(out.getFileName()))
          .orElseThrow(() ->
              new UsageException(
                  "the ending of %s names no format; say %s, one of %s"
                      .formatted(out, option, known)));
    }
    return HistoryFormat.of(name)
        .filter(HistoryFormat::written)
        .orElseThrow(() ->
            new UsageException("cannot write the format %s; known are %s".formatted(name, known)));
  }

  /** What is there stays, unless it is forced to go; what is no regular file stays in any case. */
  static void requireNew(Path out, boolean force) {
    if (!force && Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
      throw new OutputException(
          "cannot write %s: it exists already; --force replaces it".formatted(out),
          new FileAlreadyExistsException(out.toString()));
    }
    if (Files.exists(out) && !Files.isRegularFile(out)) {
      throw new OutputException(
          "cannot write %s: it is no file that could be replaced".formatted(out),
          new FileAlreadyExistsException(out.toString()));
    }
  }
}
