package dev.assay.plugin;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a stream, none of them longer than a bound. */
final class LineReader implements AutoCloseable {
  static final int LONGEST = 64 << 10;

  private final InputStream in;

  LineReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * The next line; null at the end. What stands behind the last line break is none.
   *
   * @throws IOException when a line is too long
   */
  @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (line.size() == LONGEST) {
        throw new IOException("a line of more than " + LONGEST + " bytes");
      }
      line.write(next);
      next = in.read();
    }
    return next < 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
