package dev.assay.checker.generate;

import dev.assay.checker.history.Nil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A store of several keys, on which transactions of one to four reads and writes are done at once:
 * lists that grow, or registers. So many keys are in use at a time, and each is left after 32
 * writes. Who writes a register has read it before: so the order of its versions is known, of which
 * there would be too many to try.
 */
final class TxnStore implements Store {
  private static final int WRITES_PER_KEY = 32;
  private static final int MOST_OPERATIONS = 4;

  private final SplittableRandom random;
  private final Kind kind;
  private final Map<Long, Object> content = new HashMap<>();
  private final List<Long> active = new ArrayList<>();
  private final int[] writes;
  private long keys;
  private long last;

  /** What the keys hold. */
  enum Kind {
    LISTS("append"),
    REGISTERS("w"),
    /** Registers that are never left. */
    MULTI_REGISTER("w");

    private final String write;

    Kind(String write) {
      this.write = write;
    }

    String write() {
      return write;
    }
  }

  TxnStore(GeneratedModel.How how, SplittableRandom random, Kind kind) {
    this.random = random;
    this.kind = kind;
    this.writes = new int[how.keys()];
    for (int slot = 0; slot < writes.length; slot++) {
      active.add(newKey());
    }
  }

  private Long newKey() {
    return keys++;
  }

  @Override
  public Request draw(int process) {
    int operations = 1 + random.nextInt(MOST_OPERATIONS);
    List<Object> parts = new ArrayList<>(operations);
    boolean changes = false;
    for (int at = 0; at < operations; at++) {
      int slot = random.nextInt(writes.length);
      boolean read = random.nextBoolean();
      Long key = active.get(slot);
      if (read || blind(parts, key)) {
        parts.add(List.of("r", key, Nil.NIL));
      }
      if (!read) {
        parts.add(List.of(kind.write(), key, ++last));
      }
      changes |= !read;
      if (!read && ++writes[slot] == WRITES_PER_KEY && kind != Kind.MULTI_REGISTER) {
        writes[slot] = 0;
        active.set(slot, newKey());
      }
    }
    return new Request("txn", parts, changes);
  }

  /** Whether a write would be one of a register that the transaction has not looked at. */
  private boolean blind(List<Object> parts, Long key) {
    return kind != Kind.LISTS
        && parts.stream().noneMatch(part -> part instanceof List<?> it && key.equals(it.get(1)));
  }

  @Override
  public Answer perform(int process, Request request) {
    List<Object> done = new ArrayList<>();
    for (Object part : (List<?>) Objects.requireNonNull(request.value())) {
      List<?> triple = (List<?>) part;
      Long key = (Long) triple.get(1);
      if (triple.getFirst().equals("r")) {
        done.add(List.of("r", key, shown(content.get(key))));
      } else {
        write(key, triple.getLast());
        done.add(part);
      }
    }
    return Answer.ok(done);
  }

  private Object shown(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return List.copyOf(list);
    }
    return value != null ? value : kind == Kind.LISTS ? List.of() : Nil.NIL;
  }

  private void write(Long key, Object value) {
    if (kind != Kind.LISTS) {
      content.put(key, value);
    } else if (content.computeIfAbsent(key, _ -> new ArrayList<>()) instanceof List<?> list) {
      @SuppressWarnings("unchecked")
      List<Object> grows = (List<Object>) list;
      grows.add(value);
    }
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return TxnPlants.of(kind, this::newKey);
  }
}
