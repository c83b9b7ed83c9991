package dev.assay.checker.generate;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Banks with {@code open}, {@code transfer} from one account to another, of which every fourth one
 * is doomed, and {@code read} of all accounts at one moment, which every node answers at the end.
 */
final class BankService implements Service {
  private static final List<String> ACCOUNTS = List.of("a", "b", "c", "d", "e");
  private static final long BALANCE = 100;
  private static final long MOST_AMOUNT = 9;
  private static final double READS = 0.4;
  private static final double DOOMED = 0.25;

  private final SplittableRandom random;
  private final int banks;
  private final Map<String, Map<String, Long>> balances = new HashMap<>();
  private long nextId;

  BankService(How how, SplittableRandom random) {
    this.banks = how.keys();
    this.random = random;
  }

  @Override
  public List<String> kinds() {
    return List.of("open", "transfer", "read");
  }

  @Override
  public void begin(Script script) {
    int process = script.process();
    for (int number = 0; number < banks; number++) {
      Map<String, Object> value = Fields.of("accounts", ACCOUNTS, "balance", BALANCE);
      String bank = "bank" + number;
      script.did(process, Request.change("open", bank, Fields.with(value, "id", nextId++)));
      script.did(process, transfer(bank, true));
      script.did(process, transfer(bank, false));
      script.did(process, read(bank));
    }
  }

  @Override
  public void finish(Script script) {
    for (String node : script.nodes()) {
      int process = script.process(node);
      for (int number = 0; number < banks; number++) {
        script.did(process, read("bank" + number));
      }
    }
  }

  private static Request read(String bank) {
    return Request.read("read", bank, Fields.of("accounts", ACCOUNTS));
  }

  private Request transfer(String bank, boolean doomed) {
    int from = random.nextInt(ACCOUNTS.size());
    int to = (from + 1 + random.nextInt(ACCOUNTS.size() - 1)) % ACCOUNTS.size();
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("from", ACCOUNTS.get(from));
    value.put("to", ACCOUNTS.get(to));
    value.put("amount", 1 + random.nextLong(MOST_AMOUNT));
    value.put("id", nextId++);
    if (doomed) {
      value.put("doomed", true);
    }
    return Request.change("transfer", bank, value);
  }

  private String any() {
    return "bank" + random.nextInt(banks);
  }

  @Override
  public Request draw(int process) {
    return random.nextDouble() < READS
        ? read(any())
        : transfer(any(), random.nextDouble() < DOOMED);
  }

  private Map<String, Long> bank(Request request) {
    return balances.computeIfAbsent(String.valueOf(request.key()), _ -> new LinkedHashMap<>());
  }

  @Override
  public Answer perform(int process, Request request) {
    Map<String, Long> bank = bank(request);
    switch (request.f()) {
      case "open" -> ACCOUNTS.forEach(account -> bank.put(account, BALANCE));
      case "transfer" -> {
        return transfer(bank, request);
      }
      default -> {
        return Answer.ok(new LinkedHashMap<>(bank));
      }
    }
    return request.ok();
  }

  private static Answer transfer(Map<String, Long> bank, Request request) {
    Map<String, Object> value = Fields.all(request);
    long amount = Fields.number(request, "amount");
    String from = String.valueOf(value.get("from"));
    if (bank.getOrDefault(from, 0L) < amount) {
      return request.fail("insufficient");
    }
    if (value.containsKey("doomed")) {
      return request.fail("moved");
    }
    bank.merge(from, -amount, Long::sum);
    bank.merge(String.valueOf(value.get("to")), amount, Long::sum);
    return request.ok();
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        Plant.of(
            "wrong-total",
            "a read shows one half of a transfer",
            script -> {
              Request read = read(any());
              Map<String, Long> shown = new LinkedHashMap<>(bank(read));
              shown.merge(ACCOUNTS.get(random.nextInt(ACCOUNTS.size())), 1L, Long::sum);
              script.says(script.process(), read, Answer.ok(shown));
            }),
        Plant.of(
            "torn",
            "a read does not show all accounts that were opened together",
            script -> {
              Request read = read(any());
              Map<String, Long> shown = new LinkedHashMap<>(bank(read));
              shown.remove(ACCOUNTS.get(random.nextInt(ACCOUNTS.size())));
              script.says(script.process(), read, Answer.ok(shown));
            }),
        Plant.of(
            "not-refused",
            "a transfer is acknowledged whose condition cannot be fulfilled",
            script -> {
              Request transfer = transfer(any(), true);
              script.says(script.process(), transfer, transfer.ok());
            }));
  }
}
