package dev.assay.checker.watch;

import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random histories of watches: some clients and a {@link ModelStore} of three servers, one step
 * after the other, in any order.
 */
final class WatchModel {
  private final Random random;
  private final Recording recording = new Recording();
  private final ModelStore store;
  private final List<ModelClient> clients = new ArrayList<>();
  private final boolean deletions;

  private WatchModel(long seed) {
    random = new Random(seed);
    store = new ModelStore(random);
    deletions = random.nextInt(3) == 0;
    int processes = 1 + random.nextInt(3);
    for (int process = 0; process < processes; process++) {
      clients.add(new ModelClient(process, processes, store, recording, random));
    }
  }

  /** A correct execution of so many operations. */
  static List<Entry> history(long seed, int operations) {
    return new WatchModel(seed).play(operations);
  }

  private List<Entry> play(int operations) {
    int left = operations;
    while (left > 0 || clients.stream().anyMatch(ModelClient::busy)) {
      ModelClient client = clients.get(random.nextInt(clients.size()));
      recording.pass(random.nextInt(3));
      if (!client.busy() && left > 0) {
        client.begin(operation());
        left--;
      } else if (random.nextInt(40) == 0) {
        client.disconnect();
      } else if (random.nextInt(3) > 0) {
        client.receive();
      } else {
        client.served();
      }
      store.applySomewhere();
    }
    return recording.entries();
  }

  private String operation() {
    return switch (random.nextInt(deletions ? 8 : 7)) {
      case 0, 1, 2 -> "observe";
      case 3, 4 -> "write";
      case 5 -> "list";
      case 6 -> "add";
      default -> "delete";
    };
  }

  /** Takes an event away, doubles one, lets one come at another time, or changes an answer. */
  static List<Entry> spoiled(List<Entry> history, Random random) {
    List<Entry> spoiled = new ArrayList<>(history);
    for (int attempt = 0; attempt < 30; attempt++) {
      int at = random.nextInt(spoiled.size());
      Entry entry = spoiled.get(at);
      if (entry.type() == EntryType.EVENT) {
        switch (random.nextInt(4)) {
          case 0 -> spoiled.remove(at);
          case 2 -> exchanged(spoiled, at);
          case 1 -> spoiled.add(random.nextInt(spoiled.size() + 1), entry);
          default -> {
            spoiled.remove(at);
            spoiled.add(random.nextInt(spoiled.size() + 1), entry);
          }
        }
        return Recording.renumbered(spoiled);
      }
      if (entry.type() == EntryType.OK
          && entry.value() instanceof Map<?, ?> fields
          && fields.get("version") instanceof Long version) {
        Map<String, Object> changed = new TreeMap<>();
        fields.forEach((name, value) -> changed.put(String.valueOf(name), value));
        if (random.nextInt(3) == 0) {
          changed.put("late", true);
        } else {
          changed.put("version", Math.max(-1, version + random.nextInt(5) - 2));
        }
        spoiled.set(at, entry.withValue(changed));
        return spoiled;
      }
    }
    return spoiled;
  }

  /** An event and the next one of its session come in the other order. */
  private static void exchanged(List<Entry> history, int at) {
    Entry event = history.get(at);
    for (int next = at + 1; next < history.size(); next++) {
      Entry later = history.get(next);
      if (later.f().equals(event.f()) && Objects.equals(later.session(), event.session())) {
        history.set(at, later);
        history.set(next, event);
        return;
      }
    }
  }
}
