package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the operations that show a violation, while nothing else is open. */
final class Script {
  private final Schedule.Place place;
  private final Lines lines;
  private final IntSupplier processes;
  private final List<Long> untrue = new ArrayList<>();

  Script(Schedule.Place place, Lines lines, IntSupplier processes) {
    this.place = place;
    this.lines = lines;
    this.processes = processes;
  }

  /** An operation, and what it shall say. */
  record Told(int process, Request request, Answer answer) {}

  /** A process that has done nothing yet. */
  int process() {
    return processes.getAsInt();
  }

  /** A true operation of a new process. */
  void did(String f, @Nullable Object value) {
    did(process(), f, value);
  }

  /** A true operation. */
  void did(int process, String f, @Nullable Object value) {
    Request request = Request.change(f, value);
    Lines.Begun begun = lines.begin(process, place.key(), request);
    lines.end(begun, place.perform(process, request), place.hint());
  }

  /** An untrue operation of a new process, with this answer. */
  void says(String f, @Nullable Object value, Answer answer) {
    says(process(), f, value, answer);
  }

  /** An untrue operation, with this answer. */
  void says(int process, String f, @Nullable Object value, Answer answer) {
    together(new Told(process, Request.change(f, value), answer));
  }

  /** Untrue operations that all overlap. */
  void together(Told... all) {
    List<Lines.Begun> begun =
        Arrays.stream(all)
            .map(told -> lines.begin(told.process(), place.key(), told.request()))
            .toList();
    for (int at = 0; at < all.length; at++) {
      lines.end(begun.get(at), all[at].answer(), place.hint());
      untrue.add(begun.get(at).op());
    }
  }

  /** The untrue operations, by their ids. */
  List<Long> untrue() {
    return List.copyOf(untrue);
  }
}
