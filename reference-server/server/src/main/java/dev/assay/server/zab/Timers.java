package dev.assay.server.zab;

import dev.assay.server.env.Env;
import java.util.TreeMap;

/** The timers of one role: they end with it. */
final class Timers {
  private final Env env;
  private final TreeMap<Long, Runnable> pending = new TreeMap<>();

  Timers(Env env) {
    this.env = env;
  }

  void after(long nanos, Runnable action) {
    pending.put(env.timer(nanos), action);
  }

  /** Runs an action now and again and again, until the role ends. */
  void every(long nanos, Runnable action) {
    after(
        nanos,
        () -> {
          every(nanos, action);
          action.run();
        });
  }

  void fired(long token) {
    Runnable action = pending.remove(token);
    if (action != null) {
      action.run();
    }
  }

  void cancelAll() {
    pending.keySet().forEach(env::cancelTimer);
    pending.clear();
  }
}
