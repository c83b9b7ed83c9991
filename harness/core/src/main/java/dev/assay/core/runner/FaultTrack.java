package dev.assay.core.runner;

import dev.assay.checker.history.EntryType;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.spi.Nemesis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Works off the plan of faults: begins each at its time, ends it when it has lasted, and writes
 * both down. A fault that began late ends late, so that it is in effect as long as planned; one
 * whose beginning was never answered is ended all the same, since it may be in effect.
 */
final class FaultTrack {
  private final Turns turns;
  private final Nemesis nemesis;
  private final Journal journal;
  private final long deadlineNanos;
  private final Begun begun;
  private final List<Running> running = new ArrayList<>();
  private final List<Runnable> whenHealed = new ArrayList<>();
  private boolean closed;

  private enum State {
    BEGINNING,
    ACTIVE,
    ENDING
  }

  private static final class Running {
    private final PlannedFault fault;
    private State state = State.BEGINNING;

    private Running(PlannedFault fault) {
      this.fault = fault;
    }
  }

  /** Hears of every fault whose beginning was answered. */
  interface Begun {
    void begun(String kind, boolean proven);
  }

  /** One that tells of every beginning. */
  FaultTrack(Turns turns, Nemesis nemesis, Journal journal, long deadlineNanos, Begun begun) {
    this.turns = turns;
    this.nemesis = nemesis;
    this.journal = journal;
    this.deadlineNanos = deadlineNanos;
    this.begun = begun;
  }

  /** Counts the times of the plan from now. */
  void start(List<PlannedFault> plan) {
    for (PlannedFault fault : plan) {
      turns.after(fault.atNanos(), () -> begin(fault));
    }
  }

  /** Begins nothing more, ends all that is active, and then runs the task. */
  void healAll(Runnable healed) {
    closed = true;
    whenHealed.add(healed);
    for (Running fault : List.copyOf(running)) {
      if (fault.state != State.ENDING) {
        end(fault);
      }
    }
    settle();
  }

  private void begin(PlannedFault fault) {
    if (closed) {
      return;
    }
    Running started = new Running(fault);
    running.add(started);
    call(
        fault,
        "begin",
        nemesis::begin,
        value -> {
          begun.begun(fault.kind(), Boolean.TRUE.equals(value.get("proven")));
          if (started.state == State.BEGINNING) {
            started.state = State.ACTIVE;
            turns.after(fault.durationNanos(), () -> endUnlessEnding(started));
          }
        });
  }

  private void endUnlessEnding(Running fault) {
    if (fault.state == State.ACTIVE) {
      end(fault);
    }
  }

  private void end(Running fault) {
    fault.state = State.ENDING;
    call(
        fault.fault,
        "end",
        nemesis::end,
        _ -> {
          running.remove(fault);
          settle();
        });
  }

  private void settle() {
    if (closed && running.isEmpty()) {
      List<Runnable> waiting = List.copyOf(whenHealed);
      whenHealed.clear();
      waiting.forEach(Runnable::run);
    }
  }

  /** One call of the nemesis, with its two entries; exactly one of answer and deadline counts. */
  private void call(
      PlannedFault fault,
      String phase,
      BiConsumer<PlannedFault, Consumer<Map<String, Object>>> target,
      Consumer<Map<String, Object>> after) {
    long op = journal.nextOperation();
    Map<String, Object> asked = value(fault, phase);
    asked.put("durationMillis", fault.durationNanos() / 1_000_000);
    asked.putAll(fault.parameters());
    journal.nemesis(EntryType.INVOKE, fault.kind(), op, asked, "");
    Answer answer = new Answer(fault, phase, op, after);
    turns.after(deadlineNanos, () -> answer.failed("timeout"));
    try {
      target.accept(fault, value -> turns.soon(() -> answer.came(value)));
    } catch (RuntimeException | Error e) {
      // The nemesis may be somebody else's code, and may have done something before it threw.
      answer.failed("the nemesis threw " + e);
    }
  }

  private static Map<String, Object> value(PlannedFault fault, String phase) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("fault", fault.id());
    value.put("phase", phase);
    return value;
  }

  private final class Answer {
    private final PlannedFault fault;
    private final String phase;
    private final long op;
    private final Consumer<Map<String, Object>> after;
    private boolean given;

    private Answer(PlannedFault fault, String phase, long op, Consumer<Map<String, Object>> after) {
      this.fault = fault;
      this.phase = phase;
      this.op = op;
      this.after = after;
    }

    private void came(Map<String, Object> answer) {
      Map<String, Object> value = value(fault, phase);
      answer.forEach(value::putIfAbsent);
      write(value, "");
    }

    private void failed(String error) {
      Map<String, Object> value = value(fault, phase);
      value.put("applied", false);
      value.put("proven", false);
      value.put("proof", "nothing was proven: " + error);
      write(value, error);
    }

    private void write(Map<String, Object> value, String error) {
      if (!given) {
        given = true;
        journal.nemesis(EntryType.INFO, fault.kind(), op, value, error);
        after.accept(value);
      }
    }
  }
}
