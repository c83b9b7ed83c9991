package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Locks that end with their holder's session, with {@code acquire}, {@code work} under a token, and
 * {@code release}. Who holds one works for a while and releases it; the others try to acquire one.
 * With fencing, work under a token that is not the highest is refused.
 */
final class LockService implements Service {
  private static final double RELEASES = 0.3;

  private final SplittableRandom random;
  private final boolean fenced;
  private final int locks;
  private final Map<String, Hold> holds = new HashMap<>();
  private final Map<Integer, Hold> byProcess = new HashMap<>();
  private final Map<String, Long> highest = new HashMap<>();
  private long zxid;
  private long nextItem;

  LockService(How how, SplittableRandom random, boolean fenced) {
    this.locks = how.keys();
    this.random = random;
    this.fenced = fenced;
  }

  private record Hold(int process, String lock, long token, long item) {
    Map<String, Object> value() {
      return Fields.of("token", token, "item", item);
    }
  }

  @Override
  public List<String> kinds() {
    return List.of("acquire", "work", "release");
  }

  @Override
  public void begin(Script script) {
    for (int turn = 0; turn < 2; turn++) {
      int process = script.process();
      Hold hold = acquire(script, process, "l0");
      script.did(process, work(hold));
      script.did(process, release(hold));
    }
  }

  @Override
  public Request draw(int process) {
    Hold hold = byProcess.get(process);
    if (hold == null) {
      return acquire("l" + random.nextInt(locks));
    }
    return random.nextDouble() < RELEASES ? release(hold) : work(hold);
  }

  private Request acquire(String lock) {
    return Request.change("acquire", lock, Fields.of("item", nextItem++));
  }

  private Request work(Hold hold) {
    Map<String, Object> value = Fields.of("token", hold.token(), "item", nextItem++);
    return Request.change("work", hold.lock(), value);
  }

  private static Request release(Hold hold) {
    return Request.change("release", hold.lock(), hold.value());
  }

  @Override
  public Answer perform(int process, Request request) {
    String lock = String.valueOf(request.key());
    return switch (request.f()) {
      case "acquire" -> acquire(process, lock, request);
      case "work" -> work(lock, request);
      default -> {
        ended(process);
        yield request.ok();
      }
    };
  }

  private Answer acquire(int process, String lock, Request request) {
    if (holds.containsKey(lock)) {
      return request.fail("held");
    }
    Hold hold = new Hold(process, lock, ++zxid, Fields.number(request, "item"));
    holds.put(lock, hold);
    byProcess.put(process, hold);
    return Answer.ok(hold.value());
  }

  private Answer work(String lock, Request request) {
    long token = Fields.number(request, "token");
    if (fenced && token < highest.getOrDefault(lock, 0L)) {
      return request.fail("fenced");
    }
    zxid++;
    highest.merge(lock, token, Math::max);
    return request.ok();
  }

  @Override
  public void ended(int process) {
    Hold hold = byProcess.remove(process);
    if (hold != null) {
      holds.remove(hold.lock());
    }
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    List<Plant> plants = new ArrayList<>();
    plants.add(
        Plant.of("two-holders", "it is given away while its holder lives", this::twoHolders));
    plants.add(Plant.of("token-order", "a token is smaller than one before", this::tokenFalls));
    plants.add(new Plant("same-token", "token-order", "two have the same token", this::sameToken));
    if (fenced) {
      plants.add(
          Plant.of(
              "stale-holder", "work is accepted after that of a later holder", this::staleHolder));
    }
    return plants;
  }

  /** A lock that nobody holds. */
  private String free(Script script) {
    String lock = "l" + random.nextInt(locks);
    @Nullable Hold hold = holds.get(lock);
    if (hold != null) {
      script.did(hold.process(), release(hold));
    }
    return lock;
  }

  private Hold acquire(Script script, int process, String lock) {
    script.did(process, acquire(lock));
    Hold hold = holds.get(lock);
    if (hold == null) {
      throw new IllegalStateException("nobody holds " + lock);
    }
    return hold;
  }

  private void given(Script script, String lock, long token) {
    Request acquire = acquire(lock);
    long item = Fields.number(acquire, "item");
    script.says(script.process(), acquire, Answer.ok(Fields.of("token", token, "item", item)));
  }

  private void twoHolders(Script script) {
    String lock = free(script);
    int first = script.process();
    Hold hold = acquire(script, first, lock);
    given(script, lock, ++zxid);
    script.did(first, work(hold));
    script.did(first, release(hold));
  }

  private void tokenFalls(Script script) {
    String lock = free(script);
    long skipped = ++zxid;
    int first = script.process();
    script.did(first, release(acquire(script, first, lock)));
    given(script, lock, skipped);
  }

  private void sameToken(Script script) {
    String lock = free(script);
    int first = script.process();
    Hold hold = acquire(script, first, lock);
    script.did(first, release(hold));
    given(script, lock, hold.token());
  }

  private void staleHolder(Script script) {
    String lock = free(script);
    int first = script.process();
    Hold early = acquire(script, first, lock);
    script.expires(first);
    int second = script.process();
    Hold late = acquire(script, second, lock);
    script.did(second, work(late));
    Request work = work(early);
    script.says(first, work, work.ok());
    script.did(second, release(late));
  }
}
