package dev.assay.checker.txn;

import dev.assay.checker.arrays.IntStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a {@link TxnHistory} together, one transaction after the other. Used by one thread. */
public final class TxnHistoryBuilder {
  private final IntStack outcome = new IntStack();
  private final IntStack process = new IntStack();
  private final IntStack invoked = new IntStack();
  private final IntStack completed = new IntStack();
  private final IntStack opStart = new IntStack();
  private final IntStack opKind = new IntStack();
  private final IntStack opKey = new IntStack();
  private final IntStack opElement = new IntStack();
  private final IntStack opLength = new IntStack();
  private final IntStack pool = new IntStack();
  private final IntStack elementKey = new IntStack();
  private Object[] elementValue = new Object[64];
  private final List<String> keys = new ArrayList<>();
  private final Map<String, Integer> keyNumbers = new HashMap<>();
  private final List<Map<Object, Integer>> elements = new ArrayList<>();

  /** A transaction begins, at this position of the history. */
  public void begin(int ofProcess, int position) {
    opStart.push(opKind.size());
    process.push(ofProcess);
    invoked.push(position);
  }

  /** The transaction begun last is committed, at this position. */
  public void committed(int position) {
    end(TxnHistory.OK, position);
  }

  /** It did not happen. */
  public void failed(int position) {
    end(TxnHistory.FAIL, position);
  }

  /** Nobody knows what became of it. */
  public void unknown() {
    end(TxnHistory.INFO, TxnHistory.NEVER);
  }

  private void end(byte how, int position) {
    outcome.push(how);
    completed.push(position);
  }

  /** The number of a key. */
  public int key(String name) {
    return keyNumbers.computeIfAbsent(
        name,
        _ -> {
          keys.add(name);
          elements.add(new HashMap<>());
          return keys.size() - 1;
        });
  }

  /** The number of an element: the same for the same key and value. */
  public int element(int key, Object value) {
    return elements.get(key).computeIfAbsent(value, _ -> newElement(key, value));
  }

  /** The number of an element that surely is a new one. */
  public int newElement(int key, Object value) {
    int number = elementKey.size();
    if (number == elementValue.length) {
      elementValue = Arrays.copyOf(elementValue, 2 * number);
    }
    elementValue[number] = value;
    elementKey.push(key);
    return number;
  }

  public void write(int key, int element) {
    operation(TxnHistory.WRITE, key, element, 0);
  }

  /** A read that showed these elements, in this order. */
  public void read(int key, int[] shown, int from, int length) {
    operation(TxnHistory.READ, key, pool.size(), length);
    for (int at = from; at < from + length; at++) {
      pool.push(shown[at]);
    }
  }

  /** A read of unknown result. */
  public void unread(int key) {
    operation(TxnHistory.UNREAD, key, TxnHistory.NONE, 0);
  }

  private void operation(byte kind, int key, int element, int length) {
    opKind.push(kind);
    opKey.push(key);
    opElement.push(element);
    opLength.push(length);
  }

  public TxnHistory build() {
    opStart.push(opKind.size());
    return new TxnHistory(
        bytes(outcome),
        process.toArray(),
        invoked.toArray(),
        completed.toArray(),
        opStart.toArray(),
        bytes(opKind),
        opKey.toArray(),
        opElement.toArray(),
        opLength.toArray(),
        pool.toArray(),
        elementKey.toArray(),
        Arrays.copyOf(elementValue, elementKey.size()),
        List.copyOf(keys));
  }

  private static byte[] bytes(IntStack values) {
    byte[] bytes = new byte[values.size()];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) values.at(at);
    }
    return bytes;
  }
}
