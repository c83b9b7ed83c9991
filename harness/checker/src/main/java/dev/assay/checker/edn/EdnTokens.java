package dev.assay.checker.edn;

import dev.assay.checker.history.Nil;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small things: strings, characters, numbers, keywords, symbols. */
final class EdnTokens {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?\\d+(?<fraction>\\.\\d*)?(?<exponent>[eE][+-]?\\d+)?(?<suffix>[NM])?");
  private static final Pattern RATIO = Pattern.compile("([+-]?\\d+)/(\\d+)");
  private static final int LONGEST_NUMBER = 1_000;

  private EdnTokens() {}

  static Object atom(EdnInput in, String token) {
    return switch (token) {
      case "nil" -> Nil.NIL;
      case "true" -> true;
      case "false" -> false;
      case "" -> throw in.broken("unexpected character");
      default -> {
        if (token.charAt(0) == ':') {
          yield keyword(in, token.substring(1));
        }
        yield startsAsNumber(token) ? number(in, token) : new Edn.Symbol(token);
      }
    };
  }

  private static boolean startsAsNumber(String token) {
    int at = token.charAt(0) == '+' || token.charAt(0) == '-' ? 1 : 0;
    return at < token.length() && isDigit(token.charAt(at));
  }

  private static boolean isDigit(char unit) {
    return unit >= '0' && unit <= '9';
  }

  /** The number of at most 18 digits and nothing else; -1 if it is none. */
  private static long small(String token) {
    if (token.length() > 18) {
      return -1;
    }
    long number = 0;
    for (int at = 0; at < token.length(); at++) {
      if (!isDigit(token.charAt(at))) {
        return -1;
      }
      number = number * 10 + (token.charAt(at) - '0');
    }
    return number;
  }

  private static Edn.Keyword keyword(EdnInput in, String text) {
    String name = text.startsWith(":") ? text.substring(1) : text;
    if (name.isEmpty()) {
      throw in.broken("a keyword without a name");
    }
    int slash = name.indexOf('/');
    return slash > 0 && slash < name.length() - 1
        ? new Edn.Keyword(name.substring(0, slash), name.substring(slash + 1))
        : new Edn.Keyword("", name);
  }

  private static Object number(EdnInput in, String token) {
    long small = small(token);
    if (small >= 0) {
      return small;
    }
    if (token.length() > LONGEST_NUMBER) {
      throw in.broken("a number of %d digits".formatted(token.length()));
    }
    Matcher ratio = RATIO.matcher(token);
    if (ratio.matches()) {
      return new Edn.Ratio(new BigInteger(ratio.group(1)), new BigInteger(ratio.group(2)));
    }
    Matcher number = NUMBER.matcher(token);
    if (!number.matches()) {
      throw in.broken("not a number: " + token);
    }
    boolean whole = number.group("fraction") == null && number.group("exponent") == null;
    String suffix = number.group("suffix");
    String digits = suffix == null ? token : token.substring(0, token.length() - 1);
    if ("M".equals(suffix)) {
      return new BigDecimal(digits);
    }
    if (!whole) {
      if (suffix != null) {
        throw in.broken("not a number: " + token);
      }
      return Double.valueOf(digits);
    }
    BigInteger integer = new BigInteger(digits);
    boolean fits = integer.bitLength() < Long.SIZE;
    return fits ? (Object) integer.longValueExact() : integer;
  }

  /** What ## stands before. */
  static Object symbolic(EdnInput in, String token) {
    return switch (token) {
      case "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> throw in.broken("unknown symbolic value ##" + token);
    };
  }

  /** A string whose opening quote was read. */
  static String string(EdnInput in) throws IOException {
    long from = in.line();
    StringBuilder text = new StringBuilder();
    for (int unit = in.next(); unit != '"'; unit = in.next()) {
      if (unit == EdnInput.END) {
        throw in.broken("the string of line %d is not closed".formatted(from));
      }
      text.append(unit == '\\' ? escape(in) : (char) unit);
    }
    return text.toString();
  }

  /** The text of a regular expression whose opening quote was read; nothing in it is escaped. */
  static String pattern(EdnInput in) throws IOException {
    long from = in.line();
    StringBuilder text = new StringBuilder();
    for (int unit = in.next(); unit != '"'; unit = in.next()) {
      if (unit == '\\') {
        text.append((char) unit);
        unit = in.next();
      }
      if (unit == EdnInput.END) {
        throw in.broken("the pattern of line %d is not closed".formatted(from));
      }
      text.append((char) unit);
    }
    return text.toString();
  }

  private static char escape(EdnInput in) throws IOException {
    int unit = in.next();
    return switch (unit) {
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '\\', '"', '\'' -> (char) unit;
      case 'u' -> hexadecimal(in, 4);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(in, unit);
      default -> throw in.broken("unknown escape \\" + (char) unit);
    };
  }

  private static char hexadecimal(EdnInput in, int digits) throws IOException {
    int code = 0;
    for (int at = 0; at < digits; at++) {
      int digit = Character.digit(in.next(), 16);
      if (digit < 0) {
        throw in.broken("a \\u needs four hexadecimal digits");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private static char octal(EdnInput in, int first) throws IOException {
    int code = Character.digit(first, 8);
    for (int at = 0; at < 2 && Character.digit(in.peek(), 8) >= 0; at++) {
      code = code * 8 + Character.digit(in.next(), 8);
    }
    return (char) code;
  }

  /** A character whose backslash was read, as a string. */
  static String character(EdnInput in) throws IOException {
    int first = in.next();
    if (first == EdnInput.END) {
      throw in.broken("a backslash without a character");
    }
    String name = (char) first + (Character.isLetterOrDigit(first) ? in.token() : "");
    return switch (name) {
      case "newline" -> "\n";
      case "return" -> "\r";
      case "space" -> " ";
      case "tab" -> "\t";
      case "formfeed" -> "\f";
      case "backspace" -> "\b";
      default -> {
        if (name.length() == 5 && name.charAt(0) == 'u') {
          yield String.valueOf((char) parse(in, name.substring(1), 16));
        }
        if (name.length() > 1 && name.charAt(0) == 'o') {
          yield String.valueOf((char) parse(in, name.substring(1), 8));
        }
        if (name.length() > 2
            || (name.length() == 2 && !Character.isHighSurrogate(name.charAt(0)))) {
          throw in.broken("unknown character \\" + name);
        }
        yield name;
      }
    };
  }

  private static int parse(EdnInput in, String digits, int radix) {
    try {
      return Integer.parseInt(digits, radix);
    } catch (NumberFormatException e) {
      throw in.broken("not a character: " + digits);
    }
  }
}
