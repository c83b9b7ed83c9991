package dev.assay.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 512m} and {@code 2g}. */
final class Sizes implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([kmg])");

  @Override
  public Long convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new TypeConversionException("'" + text + "' is no size; write 512m or 2g");
    }
    int shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          default -> 30;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }
}
