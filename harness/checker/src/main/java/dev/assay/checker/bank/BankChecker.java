package dev.assay.checker.bank;

import dev.assay.checker.Checker;
import dev.assay.checker.Limits;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryJson;
import dev.assay.checker.history.HistoryException;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee {@code atomic}, of banks with {@code open} (value: a map with the list {@code accounts}
 * and the number {@code balance}), {@code transfer} (value: a map, with {@code doomed} true for one
 * that must be refused), and {@code read}, which shows all accounts at one moment (result: a map
 * from account to balance). Banks under different keys are judged one by one. The anomalies:
 *
 * <ul>
 *   <li>{@code wrong-total}: a read shows balances whose sum is not that of the opening;
 *   <li>{@code torn}: a read shows other accounts than those that were opened together;
 *   <li>{@code not-refused}: a transfer with a condition that cannot be fulfilled was acknowledged.
 * </ul>
 *
 * A worked example, time going down:
 *
 * <pre>
 *   open a, b with 100 each
 *   transfer 5 from a to b, refused     (its second half was; the first was left in place)
 *   read -> a: 95, b: 100               wrong-total: 195, not 200
 * </pre>
 *
 * <p>Since every transfer, whether it happened or not, leaves the total as it is, no transfer of
 * which nobody knows what became of it can be the reason for an alarm, and it does not matter which
 * ones were seen. Reads may overlap anything and may be late; but each must show one moment, and
 * whoever recorded the history must have made sure of that (as by checking all versions at once). A
 * read that shows nothing at all says that the bank is not open yet, and is not judged. Which
 * opening took effect must be known: an acknowledged one, or those of unknown outcome, if all are
 * alike. A bank without one is not judged.
 *
 * <p>It takes time and memory in proportion to the history; the limits have no bearing on it.
 */
public final class BankChecker implements Checker {
  static final String NAME = "atomic";
  private static final String WRONG_TOTAL = "wrong-total";
  private static final String TORN = "torn";
  private static final String NOT_REFUSED = "not-refused";

  @Override
  public List<Guarantee> check(List<Entry> history, Limits limits) {
    try {
      return List.of(judge(history));
    } catch (HistoryException | ArithmeticException e) {
      return List.of(Guarantee.unknown(NAME, "The history cannot be judged: " + e.getMessage()));
    }
  }

  private static Guarantee judge(List<Entry> history) {
    Findings findings = new Findings(NAME, List.of(WRONG_TOTAL, TORN, NOT_REFUSED));
    long reads = 0;
    long transfers = 0;
    for (Map.Entry<String, List<OperationRecord>> key :
        Operations.byKey(Operations.ofClients(history)).entrySet()) {
      Bank bank = Bank.of(key.getKey(), key.getValue());
      @Nullable OperationRecord opening = bank.opening();
      if (opening != null) {
        Bank.Terms terms = Bank.Terms.of(opening.invoke());
        bank.reads().forEach(read -> audit(bank, opening, terms, read, findings));
        reads += bank.reads().size();
      }
      for (OperationRecord transfer : bank.transfers()) {
        if (Bank.doomed(transfer)) {
          findings.note(NOT_REFUSED, () -> notRefused(bank, transfer));
        } else {
          transfers++;
        }
      }
    }
    return conclude(findings, reads, transfers);
  }

  private static Guarantee conclude(Findings findings, long reads, long transfers) {
    Map<String, Object> details = Map.of("reads", reads, "transfers", transfers);
    if (!findings.none()) {
      return findings.invalid(details);
    }
    if (reads == 0) {
      return Guarantee.unknown(NAME, "No bank of which the opening is known was read.");
    }
    return transfers == 0
        ? Guarantee.unknown(NAME, "No transfer was acknowledged.")
        : Guarantee.valid(
            NAME,
            "All %d reads show every account, and the total of the opening, with %d transfers."
                .formatted(reads, transfers),
            details);
  }

  private static void audit(
      Bank bank,
      OperationRecord opening,
      Bank.Terms terms,
      OperationRecord read,
      Findings findings) {
    Map<String, Long> balances = Bank.balances(read);
    if (balances.isEmpty()) {
      return;
    }
    if (!balances.keySet().equals(terms.accounts())) {
      findings.note(TORN, () -> torn(bank, opening, terms, read, balances.keySet()));
      return;
    }
    long total = balances.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    if (total != terms.total()) {
      findings.note(WRONG_TOTAL, () -> wrongTotal(bank, opening, terms, read, balances, total));
    }
  }

  private static Finding torn(
      Bank bank,
      OperationRecord opening,
      Bank.Terms terms,
      OperationRecord read,
      Set<String> shown) {
    Set<String> missing = new TreeSet<>(terms.accounts());
    missing.removeAll(shown);
    Set<String> more = new TreeSet<>(shown);
    more.removeAll(terms.accounts());
    String what =
        missing.isEmpty()
            ? "accounts that were not opened: " + String.join(", ", more)
            : "the bank without " + String.join(", ", missing);
    return new Finding(
            "a read%s shows %s".formatted(Words.of(bank.key()), what),
            List.of(
                opened(bank, opening, terms),
                "However, the read by %s, %s, shows %s."
                    .formatted(Words.who(read), Words.when(read), what)),
            Finding.lines(opening, read))
        .knowing(
            KnownThen.after(
                opening, "%d accounts are there together".formatted(terms.accounts().size())),
            KnownThen.breaks(read, "it shows " + what));
  }

  private static Finding wrongTotal(
      Bank bank,
      OperationRecord opening,
      Bank.Terms terms,
      OperationRecord read,
      Map<String, Long> balances,
      long total) {
    Map<String, Object> shown = new TreeMap<>(balances);
    return new Finding(
            "the accounts%s hold %d together, not %d"
                .formatted(Words.of(bank.key()), total, terms.total()),
            List.of(
                opened(bank, opening, terms),
                "Then every transfer takes from one account what it gives to another, or does"
                    + " nothing.",
                "However, the read by %s, %s, shows %s: that is %d and not %d."
                    .formatted(
                        Words.who(read),
                        Words.when(read),
                        EntryJson.valueText(shown),
                        total,
                        terms.total())),
            Finding.lines(opening, read))
        .knowing(
            KnownThen.after(opening, "the sum is %d for good".formatted(terms.total())),
            KnownThen.breaks(read, "the sum is %d, not %d".formatted(total, terms.total())));
  }

  private static String opened(Bank bank, OperationRecord opening, Bank.Terms terms) {
    return "Let %s open the accounts %s%s at once, %s, with %d each."
        .formatted(
            Words.who(opening),
            String.join(", ", terms.accounts()),
            Words.of(bank.key()),
            Words.when(opening),
            terms.balance());
  }

  private static Finding notRefused(Bank bank, OperationRecord transfer) {
    return new Finding(
            "a transfer%s with a condition that cannot be fulfilled was acknowledged"
                .formatted(Words.of(bank.key())),
            List.of(
                "Let %s ask at %s for a transfer with a condition that cannot be fulfilled."
                    .formatted(Words.who(transfer), Words.begin(transfer)),
                "However, it is acknowledged at %s.".formatted(Words.end(transfer))),
            Finding.lines(transfer))
        .knowing(KnownThen.breaks(transfer, "it must be refused"));
  }
}
