package dev.assay.checker.txn;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Small histories of transactions by a store that now and then reads old data, loses what it had,
 * or runs only half of a transaction at once.
 */
final class RandomTxns {
  private static final int MOST = 6;

  private final Random random;
  private final boolean lists;
  private final boolean wrong;
  private final Txns txns = new Txns();
  private final List<Map<String, List<Long>>> states = new ArrayList<>(List.of(Map.of()));
  private long next = 1;

  RandomTxns(Random random, boolean lists) {
    this.random = random;
    this.lists = lists;
    this.wrong = random.nextInt(3) > 0;
  }

  List<Entry> generate() {
    int transactions = 2 + random.nextInt(MOST - 1);
    int clients = 1 + random.nextInt(3);
    int[] process = new int[clients];
    List<List<Object>> open = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      process[client] = client;
      open.add(List.of());
    }
    int begun = 0;
    while (begun < transactions || open.stream().anyMatch(each -> !each.isEmpty())) {
      int client = random.nextInt(clients);
      if (!open.get(client).isEmpty()) {
        end(process, client, open.get(client));
        open.set(client, List.of());
      } else if (begun < transactions) {
        begun++;
        open.set(client, parts());
        txns.line(EntryType.INVOKE, process[client], open.get(client));
      }
    }
    return txns.entries();
  }

  private List<Object> parts() {
    List<Object> parts = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int at = 0; at < count; at++) {
      String key = random.nextBoolean() ? "x" : "y";
      parts.add(
          random.nextBoolean()
              ? Txns.see(key, Nil.NIL)
              : lists ? Txns.append(key, next++) : Txns.write(key, next++));
    }
    return parts;
  }

  private void end(int[] process, int client, List<Object> parts) {
    int dice = random.nextInt(10);
    if (dice == 0) {
      txns.line(EntryType.FAIL, process[client], parts);
      if (wrong && random.nextBoolean()) {
        execute(parts);
      }
      return;
    }
    boolean effect = dice != 1 || random.nextBoolean();
    List<Object> result = effect ? execute(parts) : parts;
    txns.line(
        dice <= 2 ? EntryType.INFO : EntryType.OK, process[client], dice <= 2 ? parts : result);
    if (dice == 1 || dice == 2) {
      process[client] += 10;
    } else if (!effect) {
      execute(parts);
    }
  }

  private Map<String, List<Long>> base() {
    int back = wrong && random.nextInt(4) == 0 ? random.nextInt(3) : 0;
    return states.get(Math.max(0, states.size() - 1 - back));
  }

  private List<Object> execute(List<Object> parts) {
    Map<String, List<Long>> seen = new HashMap<>(base());
    Map<String, List<Long>> state =
        new HashMap<>(wrong && random.nextInt(8) == 0 ? seen : states.getLast());
    List<Object> result = new ArrayList<>();
    for (Object part : parts) {
      List<?> triple = (List<?>) part;
      String key = String.valueOf(triple.get(1));
      if (triple.get(2) instanceof Long value) {
        append(seen, key, value);
        append(state, key, value);
        result.add(part);
      } else {
        List<Long> shown = seen.getOrDefault(key, List.of());
        result.add(
            Txns.see(
                key, shown.isEmpty() ? Nil.NIL : lists ? List.copyOf(shown) : shown.getLast()));
      }
    }
    states.add(state);
    return result;
  }

  private void append(Map<String, List<Long>> state, String key, long value) {
    List<Long> list =
        lists ? new ArrayList<>(state.getOrDefault(key, List.of())) : new ArrayList<>();
    list.add(value);
    state.put(key, list);
  }
}
