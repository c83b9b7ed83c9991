package dev.assay.checker.generate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that are there as long as the session that made them, or members of groups, which are the
 * same in other words. What belonged to a client that fell silent is there for some time. At the
 * end every node lists what is left, and again when all sessions must be over.
 */
final class EphemeralService implements Service {
  private static final int MOST_OWNED = 3;
  private static final double VANISHES = 0.05;

  /** More than twice a session's timeout, and three seconds. */
  private static final long END_MILLIS = 2 * Sessions.TIMEOUT_MILLIS + 4_000;

  private final SplittableRandom random;
  private final Sessions sessions;
  private final int groups;
  private final Kind kind;
  private final Map<String, NavigableSet<Long>> there = new HashMap<>();
  private final Map<Integer, List<Owned>> byProcess = new HashMap<>();
  private final ArrayDeque<List<Owned>> silent = new ArrayDeque<>();
  private long next;

  EphemeralService(How how, SplittableRandom random, Kind kind) {
    this.groups = how.keys();
    this.sessions = how.sessions();
    this.random = random;
    this.kind = kind;
  }

  /** What the operations are called. */
  enum Kind {
    NODES("own", "list"),
    MEMBERS("join", "members");

    private final String own;
    private final String list;

    Kind(String own, String list) {
      this.own = own;
      this.list = list;
    }
  }

  private record Owned(@Nullable String group, long number) {
    Request quit() {
      return Request.change("quit", group, number);
    }
  }

  @Override
  public List<String> kinds() {
    return switch (kind) {
      case NODES -> List.of("own", "touch", "leave", "die", "move", "list");
      case MEMBERS -> List.of("join", "quit", "leave", "die", "members");
    };
  }

  private @Nullable String group(int number) {
    return kind == Kind.NODES ? null : "g" + number;
  }

  private @Nullable String any() {
    return kind == Kind.NODES ? null : group(random.nextInt(groups));
  }

  private Request own(@Nullable String group) {
    return Request.change(kind.own, group, next++);
  }

  private Request list(@Nullable String group) {
    return Request.read(kind.list, group, null);
  }

  private static Request leave() {
    return Request.change("leave", null);
  }

  /** The client only falls silent: that is always done. */
  private static Request die() {
    return Request.read("die");
  }

  @Override
  public void begin(Script script) {
    int owner = script.process();
    int other = script.process();
    Owned first = owns(script, owner, group(0));
    script.did(other, list(group(0)));
    owns(script, owner, group(0));
    if (kind == Kind.MEMBERS) {
      script.did(owner, first.quit());
    } else {
      script.did(owner, Request.read("move", null, script.nodes().getFirst()));
      script.did(owner, Request.read("touch"));
    }
    script.did(other, list(group(0)));
    script.did(owner, leave());
    script.did(other, list(group(0)));
    owns(script, other, group(0));
    script.did(other, die());
    int late = script.process();
    owns(script, late, group(0));
    script.expires(late);
    script.did(late, list(group(0)));
  }

  @Override
  public void finish(Script script) {
    List<Integer> observers = script.nodes().stream().map(script::process).toList();
    lookEverywhere(script, observers);
    script.pass(END_MILLIS);
    there.clear();
    silent.clear();
    lookEverywhere(script, observers);
  }

  private void lookEverywhere(Script script, List<Integer> observers) {
    for (int observer : observers) {
      for (int number = 0; number < Math.max(1, groups); number++) {
        script.did(observer, list(group(number)));
      }
    }
  }

  @Override
  public Request draw(int process) {
    List<Owned> own = byProcess.getOrDefault(process, List.of());
    int point = random.nextInt(100);
    if (point < 35) {
      return list(any());
    }
    if (!own.isEmpty() && point < 41) {
      return point < 38 ? leave() : die();
    }
    boolean full = own.size() >= MOST_OWNED;
    if (kind == Kind.MEMBERS) {
      return full || (!own.isEmpty() && point < 60)
          ? own.get(random.nextInt(own.size())).quit()
          : own(any());
    }
    if (point < 46) {
      List<String> nodes = sessions.nodes();
      return Request.read("move", null, nodes.get(random.nextInt(nodes.size())));
    }
    return full || point < 70 ? Request.read("touch") : own(null);
  }

  private NavigableSet<Long> there(@Nullable String group) {
    return there.computeIfAbsent(String.valueOf(group), _ -> new TreeSet<>());
  }

  @Override
  public Answer perform(int process, Request request) {
    if (!silent.isEmpty() && random.nextDouble() < VANISHES) {
      remove(silent.remove());
    }
    switch (request.f()) {
      case "own", "join" -> {
        Owned fresh = new Owned(request.key(), request.number());
        there(fresh.group()).add(fresh.number());
        byProcess.computeIfAbsent(process, _ -> new ArrayList<>()).add(fresh);
      }
      case "quit" -> {
        Owned gone = new Owned(request.key(), request.number());
        remove(List.of(gone));
        byProcess.getOrDefault(process, new ArrayList<>()).remove(gone);
      }
      case "leave" -> {
        ended(process);
        sessions.leave(process);
      }
      case "die" -> {
        lost(process);
        sessions.leave(process);
        return Answer.ok(String.valueOf(sessions.of(process)));
      }
      case "list", "members" -> {
        return Answer.ok(List.copyOf(there(request.key())));
      }
      default -> {}
    }
    return request.ok();
  }

  private void remove(List<Owned> gone) {
    gone.forEach(owned -> there(owned.group()).remove(owned.number()));
  }

  @Override
  public void ended(int process) {
    List<Owned> own = byProcess.remove(process);
    if (own != null) {
      remove(own);
    }
  }

  /** What it owned goes when its session has timed out. */
  @Override
  public void lost(int process) {
    List<Owned> own = byProcess.remove(process);
    if (own != null) {
      silent.add(own);
    }
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    List<Plant> plants = new ArrayList<>();
    plants.add(Plant.of("vanished", "it is missing while its session lives", this::vanished));
    plants.add(
        Plant.of(
            "survives",
            "it is there when its session was left",
            script -> {
              int owner = script.process();
              Owned owned = owns(script, owner, any());
              script.did(owner, leave());
              shown(script, owned);
            }));
    plants.add(
        new Plant(
            "survives-expiry",
            "survives",
            "it is there when its session has expired",
            script -> {
              int owner = script.process();
              Owned owned = owns(script, owner, any());
              script.expires(owner);
              shown(script, owned);
            }));
    if (kind == Kind.MEMBERS) {
      plants.add(
          new Plant("survives-quitting", "survives", "it is there when it quit", this::quits));
    }
    plants.add(Plant.of("expired-early", "a session expires too early", this::expiredEarly));
    return plants;
  }

  private Owned owns(Script script, int process, @Nullable String group) {
    Request own = own(group);
    script.did(process, own);
    return new Owned(group, own.number());
  }

  private void shown(Script script, Owned owned) {
    TreeSet<Long> shown = new TreeSet<>(there(owned.group()));
    shown.add(owned.number());
    script.says(script.process(), list(owned.group()), Answer.ok(List.copyOf(shown)));
  }

  private void vanished(Script script) {
    int owner = script.process();
    Owned owned = owns(script, owner, any());
    TreeSet<Long> shown = new TreeSet<>(there(owned.group()));
    shown.remove(owned.number());
    script.says(script.process(), list(owned.group()), Answer.ok(List.copyOf(shown)));
    owns(script, owner, any());
    script.did(owner, leave());
  }

  private void quits(Script script) {
    int owner = script.process();
    Owned owned = owns(script, owner, any());
    script.did(owner, owned.quit());
    shown(script, owned);
    script.did(owner, leave());
  }

  /** Its nodes go with it, as if its time were over. */
  private void expiredEarly(Script script) {
    int owner = script.process();
    owns(script, owner, any());
    ended(owner);
    script.claimsExpiry(owner);
  }
}
