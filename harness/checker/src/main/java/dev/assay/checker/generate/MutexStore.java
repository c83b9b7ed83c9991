package dev.assay.checker.generate;

import dev.assay.checker.model.MutexModel.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lock with {@code acquire} and {@code release}; an acquire fails while another one holds it.
 * Nobody stays away while it holds the lock: an acquire of unknown outcome never got it, and a
 * release of unknown outcome gave it back.
 */
final class MutexStore implements Store {
  private static final int NOBODY = -1;
  private static final int MOST_TIMES = 3;

  private final Kind kind;
  private final SplittableRandom random;
  private int owner = NOBODY;
  private int times;
  private long token;

  MutexStore(Kind kind, SplittableRandom random) {
    this.kind = kind;
    this.random = random;
  }

  private boolean anybody() {
    return kind == Kind.PLAIN;
  }

  @Override
  public Request draw(int process) {
    boolean release = anybody() ? random.nextBoolean() : owner == process && !again();
    return Request.change(release ? "release" : "acquire", null);
  }

  private boolean again() {
    return kind == Kind.REENTRANT && times < MOST_TIMES && random.nextBoolean();
  }

  @Override
  public Answer perform(int process, Request request) {
    if (request.f().equals("acquire")) {
      return acquire(process);
    }
    if (owner == NOBODY) {
      return Answer.fail(null, "not-held");
    }
    times--;
    owner = times == 0 ? NOBODY : owner;
    return Answer.ok(null);
  }

  private Answer acquire(int process) {
    if (owner != NOBODY && (kind != Kind.REENTRANT || owner != process)) {
      return Answer.fail(null, "held");
    }
    owner = process;
    times++;
    return Answer.ok(kind == Kind.FENCED ? next() : null);
  }

  @Override
  public boolean losable(int process, Request request) {
    return lands(request) ? times == 1 : owner != process;
  }

  @Override
  public boolean lands(Request request) {
    return request.f().equals("release");
  }

  @Override
  public boolean needs(int process) {
    return !anybody() && owner == process;
  }

  @Override
  public List<Plant> plants() {
    List<Plant> plants = new ArrayList<>();
    plants.add(plant("two-holders", "two hold the lock at a time", this::twoHolders));
    if (!anybody()) {
      plants.add(
          plant("foreign-release", "it is released by one who does not hold it", this::foreign));
      plants.add(
          plant(
              "released-twice",
              "it is released once too often",
              script -> {
                int process = script.process();
                free(script);
                script.did(process, "acquire", null);
                script.did(process, "release", null);
                script.says(process, "release", null, Answer.ok(null));
              }));
    }
    if (kind == Kind.FENCED) {
      plants.add(plant("stale-token", "a fencing token does not grow", this::staleToken));
    }
    return plants;
  }

  private static Plant plant(String name, String says, Consumer<Script> script) {
    return new Plant(name, "non-linearizable", says, script);
  }

  private void free(Script script) {
    while (owner != NOBODY) {
      script.did(owner, "release", null);
    }
  }

  private void twoHolders(Script script) {
    free(script);
    int first = script.process();
    int second = script.process();
    script.did(first, "acquire", null);
    script.says(second, "acquire", null, Answer.ok(kind == Kind.FENCED ? next() : null));
    script.did(first, "release", null);
    script.says(second, "release", null, Answer.ok(null));
  }

  private @Nullable Long next() {
    return ++token;
  }

  private void foreign(Script script) {
    free(script);
    int holder = script.process();
    script.did(holder, "acquire", null);
    script.says("release", null, Answer.ok(null));
    script.did(holder, "release", null);
  }

  private void staleToken(Script script) {
    free(script);
    int first = script.process();
    int second = script.process();
    script.did(first, "acquire", null);
    script.did(first, "release", null);
    script.says(second, "acquire", null, Answer.ok(token));
    script.says(second, "release", null, Answer.ok(null));
  }
}
