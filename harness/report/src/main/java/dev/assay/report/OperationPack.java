package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The operations of clients, small enough to stand in the page: column after column, gzipped, in
 * base64; {@code js/operations.js} is its reader. A column is a sequence of integers of seven bits
 * a byte, low bits first: the first bytes of all, then the second bytes of those that have one, and
 * so on, since high bits are much alike and low bits are not. The columns, in this order:
 *
 * <ol>
 *   <li>row of the timeline
 *   <li>microseconds between this start and the start before
 *   <li>duration in microseconds
 *   <li>4 × kind of operation (index into {@code kinds}) + outcome: 0 ok, 1 fail, 2 info, 3 never
 *       completed
 *   <li>how often the process was renamed: its number is this × rows + row
 *   <li>the invocation's line in the history, less the line of the invocation before
 *   <li>key, argument, answer and node, as texts (below), four columns
 * </ol>
 *
 * A text is 0 for none, 2 × n + 1 for the number n, or 2 × (i + 1) for entry i of the dictionary.
 *
 * @param columns the columns
 * @param dictionary a JSON array of texts, gzipped, in base64
 * @param count how many operations
 * @param kinds the kinds of operation
 * @param flagged which operations, counted from 0, are evidence of a broken guarantee
 */
record OperationPack(
    String columns, String dictionary, int count, List<String> kinds, List<Integer> flagged) {
  private static final int TEXT_LENGTH = 100;
  private static final long LARGEST_NUMBER = 1L << 50;

  static OperationPack of(Picture picture) {
    return new Packer(picture).pack();
  }

  /** Holds what is shared between columns. */
  private static final class Packer {
    private final Picture picture;
    private final List<Operation> operations;
    private final long end;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, Integer> kinds = new LinkedHashMap<>();
    private final Map<String, Integer> dictionary = new LinkedHashMap<>();

    Packer(Picture picture) {
      this.picture = picture;
      this.operations = picture.history().operations();
      this.end = picture.history().end();
    }

    OperationPack pack() {
      int rows = picture.rows();
      column(operation -> process(operation) % rows);
      differences(operation -> operation.start() / 1000);
      column(operation -> (operation.end(end) - operation.start()) / 1000);
      column(operation -> 4L * kind(operation) + outcome(operation));
      column(operation -> process(operation) / rows);
      differences(operation -> operation.invocation().index());
      column(operation -> text(operation.invocation().key()));
      column(operation -> text(operation.invocation().value()));
      column(operation -> text(Wording.answered(operation)));
      column(operation -> text(operation.node()));
      byte[] texts =
          InlineJson.of(List.copyOf(dictionary.keySet())).getBytes(StandardCharsets.UTF_8);
      return new OperationPack(
          zipped(bytes.toByteArray()),
          zipped(texts),
          operations.size(),
          List.copyOf(kinds.keySet()),
          flagged());
    }

    private List<Integer> flagged() {
      List<Integer> flagged = new ArrayList<>();
      for (int i = 0; i < operations.size() && !picture.flagged().isEmpty(); i++) {
        if (picture.flagged(operations.get(i))) {
          flagged.add(i);
        }
      }
      return flagged;
    }

    private void column(ToLongFunction<Operation> number) {
      write(operations.stream().mapToLong(number).toArray());
    }

    /** A column of numbers that never fall; one that does is raised to the one before. */
    private void differences(ToLongFunction<Operation> number) {
      long[] steps = new long[operations.size()];
      long before = 0;
      for (int i = 0; i < steps.length; i++) {
        long now = Math.max(before, number.applyAsLong(operations.get(i)));
        steps[i] = now - before;
        before = now;
      }
      write(steps);
    }

    /** Uses the numbers up: what is left of those that go on moves to the front. */
    private void write(long[] numbers) {
      int left = numbers.length;
      while (left > 0) {
        int longer = 0;
        for (int i = 0; i < left; i++) {
          long number = numbers[i];
          boolean more = number > 0x7f;
          bytes.write((int) (number & 0x7f) | (more ? 0x80 : 0));
          if (more) {
            numbers[longer++] = number >>> 7;
          }
        }
        left = longer;
      }
    }

    private int kind(Operation operation) {
      String kind = Wording.visible(Wording.shortened(operation.invocation().f(), TEXT_LENGTH));
      return kinds.computeIfAbsent(kind, unseen -> kinds.size());
    }

    private long text(@Nullable Object value) {
      if (value == null || value.equals("")) {
        return 0;
      }
      if (value instanceof Long number && number >= 0 && number < LARGEST_NUMBER) {
        return 2 * number + 1;
      }
      String text = Wording.shortened(Wording.value(value), TEXT_LENGTH);
      if (text.length() < 15 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        long number = Long.parseLong(text);
        if (Long.toString(number).equals(text)) {
          return 2 * number + 1;
        }
      }
      String shown = Wording.visible(text);
      return 2L * (dictionary.computeIfAbsent(shown, unseen -> dictionary.size()) + 1);
    }

    private static int process(Operation operation) {
      return operation.invocation().actor() instanceof Actor.Client(int number) ? number : 0;
    }

    private static int outcome(Operation operation) {
      Entry completion = operation.completion();
      return switch (completion == null ? EntryType.INVOKE : completion.type()) {
        case OK -> 0;
        case FAIL -> 1;
        case INFO, EVENT -> 2;
        case INVOKE -> 3;
      };
    }
  }

  /** A large report is written once and opened often. */
  private static final class Densest extends GZIPOutputStream {
    Densest(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  private static String zipped(byte[] plain) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (GZIPOutputStream gzip = new Densest(zipped)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return Base64.getEncoder().encodeToString(zipped.toByteArray());
  }
}
