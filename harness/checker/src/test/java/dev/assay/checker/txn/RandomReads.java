package dev.assay.checker.txn;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small histories of transactions whose reads show anything that was ever written to their key. */
final class RandomReads {
  private static final int MOST = 5;

  private final Random random;
  private final boolean lists;
  private final Txns txns = new Txns();
  private final List<List<Object>> parts = new ArrayList<>();
  private final Map<String, List<Long>> written = new HashMap<>();

  RandomReads(Random random, boolean lists) {
    this.random = random;
    this.lists = lists;
  }

  List<Entry> generate() {
    int transactions = 2 + random.nextInt(MOST - 1);
    for (int at = 0; at < transactions; at++) {
      parts.add(parts());
    }
    written.values().forEach(values -> Collections.shuffle(values, random));
    int clients = 1 + random.nextInt(transactions);
    int[] process = new int[clients];
    int[] open = new int[clients];
    for (int client = 0; client < clients; client++) {
      process[client] = client;
      open[client] = -1;
    }
    int begun = 0;
    int ended = 0;
    while (ended < transactions) {
      int client = random.nextInt(clients);
      if (open[client] >= 0) {
        end(process, client, parts.get(open[client]));
        open[client] = -1;
        ended++;
      } else if (begun < transactions) {
        open[client] = begun;
        txns.line(EntryType.INVOKE, process[client], parts.get(begun++));
      }
    }
    return txns.entries();
  }

  private List<Object> parts() {
    List<Object> list = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int at = 0; at < count; at++) {
      String key = random.nextBoolean() ? "x" : "y";
      List<Long> values = written.computeIfAbsent(key, _ -> new ArrayList<>());
      if (random.nextInt(5) < 3) {
        list.add(Txns.see(key, Nil.NIL));
      } else {
        long value = values.size() + 1L;
        values.add(value);
        list.add(lists ? Txns.append(key, value) : Txns.write(key, value));
      }
    }
    return list;
  }

  private void end(int[] process, int client, List<Object> transaction) {
    int dice = random.nextInt(16);
    EntryType type = dice == 0 ? EntryType.FAIL : dice == 1 ? EntryType.INFO : EntryType.OK;
    List<Object> told =
        type == EntryType.OK ? transaction.stream().map(this::shown).toList() : transaction;
    txns.line(type, process[client], told);
    if (type == EntryType.INFO) {
      process[client] += 10;
    }
  }

  private Object shown(Object part) {
    List<?> triple = (List<?>) part;
    String key = String.valueOf(triple.get(1));
    if (triple.get(2) instanceof Long) {
      return part;
    }
    List<Long> values = written.getOrDefault(key, List.of());
    int length = random.nextInt(values.size() + 1);
    if (length == 0) {
      return Txns.see(key, Nil.NIL);
    }
    return Txns.see(key, lists ? List.copyOf(values.subList(0, length)) : values.get(length - 1));
  }
}
