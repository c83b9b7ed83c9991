package dev.assay.server.env;

import java.util.List;

/**
 * One flat directory of byte files. Calls take effect in the order in which they are made, for this
 * incarnation; what a crash keeps is another matter: bytes only after {@link #sync}, and creations,
 * renames and deletions only after {@link #syncDirectory}. A failing write is reported as {@link
 * Event.DiskFailed}, after which the node must not go on.
 */
public interface Disk {
  /** Appends to a file, creating it when absent. */
  void append(String file, byte[] bytes);

  /** Cuts a file to a size that is not above its present one. */
  void truncate(String file, long size);

  /** Renames, replacing a file of the new name. */
  void rename(String from, String to);

  /** Deletes a file; nothing when absent. */
  void delete(String file);

  /**
   * Makes the content of a file durable, as far as it was written before this call.
   *
   * @return the token of the {@link Event.Synced} that follows
   */
  long sync(String file);

  /**
   * Makes the names of the directory durable.
   *
   * @return the token of the {@link Event.Synced} that follows
   */
  long syncDirectory();

  /** The names of all files, sorted. Only during recovery. */
  List<String> list();

  /** The size of a file in bytes; -1 when absent. Only during recovery. */
  long size(String file);

  /** Reads a range; shorter at the end of the file. Only during recovery. */
  byte[] read(String file, long offset, int length);
}
