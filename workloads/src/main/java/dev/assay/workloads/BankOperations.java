package dev.assay.workloads;

import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Banks, each account of which is a node; its data is the balance and a mark that makes it unique.
 *
 * <ul>
 *   <li>{@code open} creates all accounts by one multi. Fails with {@value #EXISTS} when they are
 *       there.
 *   <li>{@code transfer} reads both accounts, and writes both by one multi under the condition that
 *       their versions are those that were read. A {@code doomed} one asks for a version of the
 *       second account that it cannot have. What the account does not hold is not given.
 *   <li>{@code read} reads all accounts, and then checks all their versions by one multi: so the
 *       balances that it shows were there at one moment. Fails when a version moved.
 * </ul>
 *
 * <p>A read that finds no account shows an empty map: the bank is not open yet, as far as this
 * server knows. One that finds some accounts absent may have been overtaken by the opening. Then it
 * reads all of them once more after a {@code sync}: since accounts are opened at once and never
 * closed, all are there now.
 */
record BankOperations(Paths paths) {
  static final String OPEN = "open";
  static final String TRANSFER = "transfer";
  static final String READ = "read";
  static final String EXISTS = "exists";
  static final String MOVED = "moved";
  static final String DOOMED = "doomed";

  /** No account is changed so often. */
  private static final int FAR_AHEAD = 1_000_000_000;

  /** An account as it was read. */
  private record Account(long balance, int version) {}

  void carryOut(Operation operation, Conversation conversation) {
    String bank = operation.key();
    if (bank == null) {
      throw new IllegalArgumentException("a bank has a key: " + operation);
    }
    switch (operation.f()) {
      case OPEN -> open(bank, operation, conversation);
      case TRANSFER -> transfer(bank, operation, conversation);
      case READ -> read(bank, accounts(operation), true, conversation);
      default -> throw new IllegalArgumentException("a bank cannot do " + operation);
    }
  }

  private String path(String bank, Object account) {
    return paths.of(bank + "-" + account);
  }

  private static Object field(Operation operation, String name) {
    Object field = operation.value() instanceof Map<?, ?> map ? map.get(name) : null;
    if (field == null) {
      throw new IllegalArgumentException("there is no %s: %s".formatted(name, operation));
    }
    return field;
  }

  private static long number(Operation operation, String name) {
    return (Long) field(operation, name);
  }

  private static List<String> accounts(Operation operation) {
    return ((List<?>) field(operation, "accounts")).stream().map(String::valueOf).toList();
  }

  private void open(String bank, Operation operation, Conversation conversation) {
    byte[] data = Text.of(number(operation, "balance"), number(operation, "id"));
    List<Request.Single> creations = new ArrayList<>();
    for (String account : accounts(operation)) {
      creations.add(new Request.Create(path(bank, account), data, Mode.PERSISTENT));
    }
    conversation.change(
        new Request.Multi(creations),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NODE_EXISTS ->
                conversation.fail(EXISTS);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the opening", reply);
          }
        });
  }

  private void transfer(String bank, Operation operation, Conversation conversation) {
    String from = path(bank, field(operation, "from"));
    String to = path(bank, field(operation, "to"));
    long amount = number(operation, "amount");
    long id = number(operation, "id");
    boolean doomed = operation.value() instanceof Map<?, ?> value && value.containsKey(DOOMED);
    account(
        from,
        conversation,
        giver ->
            account(
                to,
                conversation,
                taker -> {
                  if (giver == null || taker == null) {
                    conversation.fail("the bank is not open");
                  } else if (giver.balance() < amount) {
                    conversation.fail("insufficient");
                  } else {
                    int version = taker.version() + (doomed ? FAR_AHEAD : 0);
                    write(
                        new Request.SetData(
                            from, Text.of(giver.balance() - amount, id), giver.version()),
                        new Request.SetData(to, Text.of(taker.balance() + amount, id), version),
                        conversation);
                  }
                }));
  }

  private static void write(Request.SetData give, Request.SetData take, Conversation conversation) {
    conversation.change(
        new Request.Multi(List.of(give, take)),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.BAD_VERSION ->
                conversation.fail(MOVED);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the transfer", reply);
          }
        });
  }

  /** Reads an account; null when it is absent. */
  private static void account(
      String path, Conversation conversation, Consumer<@Nullable Account> next) {
    conversation.look(
        new Request.GetData(path),
        reply -> {
          switch (reply) {
            case Reply.Data data when Text.first(data.data()).isPresent() ->
                next.accept(new Account(Text.first(data.data()).getAsLong(), data.version()));
            case Reply.Data data ->
                conversation.fail("an account was read as " + Text.shown(data.data()));
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                next.accept(null);
            case Reply.Done _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("an account was read as " + reply);
          }
        });
  }

  private void read(
      String bank, List<String> accounts, boolean mayBeOvertaken, Conversation conversation) {
    collect(
        bank,
        accounts,
        new LinkedHashMap<>(),
        conversation,
        found -> {
          if (found.isEmpty()) {
            conversation.ok(Map.of(), null);
          } else if (found.size() < accounts.size() && mayBeOvertaken) {
            conversation.sync(paths.root(), () -> read(bank, accounts, false, conversation));
          } else {
            check(bank, found, conversation);
          }
        });
  }

  private void collect(
      String bank,
      List<String> left,
      Map<String, Account> found,
      Conversation conversation,
      Consumer<Map<String, Account>> next) {
    if (left.isEmpty()) {
      next.accept(found);
      return;
    }
    account(
        path(bank, left.getFirst()),
        conversation,
        account -> {
          if (account != null) {
            found.put(left.getFirst(), account);
          }
          collect(bank, left.subList(1, left.size()), found, conversation, next);
        });
  }

  private void check(String bank, Map<String, Account> found, Conversation conversation) {
    List<Request.Single> checks = new ArrayList<>();
    Map<String, Object> balances = new LinkedHashMap<>();
    found.forEach((name, account) -> {
      checks.add(new Request.Check(path(bank, name), account.version()));
      balances.put(name, account.balance());
    });
    conversation.look(
        new Request.Multi(checks),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(balances, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.BAD_VERSION ->
                conversation.fail(MOVED);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("the check was answered by " + reply);
          }
        });
  }
}
