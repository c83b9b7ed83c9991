package dev.assay.workloads;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.generator.Dice;
import dev.assay.core.spi.Context;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Opens a bank, until somebody says that it is open, and then transfers and reads. Every fourth
 * transfer is doomed.
 *
 * @param nextId the next fresh mark
 * @param state whether the bank is open
 * @param transfers how many there were
 */
record BankGenerator(Dice dice, long nextId, State state, long transfers) implements Generator {
  static final List<String> ACCOUNTS = List.of("a", "b", "c", "d", "e");

  private static final long BALANCE = 100;
  private static final long MOST_AMOUNT = 9;
  private static final double READS = 0.4;
  private static final int DOOMED_EVERY = 4;

  enum State {
    CLOSED,
    OPENING,
    OPEN
  }

  @Override
  public Next next(Context context) {
    if (context.free().isEmpty() || state == State.OPENING) {
      return new Next.Pending(Long.MAX_VALUE, this);
    }
    RandomGenerator random = dice.random();
    int process = context.free().get(random.nextInt(context.free().size()));
    if (state == State.CLOSED) {
      return emit(context, process, open(), State.OPENING, transfers);
    }
    return random.nextDouble() < READS
        ? emit(context, process, read(), state, transfers)
        : emit(context, process, transfer(random), state, transfers + 1);
  }

  private Next emit(
      Context context, int process, Operation operation, State next, long transfersThen) {
    Generator after = new BankGenerator(dice.next(), nextId + 1, next, transfersThen);
    return new Next.Emit(operation, process, context.nowNanos(), after);
  }

  private Operation open() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("accounts", ACCOUNTS);
    value.put("balance", BALANCE);
    value.put("id", nextId);
    return new Operation(BankOperations.OPEN, null, value);
  }

  /** The read of all accounts. */
  static Operation read() {
    return new Operation(BankOperations.READ, null, Map.of("accounts", ACCOUNTS));
  }

  private Operation transfer(RandomGenerator random) {
    int from = random.nextInt(ACCOUNTS.size());
    int to = (from + 1 + random.nextInt(ACCOUNTS.size() - 1)) % ACCOUNTS.size();
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("from", ACCOUNTS.get(from));
    value.put("to", ACCOUNTS.get(to));
    value.put("amount", 1 + random.nextLong(MOST_AMOUNT));
    value.put("id", nextId);
    if (transfers % DOOMED_EVERY == DOOMED_EVERY - 1) {
      value.put(BankOperations.DOOMED, true);
    }
    return new Operation(BankOperations.TRANSFER, null, value);
  }

  @Override
  public Generator update(Context context, Entry entry) {
    if (!entry.f().equals(BankOperations.OPEN) || !entry.type().completes()) {
      return this;
    }
    boolean open = entry.type() == EntryType.OK || BankOperations.EXISTS.equals(entry.error());
    State next = open ? State.OPEN : State.CLOSED;
    return new BankGenerator(dice, nextId, next, transfers);
  }
}
