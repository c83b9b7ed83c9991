package dev.assay.checker.generate;

import dev.assay.checker.history.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients use objects at a time. In each step a random client begins an operation, or its
 * operation takes effect, or ends. Plants are shown at their place, as soon as nothing is open. A
 * session that expires has been silent for longer than it may be, and hears of it at once.
 */
final class Schedule {
  private static final int STEPS_FOR_AN_EXPIRY = 400;

  private final HistorySettings settings;
  private final SplittableRandom random;
  private final List<Place> places;
  private final Lines lines;
  private final Sessions sessions;
  private final @Nullable Pending[] open;
  private final int[] process;
  private final List<HistoryGenerator.Planted> planted = new ArrayList<>();
  private int nextProcess;
  private int begun;
  private int taken;
  private int ended;
  private int lost;

  Schedule(HistorySettings settings, SplittableRandom random, List<Place> places, Lines lines) {
    this.settings = settings;
    this.random = random;
    this.places = List.copyOf(places);
    this.lines = lines;
    this.sessions = lines.sessions();
    this.open = new @Nullable Pending[settings.clients()];
    this.process = new int[settings.clients()];
    for (int client = 0; client < process.length; client++) {
      process[client] = nextProcess++;
    }
  }

  /** An object under its key, which is null if it is the only one. */
  static final class Place {
    private final @Nullable String key;
    private final Store store;
    private final boolean hints;
    private long effects;

    Place(@Nullable String key, Store store, boolean hints) {
      this.key = key;
      this.store = store;
      this.hints = hints;
    }

    @Nullable String key() {
      return key;
    }

    Store store() {
      return store;
    }

    Answer perform(int process, Request request) {
      effects++;
      return store.perform(process, request);
    }

    /** Of the operation that was performed last. */
    @Nullable Hint hint() {
      return hints ? store.hint(effects) : null;
    }
  }

  /** A plant and before which operation it is shown. */
  record Planting(int before, Plant plant, Place place) {}

  private static final class Pending {
    private final Place place;
    private final Lines.Begun begun;
    private boolean taken;
    private @Nullable Answer answer;
    private @Nullable Hint hint;

    /** What an outcome says that stays unknown. */
    private @Nullable Object unknown;

    /** What comes behind the answer on its connection. */
    private final List<Sessions.Notice> behind = new ArrayList<>();

    private Pending(Place place, Lines.Begun begun) {
      this.place = place;
      this.begun = begun;
    }
  }

  /** Makes the history; the plantings are sorted by their places. */
  HistoryGenerator.Generated run(List<Planting> plantings) {
    int next = 0;
    while (ended < settings.operations() || next < plantings.size()) {
      boolean due = next < plantings.size() && plantings.get(next).before() <= begun;
      if (due && begun == ended) {
        show(plantings.get(next++));
        continue;
      }
      int client = random.nextInt(open.length);
      Pending pending = open[client];
      if (pending == null) {
        if (!due && begun < settings.operations() && !expires(process[client])) {
          open[client] = begin(process[client]);
        }
      } else if (!pending.taken) {
        take(pending);
      } else {
        end(client, pending);
      }
    }
    return new HistoryGenerator.Generated(lines.count(), lost, planted);
  }

  private Pending begin(int ofProcess) {
    begun++;
    Place place = places.get(places.size() == 1 ? 0 : random.nextInt(places.size()));
    return new Pending(place, lines.begin(ofProcess, place.key(), place.store().draw(ofProcess)));
  }

  /** Ends the session of an idle process now and then. */
  private boolean expires(int ofProcess) {
    if (sessions.of(ofProcess) == null || random.nextInt(STEPS_FOR_AN_EXPIRY) > 0) {
      return false;
    }
    services().forEach(service -> service.ended(ofProcess));
    lines.pass(Sessions.TIMEOUT_MILLIS + 1_000);
    lines.expire(ofProcess);
    deliver(null);
    return true;
  }

  private List<Service> services() {
    List<Service> services = new ArrayList<>();
    for (Place place : places) {
      if (place.store() instanceof Service service) {
        services.add(service);
      }
    }
    return services;
  }

  /** What is told to a process comes behind the answer that is on its way to it. */
  private void deliver(@Nullable Pending own) {
    for (Sessions.Notice notice : sessions.told()) {
      @Nullable Pending busy = busy(notice.process(), own);
      if (busy == null) {
        lines.tell(notice);
      } else {
        busy.behind.add(notice);
      }
    }
  }

  /** What a process is to be answered; null if that is nothing, or the one that tells it. */
  private @Nullable Pending busy(int ofProcess, @Nullable Pending own) {
    for (Pending pending : open) {
      if (pending != null && pending.taken && pending.begun.process() == ofProcess) {
        return pending.equals(own) ? null : pending;
      }
    }
    return null;
  }

  private void take(Pending pending) {
    pending.taken = true;
    Request request = pending.begun.request();
    Store store = pending.place.store();
    int left = settings.operations() - taken++;
    boolean lose =
        request.changes()
            && random.nextDouble() * left < (settings.indeterminate() - lost) / store.losableShare()
            && losable(pending);
    if (!lose) {
      pending.answer = pending.place.perform(pending.begun.process(), request);
      pending.hint = pending.place.hint();
      deliver(pending);
      return;
    }
    lost++;
    Answer done =
        store.lands(request) ? pending.place.perform(pending.begun.process(), request) : null;
    pending.unknown =
        store instanceof Service service ? service.unknown(request, done) : request.value();
    deliver(pending);
  }

  private boolean losable(Pending pending) {
    int of = pending.begun.process();
    return pending.place.store().losable(of, pending.begun.request())
        && places.stream().noneMatch(place -> place != pending.place && place.store().needs(of));
  }

  private void end(int client, Pending pending) {
    if (pending.answer != null) {
      lines.end(pending.begun, pending.answer, pending.hint);
      pending.behind.forEach(lines::tell);
    } else {
      lines.lose(pending.begun, pending.unknown);
      services().forEach(service -> service.lost(process[client]));
      sessions.forget(process[client]);
      process[client] = nextProcess++;
    }
    open[client] = null;
    deliver(null);
    ended++;
  }

  /** A script on an object, by processes that nobody else uses. */
  Script script(Place place) {
    return new Script(place, lines, () -> nextProcess++);
  }

  private void show(Planting planting) {
    Script script = script(planting.place());
    long first = lines.count();
    planting.plant().script().accept(script);
    planted.add(
        new HistoryGenerator.Planted(
            planting.plant().name(),
            first,
            lines.count() - 1,
            script.untrue(),
            script.untrueEvents()));
  }
}
