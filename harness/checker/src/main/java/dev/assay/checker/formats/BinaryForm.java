package dev.assay.checker.formats;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.HistoryException;
import java.util.zip.CRC32;

/**
 * The compact form of a history, for millions of operations; {@code docs/formats.md} describes it.
 * Eight bytes of magic and version, then chunks, each with a head of fixed length. A chunk holds
 * thousands of entries by columns, stands for itself, and is compressed.
 */
final class BinaryForm {
  static final int VERSION = 1;

  /** Kind, length of the content, length as stored, checksum of what is stored, of the head. */
  static final int HEAD_BYTES = 17;

  static final byte ENTRIES = 'C';
  static final byte END = 'E';

  /** The content of an end chunk: how many entries there are. */
  static final int END_BYTES = 8;

  /** How many entries a chunk holds at most, and at what size it is full before. */
  static final int CHUNK_ENTRIES = 16_384;

  static final int CHUNK_BYTES = 4 << 20;

  /** No chunk is longer; one entry alone may be longer than {@link #CHUNK_BYTES}. */
  static final int LONGEST_CHUNK = 256 << 20;

  static final int DEEPEST = 500;

  private static final byte[] MAGIC = {(byte) 0x89, 'A', 'S', 'S', 'A', 'Y', '\n', VERSION};

  private BinaryForm() {}

  /** The columns of a chunk, in their order. */
  enum Column {
    SHAPE,
    TIME,
    ACTOR,
    F,
    OP,
    KEY,
    VALUE,
    ERROR,
    NODE,
    SESSION,
    HINT
  }

  /** Which fields an entry has, as bits of the second byte of its shape. */
  static final int HAS_OP = 1;

  static final int HAS_KEY = 2;
  static final int HAS_VALUE = 4;
  static final int HAS_ERROR = 8;
  static final int HAS_NODE = 16;
  static final int HAS_SESSION = 32;
  static final int HAS_HINT = 64;

  /** What a value begins with. */
  static final int NIL = 0;

  static final int FALSE = 1;
  static final int TRUE = 2;
  static final int LONG = 3;
  static final int DOUBLE = 4;
  static final int TEXT = 5;
  static final int LIST = 6;
  static final int MAP = 7;

  static byte[] magic() {
    return MAGIC.clone();
  }

  /** Whether a file that starts with these bytes is of this form, in whatever version. */
  static boolean begins(byte[] start) {
    if (start.length < MAGIC.length) {
      return false;
    }
    for (int at = 0; at < MAGIC.length - 1; at++) {
      if (start[at] != MAGIC[at]) {
        return false;
      }
    }
    return true;
  }

  static int number(EntryType type) {
    return switch (type) {
      case INVOKE -> 0;
      case OK -> 1;
      case FAIL -> 2;
      case INFO -> 3;
      case EVENT -> 4;
    };
  }

  static EntryType type(int number) {
    return switch (number) {
      case 0 -> EntryType.INVOKE;
      case 1 -> EntryType.OK;
      case 2 -> EntryType.FAIL;
      case 3 -> EntryType.INFO;
      case 4 -> EntryType.EVENT;
      default -> throw new HistoryException("unknown type " + number);
    };
  }

  static int checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
