package dev.assay.server.tree;

/** What a path may be, as in ZooKeeper: absolute, without empty and relative names. */
final class ZnodePath {
  static final String ROOT = "/";
  static final String SYSTEM = "/zookeeper";
  static final String QUOTA = "/zookeeper/quota";
  static final String CONFIG = "/zookeeper/config";

  private ZnodePath() {}

  static boolean valid(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    if (path.length() == 1) {
      return true;
    }
    int begin = 1;
    for (int index = 1; index < path.length(); index++) {
      char letter = path.charAt(index);
      if (letter == '/') {
        if (!validName(path, begin, index)) {
          return false;
        }
        begin = index + 1;
      } else if (!validLetter(letter)) {
        return false;
      }
    }
    return validName(path, begin, path.length());
  }

  /** The nodes that exist always. */
  static boolean fixed(String path) {
    return switch (path) {
      case ROOT, SYSTEM, QUOTA, CONFIG -> true;
      default -> false;
    };
  }

  /** The path above; {@code path} holds a slash, and is not the root. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? ROOT : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static boolean validName(String path, int begin, int end) {
    int length = end - begin;
    boolean relative =
        path.startsWith(".", begin)
            && (length == 1 || (length == 2 && path.charAt(begin + 1) == '.'));
    return length > 0 && !relative;
  }

  /** Surrogates are refused too: a path is the same text after any encoding. */
  private static boolean validLetter(char letter) {
    return !(letter <= '\u001f'
        || (letter >= '\u007f' && letter <= '\u009f')
        || (letter >= '\ud800' && letter <= '\uf8ff')
        || letter >= '\ufff0');
  }
}
