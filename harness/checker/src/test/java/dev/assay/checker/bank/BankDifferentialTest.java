package dev.assay.checker.bank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.play.Histories;
import dev.assay.checker.play.RandomPlay;
import dev.assay.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of banks, right and wrong ones, against the definition read literally. */
class BankDifferentialTest {
  private static final long SEED = 20_260_303;
  private static final List<Object> ACCOUNTS = List.of("a", "b", "c");
  private static final Map<String, Object> TERMS = Map.of("accounts", ACCOUNTS, "balance", 10L);

  /** Three accounts; reads show any state that there ever was, for a server may be late. */
  private static final class BankService implements RandomPlay.Service {
    private final boolean tears;
    private final Random random;
    private final List<TreeMap<String, Long>> states = new ArrayList<>(List.of(new TreeMap<>()));

    private BankService(boolean tears, Random random) {
      this.tears = tears;
      this.random = random;
    }

    @Override
    public RandomPlay.Call call(int process, Random dice) {
      return switch (dice.nextInt(4)) {
        case 0 -> new RandomPlay.Call("open", null, TERMS);
        case 1 -> new RandomPlay.Call("read", null, null);
        default -> {
          Map<String, Object> transfer = new TreeMap<>();
          transfer.put("from", ACCOUNTS.get(dice.nextInt(3)));
          transfer.put("to", ACCOUNTS.get(dice.nextInt(3)));
          transfer.put("doomed", dice.nextInt(4) == 0);
          yield new RandomPlay.Call("transfer", null, transfer);
        }
      };
    }

    @Override
    public @Nullable Object effect(int process, RandomPlay.Call call) {
      TreeMap<String, Long> state = new TreeMap<>(states.getLast());
      if (call.f().equals("read")) {
        return states.get(random.nextInt(states.size()));
      }
      if (call.f().equals("open")) {
        if (!state.isEmpty()) {
          return null;
        }
        ACCOUNTS.forEach(account -> state.put(account.toString(), 10L));
        states.add(state);
        return TERMS;
      }
      Map<?, ?> transfer = (Map<?, ?>) call.value();
      if (transfer == null || state.isEmpty()) {
        return null;
      }
      boolean doomed = Boolean.TRUE.equals(transfer.get("doomed"));
      state.merge(String.valueOf(transfer.get("from")), -1L, Long::sum);
      if (doomed && !tears) {
        return null;
      }
      if (!doomed) {
        state.merge(String.valueOf(transfer.get("to")), 1L, Long::sum);
      }
      states.add(state);
      return doomed ? null : transfer;
    }
  }

  private static Verdict judge(List<Entry> history) {
    return new BankChecker().check(history, Limits.DEFAULT).getFirst().verdict();
  }

  private static boolean explains(List<Entry> history) {
    boolean opened =
        history.stream().anyMatch(entry -> entry.f().equals("open") && opens(history, entry));
    for (Entry entry : history) {
      if (entry.type() == EntryType.OK && entry.f().equals("transfer") && doomed(entry)) {
        return false;
      }
      if (entry.type() == EntryType.OK && entry.value() instanceof Map<?, ?> shown) {
        boolean read = entry.f().equals("read") && opened && !shown.isEmpty();
        if (read && !fits(shown)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean fits(Map<?, ?> shown) {
    long sum = 0;
    for (Object account : ACCOUNTS) {
      if (!(shown.get(account) instanceof Long balance)) {
        return false;
      }
      sum += balance;
    }
    return shown.size() == 3 && sum == 30;
  }

  private static boolean doomed(Entry entry) {
    return entry.value() instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("doomed"));
  }

  /** Whether this line is the invocation of an opening that did not fail. */
  private static boolean opens(List<Entry> history, Entry invocation) {
    if (invocation.type() != EntryType.INVOKE) {
      return false;
    }
    for (Entry entry : history.subList((int) invocation.index() + 1, history.size())) {
      if (entry.actor().equals(invocation.actor())) {
        return entry.type() != EntryType.FAIL;
      }
    }
    return true;
  }

  @Test
  void aCorrectBankIsNeverInvalid() {
    int valid = 0;
    for (long seed = SEED; seed < SEED + Histories.count(2_000); seed++) {
      List<Entry> history = history(seed, false, 60);
      assertThat(judge(history)).as("seed %d: %s", seed, history).isNotEqualTo(Verdict.INVALID);
      valid += judge(history) == Verdict.VALID ? 1 : 0;
    }
    assertThat(valid).as("valid histories").isGreaterThan(1_000);
  }

  private static List<Entry> history(long seed, boolean tears, int most) {
    int operations = 3 + (int) (seed % most);
    BankService service = new BankService(tears, new Random(-seed));
    return RandomPlay.of(seed, service, operations, 1 + (int) (seed % 5), 0.15);
  }

  @Test
  void agreesWithTheDefinitionOnWrongBanksAndChangedResults() {
    int invalid = 0;
    int histories = Histories.count(4_000);
    for (long seed = SEED; seed < SEED + histories; seed++) {
      List<Entry> history = history(seed, seed % 2 == 0, 25);
      List<Entry> changed = seed % 4 < 2 ? changed(history, new Random(seed)) : history;
      assertThat(judge(changed) == Verdict.INVALID)
          .as("seed %d: %s", seed, changed)
          .isEqualTo(!explains(changed));
      invalid += explains(changed) ? 0 : 1;
    }
    assertThat(invalid).as("invalid histories").isBetween(histories / 8, histories * 7 / 8);
  }

  private static List<Entry> changed(List<Entry> history, Random random) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry : history) {
      boolean read = entry.type() == EntryType.OK && entry.f().equals("read");
      if (read && random.nextInt(5) == 0 && entry.value() instanceof Map<?, ?> shown) {
        Map<Object, Object> other = new TreeMap<>(shown);
        other.remove("a");
        if (random.nextBoolean()) {
          other.put("a", (long) random.nextInt(12));
        }
        changed.add(entry.withValue(other));
      } else {
        boolean refused = entry.type() == EntryType.FAIL && entry.f().equals("transfer");
        boolean done = refused && random.nextInt(5) == 0;
        changed.add(done ? entry.withType(EntryType.OK) : entry);
      }
    }
    return changed;
  }
}
