package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the operations that show a violation, or others, while nothing else is open. */
final class Script {
  private final Schedule.Place place;
  private final Lines lines;
  private final IntSupplier processes;
  private final List<Long> untrue = new ArrayList<>();
  private final List<Long> untrueEvents = new ArrayList<>();

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

  /** A process on this node that has done nothing yet. */
  int process(String node) {
    int process = process();
    lines.sessions().place(process, node);
    return process;
  }

  List<String> nodes() {
    return lines.sessions().nodes();
  }

  /** A true operation of a new process. */
  void did(String f, @Nullable Object value) {
    did(process(), f, value);
  }

  /** A true operation. */
  void did(int process, String f, @Nullable Object value) {
    did(process, Request.change(f, value));
  }

  /** A true operation, and how it ended. */
  Answer did(int process, Request request) {
    Lines.Begun begun = lines.begin(process, place.key(), request);
    Answer answer = place.perform(process, request);
    lines.sessions().told().forEach(lines::tell);
    lines.end(begun, answer, place.hint());
    return answer;
  }

  /** A true operation on something that nobody else uses: the store does not know it. */
  void was(int process, Request request, Answer answer) {
    Lines.Begun begun = lines.begin(process, place.key(), request);
    lines.end(begun, answer, place.hint());
  }

  /** As before; done, and the answer says no more than what was asked for. */
  void was(int process, Request request) {
    was(process, request, request.ok());
  }

  /** An untrue operation of a new process, with this answer. */
  void says(String f, @Nullable Object value, Answer answer) {
    says(process(), f, value, answer);
  }

  /** An untrue operation, with this answer. */
  void says(int process, String f, @Nullable Object value, Answer answer) {
    says(process, Request.change(f, value), answer);
  }

  /** An untrue operation, with this answer. */
  void says(int process, Request request, Answer answer) {
    together(new Told(process, request, answer));
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

  /** A process is told this, truly. */
  void tells(int process, String f, @Nullable String key, Map<String, Object> value) {
    lines.tell(new Sessions.Notice(process, f, key, value));
  }

  /** A process is told this, and it is untrue. */
  void claims(int process, String f, @Nullable String key, Map<String, Object> value) {
    untrueEvents.add(lines.tell(new Sessions.Notice(process, f, key, value)));
  }

  /** A process hears that its session has ended, truly: it was silent for longer than it may be. */
  void expires(int process) {
    if (place.store() instanceof Service service) {
      service.ended(process);
    }
    lines.pass(Sessions.TIMEOUT_MILLIS + 1_000);
    lines.expire(process);
    lines.sessions().told().forEach(lines::tell);
  }

  /** A process hears that its session has ended, which is untrue: there was no time for that. */
  void claimsExpiry(int process) {
    untrueEvents.add(lines.expire(process));
  }

  /** So much time goes by. */
  void pass(long millis) {
    lines.pass(millis);
  }

  /** The untrue operations, by their ids. */
  List<Long> untrue() {
    return List.copyOf(untrue);
  }

  /** The untrue events, by their indexes. */
  List<Long> untrueEvents() {
    return List.copyOf(untrueEvents);
  }
}
