package dev.assay.cluster.disk;

import dev.assay.cluster.disk.Troubles.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.cryptomator.jfuse.api.DirFiller;
import org.cryptomator.jfuse.api.Errno;
import org.cryptomator.jfuse.api.FileInfo;
import org.cryptomator.jfuse.api.FuseOperations;
import org.cryptomator.jfuse.api.Stat;
import org.cryptomator.jfuse.api.Statvfs;
import org.cryptomator.jfuse.api.TimeSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls of a node to its disk, as libfuse hands them on. Answers are negative errors. */
final class FaultyDisk implements FuseOperations {
  /** A file of the harness's own: nobody lists it, and only lasting troubles hit it. */
  static final String PROBE = ".assay-probe";

  private static final String PROBE_PATH = "/" + PROBE;

  private static final Logger LOG = LoggerFactory.getLogger(FaultyDisk.class);

  private static final int CREATE_AND_TRUNCATE = 0x200;
  private static final int SYNCED_WRITES = 0x1000;
  private final Errno errno;
  private final Names names;
  private final Troubles troubles;
  private final Power power;
  private final Map<Long, OpenFile> handles = new HashMap<>();
  private long lastHandle;
  private boolean used;

  private interface Deed {
    int run() throws IOException;
  }

  FaultyDisk(Errno errno, Names names, Troubles troubles, Power power) {
    this.errno = errno;
    this.names = names;
    this.troubles = troubles;
    this.power = power;
  }

  @Override
  public Errno errno() {
    return errno;
  }

  @Override
  public Set<Operation> supportedOperations() {
    return EnumSet.of(
        Operation.GET_ATTR,
        Operation.MKDIR,
        Operation.UNLINK,
        Operation.RMDIR,
        Operation.RENAME,
        Operation.CHMOD,
        Operation.CHOWN,
        Operation.TRUNCATE,
        Operation.OPEN,
        Operation.CREATE,
        Operation.READ,
        Operation.WRITE,
        Operation.STATFS,
        Operation.RELEASE,
        Operation.FSYNC,
        Operation.FSYNCDIR,
        Operation.OPEN_DIR,
        Operation.READ_DIR,
        Operation.RELEASE_DIR,
        Operation.UTIMENS);
  }

  private static String name(String path) {
    return path.substring(1);
  }

  private synchronized int attempt(Deed deed) {
    try {
      return deed.run();
    } catch (NoSuchFileException _) {
      return -errno.enoent();
    } catch (FileAlreadyExistsException _) {
      return -errno.eexist();
    } catch (DirectoryNotEmptyException _) {
      return -errno.enotempty();
    } catch (NotDirectoryException _) {
      return -errno.enotdir();
    } catch (IOException | RuntimeException e) {
      LOG.warn("a call to the disk failed", e);
      return -errno.eio();
    }
  }

  /** A change, unless the disk refuses it. */
  private int change(String path, Deed deed) {
    int refused =
        path.equals(PROBE_PATH) ? troubles.refusing(Call.WRITE) : troubles.ask(Call.WRITE);
    return refused != 0 ? -refused : attempt(deed);
  }

  /**
   * The power is gone. Nobody has a file open.
   *
   * @param dice decides what survives of what had been appended
   */
  synchronized Names.Loss lose(RandomGenerator dice) throws IOException {
    return names.lose(dice);
  }

  /** Whether the node has ever made a file on it. */
  synchronized boolean used() {
    return used;
  }

  /** Of a file, how many bytes are durable, and how many of them are known to have been. */
  synchronized Extent extent(String name) throws IOException {
    Unsynced file = names.file(name);
    return new Extent(file.durable(), file.settled());
  }

  record Extent(long durable, long settled) {}

  @Override
  public int getattr(String path, Stat stat, @Nullable FileInfo info) {
    return attempt(() -> {
      Attributes.read(names.path(name(path)), stat);
      return 0;
    });
  }

  @Override
  public int mkdir(String path, int mode) {
    return change(
        path,
        () -> {
          names.makeFolder(name(path));
          Attributes.mode(names.path(name(path)), mode);
          return 0;
        });
  }

  @Override
  public int unlink(String path) {
    return change(
        path,
        () -> {
          names.remove(name(path));
          return 0;
        });
  }

  @Override
  public int rmdir(String path) {
    return change(
        path,
        () -> {
          names.removeFolder(name(path));
          return 0;
        });
  }

  @Override
  public int rename(String from, String to, int flags) {
    return change(
        from,
        () -> {
          if (flags != 0) {
            return -errno.einval();
          }
          names.rename(name(from), name(to));
          return 0;
        });
  }

  @Override
  public int chmod(String path, int mode, @Nullable FileInfo info) {
    return change(
        path,
        () -> {
          Attributes.mode(names.path(name(path)), mode);
          return 0;
        });
  }

  @Override
  public int chown(String path, int uid, int gid, @Nullable FileInfo info) {
    return change(
        path,
        () -> {
          Attributes.owner(names.path(name(path)), uid, gid);
          return 0;
        });
  }

  /** A mere touch changes nothing: no server looks at that time. */
  @Override
  public int utimens(String path, TimeSpec atime, TimeSpec mtime, @Nullable FileInfo info) {
    return change(
        path,
        () -> {
          if (!mtime.isUtimeOmit() && !mtime.isUtimeNow()) {
            Files.setLastModifiedTime(names.path(name(path)), FileTime.from(mtime.get()));
          }
          return 0;
        });
  }

  @Override
  public int truncate(String path, long size, @Nullable FileInfo info) {
    return change(
        path,
        () -> {
          try (FileChannel channel = open(path)) {
            new OpenFile(channel, names.file(name(path)), false, false).resize(size);
          }
          return 0;
        });
  }

  private FileChannel open(String path, StandardOpenOption... more) throws IOException {
    Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    options.addAll(Set.of(more));
    return FileChannel.open(names.path(name(path)), options);
  }

  @Override
  public int open(String path, FileInfo info) {
    boolean cuts = (info.getFlags() & CREATE_AND_TRUNCATE) != 0;
    Deed deed =
        () -> {
          FileChannel channel = open(path);
          Unsynced file = path.equals(PROBE_PATH) ? new Unsynced(0) : names.file(name(path));
          OpenFile handle = handle(channel, file, path, info);
          if (cuts) {
            handle.resize(0);
          }
          return 0;
        };
    return cuts ? change(path, deed) : attempt(deed);
  }

  @Override
  public int create(String path, int mode, FileInfo info) {
    return change(
        path,
        () -> {
          FileChannel channel = open(path, StandardOpenOption.CREATE_NEW);
          Unsynced file = names.created(name(path));
          used = true;
          Attributes.mode(names.path(name(path)), mode);
          var _ = handle(channel, file, path, info);
          return 0;
        });
  }

  private OpenFile handle(FileChannel channel, Unsynced file, String path, FileInfo info) {
    boolean syncs = (info.getFlags() & SYNCED_WRITES) != 0;
    OpenFile handle = new OpenFile(channel, file, syncs, path.equals(PROBE_PATH));
    lastHandle++;
    handles.put(lastHandle, handle);
    info.setFh(lastHandle);
    return handle;
  }

  private OpenFile handle(FileInfo info) throws IOException {
    OpenFile handle = handles.get(info.getFh());
    if (handle == null) {
      throw new IOException("no open file " + info.getFh());
    }
    return handle;
  }

  @Override
  public int read(String path, ByteBuffer to, long size, long offset, FileInfo info) {
    return attempt(() -> handle(info).read(to, size, offset));
  }

  @Override
  public int write(String path, ByteBuffer from, long size, long offset, FileInfo info) {
    return change(
        path,
        () -> {
          OpenFile handle = handle(info);
          if (!handle.write(from, size, offset)) {
            return -Troubles.ENOSPC;
          }
          return handle.syncs() && sync(handle) != 0 ? -errno.eio() : (int) size;
        });
  }

  private int sync(OpenFile handle) throws IOException {
    if (handle.probe()) {
      return 0;
    }
    int refused = troubles.ask(Call.SYNC);
    if (refused == 0) {
      handle.file().synced(handle.channel().size());
      names.synced();
    }
    return -refused;
  }

  /** The harness's own disk need not have the bytes: only this one's power is ever lost. */
  @Override
  public int fsync(String path, int dataOnly, FileInfo info) {
    boolean powered = power.staysOn(troubles.syncNanos());
    return powered ? attempt(() -> sync(handle(info))) : -Troubles.EIO;
  }

  @Override
  public int fsyncdir(@Nullable String path, int dataOnly, FileInfo info) {
    int refused = power.staysOn(troubles.syncNanos()) ? troubles.ask(Call.SYNC) : Troubles.EIO;
    return refused != 0
        ? -refused
        : attempt(() -> {
          names.synced();
          return 0;
        });
  }

  @Override
  public int release(String path, FileInfo info) {
    return attempt(() -> {
      OpenFile handle = handles.remove(info.getFh());
      if (handle != null) {
        handle.channel().close();
      }
      return 0;
    });
  }

  @Override
  public int opendir(String path, FileInfo info) {
    return attempt(() -> Files.isDirectory(names.path(name(path))) ? 0 : -errno.enotdir());
  }

  @Override
  public int releasedir(@Nullable String path, FileInfo info) {
    return 0;
  }

  @Override
  public int readdir(String path, DirFiller filler, long offset, FileInfo info, int flags) {
    return attempt(() -> {
      filler.fill(".");
      filler.fill("..");
      try (var folder = Files.newDirectoryStream(names.path(name(path)))) {
        for (Path each : folder) {
          String file = each.getFileName().toString();
          if (!file.equals(PROBE)) {
            filler.fill(file);
          }
        }
      }
      return 0;
    });
  }

  @Override
  public int statfs(String path, Statvfs stat) {
    return attempt(() -> {
      boolean full = troubles.refusing(Call.WRITE) == Troubles.ENOSPC;
      Attributes.room(names.path(""), full, stat);
      return 0;
    });
  }
}
