package dev.assay.cli;

import dev.assay.core.run.OutputException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is there as a whole or not at all: it is written under another name in the same
 * folder, and moved at the end. Whatever cannot be written is an {@link OutputException}.
 */
final class NewFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final OutputStream stream;

  private NewFile(Path target, Path part, OutputStream stream) {
    this.target = target;
    this.part = part;
    this.stream = stream;
  }

  /** Begins; a name that ends in {@code .gz} has its content compressed. */
  static NewFile begin(Path target) {
    String name = String.valueOf(target.getFileName());
    Path part = target.resolveSibling(".%s.%d.part".formatted(name, ProcessHandle.current().pid()));
    try {
      OutputStream file =
          new Telling(
              target,
              Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      return new NewFile(
          target, part, name.endsWith(".gz") ? new GZIPOutputStream(file, 1 << 16) : file);
    } catch (IOException e) {
      throw OutputException.cannotWrite(target, e);
    }
  }

  /** Where the content goes; is to be closed before {@link #keep}. */
  OutputStream stream() {
    return stream;
  }

  /** All is written: now it is there. */
  void keep() {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw OutputException.cannotWrite(target, e);
    }
  }

  /** Removes what was not kept. */
  @Override
  public void close() {
    try (stream) {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw OutputException.cannotWrite(part, e);
    }
  }

  /** Says of what cannot be written that it is the output that failed. */
  private static final class Telling extends FilterOutputStream {
    private final Path target;

    private Telling(Path target, OutputStream below) {
      super(below);
      this.target = target;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        throw OutputException.cannotWrite(target, e);
      }
    }
  }
}
