package dev.assay.cluster.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.cryptomator.jfuse.api.Stat;
import org.cryptomator.jfuse.api.Statvfs;

/** What the host's file system says of files, in the words of libfuse. */
final class Attributes {
  private static final int PERMISSIONS = 07777;
  private static final long BLOCK = 4096;
  private static final int NAME_MAX = 255;

  private Attributes() {}

  static void read(Path file, Stat stat) throws IOException {
    Map<String, Object> found = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
    stat.setMode(number(found, "mode"));
    stat.setUid(number(found, "uid"));
    stat.setGid(number(found, "gid"));
    stat.setNLink((short) number(found, "nlink"));
    stat.setSize((long) Objects.requireNonNull(found.get("size")));
    stat.aTime().set(time(found, "lastAccessTime"));
    stat.mTime().set(time(found, "lastModifiedTime"));
    stat.cTime().set(time(found, "ctime"));
  }

  private static int number(Map<String, Object> found, String name) {
    return (int) Objects.requireNonNull(found.get(name));
  }

  private static Instant time(Map<String, Object> found, String name) {
    return ((FileTime) Objects.requireNonNull(found.get(name))).toInstant();
  }

  static void mode(Path file, int mode) throws IOException {
    Files.setAttribute(file, "unix:mode", mode & PERMISSIONS);
  }

  /** Negative numbers change nothing. */
  static void owner(Path file, int uid, int gid) throws IOException {
    if (uid >= 0) {
      Files.setAttribute(file, "unix:uid", uid);
    }
    if (gid >= 0) {
      Files.setAttribute(file, "unix:gid", gid);
    }
  }

  static void room(Path folder, boolean full, Statvfs stat) throws IOException {
    FileStore store = Files.getFileStore(folder);
    long free = full ? 0 : store.getUsableSpace() / BLOCK;
    stat.setBsize(BLOCK);
    stat.setFrsize(BLOCK);
    stat.setBlocks(store.getTotalSpace() / BLOCK);
    stat.setBfree(free);
    stat.setBavail(free);
    stat.setNameMax(NAME_MAX);
  }
}
