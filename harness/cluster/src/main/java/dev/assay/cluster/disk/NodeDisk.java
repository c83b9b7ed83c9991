package dev.assay.cluster.disk;

import dev.assay.cluster.EnvironmentException;
import dev.assay.cluster.MonotonicClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.cryptomator.jfuse.api.Fuse;
import org.cryptomator.jfuse.api.FuseBuilder;
import org.cryptomator.jfuse.api.FuseMountFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's data, on a disk that can fail: {@code data} in the node's folder is a mount, and what
 * is in it lies in {@code disk} beside it until it is closed.
 */
public final class NodeDisk implements AutoCloseable {
  /** Where a node's data are, below its folder. */
  public static final String DATA = "data";

  private static final Logger LOG = LoggerFactory.getLogger(NodeDisk.class);
  private static final String BACKING = "disk";
  private static final String FILES = "files";
  private static final Path DEVICE = Path.of("/dev/fuse");
  private static final String LIBRARY = "libfuse3.so.3";

  private final Path mount;
  private final Names names;
  private final Troubles troubles = new Troubles();
  private final Power power = new Power();
  private final FaultyDisk disk;
  private final Fuse fuse;

  private NodeDisk(Path folder, FuseBuilder builder) throws IOException {
    this.mount = Files.createDirectories(folder.resolve(DATA));
    Path backing = folder.resolve(BACKING);
    Path root = Files.createDirectories(backing.resolve(FILES));
    this.names = new Names(root, Files.createDirectories(backing.resolve("removed")));
    Files.createFile(root.resolve(FaultyDisk.PROBE));
    this.disk = new FaultyDisk(builder.errno(), names, troubles, power);
    this.fuse = builder.build(disk);
  }

  /**
   * Empty, or what this machine lacks.
   *
   * @param others whether processes of other users shall see such a disk, as an engine's daemon
   */
  public static String lack(boolean others) {
    if (!Files.isReadable(DEVICE) || !Files.isWritable(DEVICE)) {
      return "it needs " + DEVICE + ", which is not there or not allowed";
    }
    if (library().isEmpty()) {
      return "it needs the library " + LIBRARY + " (package libfuse3-3)";
    }
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root && others) {
      return "it needs root, for a file system that the containers see";
    }
    return root || Files.isExecutable(Path.of("/usr/bin/fusermount3"))
        ? ""
        : "it needs root, or the program fusermount3 (package fuse3)";
  }

  private static Optional<Path> library() {
    String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    return Stream.of(
            "/usr/lib/" + machine + "-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib")
        .map(folder -> Path.of(folder, LIBRARY))
        .filter(Files::isReadable)
        .findFirst();
  }

  /**
   * Makes a disk for a node that has never run.
   *
   * @param folder the node's
   * @param mark the run's
   * @param others as in {@link #lack}
   */
  public static NodeDisk mount(Path folder, String mark, boolean others) throws IOException {
    FuseBuilder builder = Fuse.builder();
    Path library = library().orElseThrow(() -> new EnvironmentException(lack(others)));
    builder.setLibraryPath(library.toString());
    NodeDisk disk = new NodeDisk(folder, builder);
    String options =
        "fsname="
            + source(mark)
            + ",attr_timeout=0,entry_timeout=0,negative_timeout=0,ac_attr_timeout=0";
    try {
      disk.fuse.mount("assay", disk.mount, "-o" + options + (others ? ",allow_other" : ""));
    } catch (FuseMountFailedException e) {
      throw new IOException("no disk of its own for " + folder + ": " + e.getMessage(), e);
    }
    return disk;
  }

  Troubles troubles() {
    return troubles;
  }

  /**
   * Writes something and syncs it, as the node does.
   *
   * @return how long that took, in nanoseconds
   * @throws IOException what a node would get
   */
  long probe() throws IOException {
    long began = MonotonicClock.nanos();
    try (FileChannel file =
        FileChannel.open(mount.resolve(FaultyDisk.PROBE), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {1}), 0);
      file.force(false);
    }
    return MonotonicClock.nanos() - began;
  }

  /** What is being synced now will never have been. */
  void cutPower() {
    power.cut();
  }

  /** The node's process is gone, and the power with it. */
  Names.Loss lose(RandomGenerator dice) throws IOException {
    return disk.lose(dice);
  }

  FaultyDisk.Extent extent(String name) throws IOException {
    return disk.extent(name);
  }

  /** A file, past all troubles. */
  Path file(String name) {
    return names.path(name);
  }

  /** Whether the node has ever made a file on it. */
  boolean used() {
    return disk.used();
  }

  /** The names of all files. */
  List<String> files() throws IOException {
    Path root = names.path("");
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.equals(FaultyDisk.PROBE))
          .sorted()
          .toList();
    }
  }

  /** How the mounts of a run are named in {@code /proc/mounts}. */
  public static String source(String mark) {
    return "assay-" + mark;
  }

  /** What lay behind a mount that is no more is put where it seemed to be. */
  public static void putBack(Path mount) throws IOException {
    Path backing = mount.resolveSibling(BACKING);
    Path files = backing.resolve(FILES);
    Files.deleteIfExists(files.resolve(FaultyDisk.PROBE));
    Files.delete(mount);
    Files.move(files, mount);
    try (Stream<Path> tree = Files.walk(backing)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Nobody uses it any more. The data lie where they seemed to be. */
  @Override
  public void close() {
    try {
      fuse.close();
      putBack(mount);
    } catch (IOException | TimeoutException e) {
      LOG.warn("the data of {} stay in {} beside it: {}", mount, BACKING, e.toString());
    }
  }
}
