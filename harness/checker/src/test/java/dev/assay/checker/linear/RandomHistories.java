package dev.assay.checker.linear;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Small random histories of one register: half of them were really played on a register (with
 * delays), so that valid ones are not rare, and some results are changed afterwards.
 */
final class RandomHistories {
  private final Random random;
  private final int operations;
  private final int processes;
  private final int values;
  private final double infoShare;

  private Object register = Nil.NIL;
  private final List<Pending> open = new ArrayList<>();
  private final HistoryBuilder history = new HistoryBuilder();
  private int nextProcess;
  private int sessions;
  private long nextValue;

  /** An operation under way; {@code result} is null until it took effect. */
  private static final class Pending {
    private final int process;
    private final String f;
    private final @Nullable Object argument;
    private @Nullable Object result;
    private boolean failed;

    private Pending(int process, String f, @Nullable Object argument) {
      this.process = process;
      this.f = f;
      this.argument = argument;
    }
  }

  RandomHistories(long seed, int operations, int processes, int values, double infoShare) {
    this.random = new Random(seed);
    this.operations = operations;
    this.processes = processes;
    this.values = values;
    this.infoShare = infoShare;
    this.nextProcess = processes;
  }

  /** Lets the processes share this many sessions; without it a process is a session. */
  RandomHistories withSessions(int number) {
    sessions = number;
    return this;
  }

  private void line(EntryType type, int process, String f, @Nullable Object value) {
    String session = sessions == 0 ? null : "s" + process % sessions;
    history.add(type, process, f, "x", value, session);
  }

  /** A history; with {@code noise}, results are wrong with this probability. */
  List<Entry> generate(double noise) {
    List<Integer> idle = new ArrayList<>();
    for (int process = 0; process < processes; process++) {
      idle.add(process);
    }
    int invoked = 0;
    while (invoked < operations || !open.isEmpty()) {
      int dice = random.nextInt(3);
      if (dice == 0 && invoked < operations && !idle.isEmpty()) {
        invoke(idle.remove(/* index */ random.nextInt(idle.size())));
        invoked++;
      } else if (dice == 1 && !open.isEmpty()) {
        takeEffect(open.get(random.nextInt(open.size())));
      } else if (dice == 2 && !open.isEmpty()) {
        idle.add(complete(open.remove(random.nextInt(open.size())), noise));
      } else if (idle.isEmpty() && open.isEmpty()) {
        break;
      }
    }
    return history.build();
  }

  private Object value() {
    return values > 0 ? (Object) (long) random.nextInt(values) : (Object) nextValue++;
  }

  private Object seenValue() {
    if (values > 0) {
      return value();
    }
    return nextValue == 0 ? Nil.NIL : (Object) (long) random.nextInt((int) nextValue);
  }

  private void invoke(int process) {
    String f =
        switch (random.nextInt(3)) {
          case 0 -> "read";
          case 1 -> "write";
          default -> "cas";
        };
    Object argument =
        switch (f) {
          case "read" -> null;
          case "write" -> value();
          default -> List.of(random.nextBoolean() ? register : seenValue(), value());
        };
    open.add(new Pending(process, f, argument));
    line(EntryType.INVOKE, process, f, argument);
  }

  private void takeEffect(Pending pending) {
    if (pending.result != null) {
      return;
    }
    Object argument = pending.argument;
    if (argument == null) {
      pending.result = register;
    } else if (argument instanceof List<?> pair) {
      pending.result = argument;
      pending.failed = !register.equals(pair.get(0));
      register = pending.failed ? register : pair.get(1);
    } else {
      pending.result = argument;
      register = argument;
    }
  }

  /** Completes it and says which process goes on in its place. */
  private int complete(Pending pending, double noise) {
    if (random.nextDouble() < infoShare) {
      if (random.nextBoolean()) {
        line(EntryType.INFO, pending.process, pending.f, pending.argument);
      }
      return nextProcess++;
    }
    takeEffect(pending);
    Object result = pending.result;
    boolean failed = pending.failed;
    if (random.nextDouble() < noise) {
      result = pending.f.equals("read") ? seenValue() : result;
      failed = pending.f.equals("cas") && !failed;
    }
    line(failed ? EntryType.FAIL : EntryType.OK, pending.process, pending.f, result);
    return pending.process;
  }

  /** A history of one string that is appended to and read. */
  static List<Entry> ofAppends(long seed, int operations, double infoShare, double noise) {
    Random random = new Random(seed);
    HistoryBuilder history = new HistoryBuilder();
    StringBuilder text = new StringBuilder();
    List<Pending> open = new ArrayList<>();
    int invoked = 0;
    while (invoked < operations || !open.isEmpty()) {
      boolean begin = invoked < operations && (open.isEmpty() || random.nextInt(3) > 0);
      if (begin) {
        String letter = random.nextInt(5) < 3 ? "" + (char) ('a' + random.nextInt(3)) : null;
        open.add(new Pending(invoked++, letter == null ? "get" : "append", letter));
        history.invoke(open.getLast().process, open.getLast().f, letter);
        continue;
      }
      Pending pending = open.remove(random.nextInt(open.size()));
      boolean unknown = random.nextDouble() < infoShare;
      if (pending.argument != null) {
        text.append(unknown && random.nextBoolean() ? "" : pending.argument);
        history.add(
            unknown ? EntryType.INFO : EntryType.OK, pending.process, pending.f, pending.argument);
      } else if (!unknown) {
        boolean wrong = random.nextDouble() < noise && text.length() > 0;
        int shown = wrong ? random.nextInt(text.length()) : text.length();
        history.ok(pending.process, pending.f, text.substring(0, shown));
      }
    }
    return history.build();
  }
}
