package dev.assay.cluster.clock;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A program that shows its clock, in milliseconds since 1970, for each line that it is sent. */
public final class ShownClock {
  private ShownClock() {}

  /** Runs until its input ends. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    InputStreamReader input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    for (int character = input.read(); character >= 0; character = input.read()) {
      if (character == '\n') {
        System.out.println(System.currentTimeMillis());
      }
    }
  }
}
