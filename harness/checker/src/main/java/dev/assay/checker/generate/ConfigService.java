package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A few keys that are changed now and then, and that every client watches: it looks again when it
 * is told of a change, and after a sync now and then. At the end every node looks, each key is
 * changed once more, and every node looks again.
 */
final class ConfigService implements Service {
  private static final double WRITES = 0.4;

  private final SplittableRandom random;
  private final int keys;
  private final Watched watched;
  private long changes;

  ConfigService(How how, SplittableRandom random) {
    this.keys = how.keys();
    this.random = random;
    this.watched = new Watched(how.sessions());
  }

  @Override
  public List<String> kinds() {
    return List.of("write", "observe");
  }

  @Override
  public void begin(Script script) {
    int observer = script.process();
    script.did(observer, Watched.observe("k0"));
    script.did(script.process(), Watched.write("k0", changes++));
    script.did(observer, Watched.observe("k0"));
  }

  @Override
  public void finish(Script script) {
    List<Integer> observers = script.nodes().stream().map(script::process).toList();
    lookEverywhere(script, observers);
    int writer = script.process();
    for (int number = 0; number < keys; number++) {
      script.did(writer, Watched.write("k" + number, -1L - number));
    }
    lookEverywhere(script, observers);
  }

  private void lookEverywhere(Script script, List<Integer> observers) {
    for (int observer : observers) {
      for (int number = 0; number < keys; number++) {
        script.did(observer, Watched.synced("k" + number));
      }
    }
  }

  @Override
  public Request draw(int process) {
    @Nullable Request due = watched.due(process);
    if (due != null) {
      return due;
    }
    String key = "k" + random.nextInt(keys);
    if (!watched.observes(process, key)) {
      return Watched.observe(key);
    }
    return random.nextDouble() < WRITES ? Watched.write(key, changes++) : Watched.synced(key);
  }

  @Override
  public Answer perform(int process, Request request) {
    return watched.perform(process, request);
  }

  @Override
  public void ended(int process) {
    watched.ended(process);
  }

  @Override
  public double losableShare() {
    return 0.2;
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    List<Plant> plants = new ArrayList<>();
    plants.add(Plant.of("phantom", "a look shows what nobody wrote", this::phantom));
    plants.add(Plant.of("forked", "one version has two values", this::forked));
    plants.add(Plant.of("out-of-order", "a change has a version below one before", this::falls));
    plants.add(Plant.of("went-back", "a session sees an older version than before", this::back));
    plants.add(Plant.of("stale", "a look after a sync does not show a change", this::stale));
    plants.addAll(new WatchPlants(() -> changes++).all());
    return plants;
  }

  /** Writes values of their own; the value. */
  private long wrote(Script script, String key, long version) {
    Request write = Watched.write(key, changes++);
    script.was(script.process(), write, Watched.written(write, version));
    return write.number();
  }

  private String fresh() {
    return "f" + changes++;
  }

  private void phantom(Script script) {
    script.says(script.process(), Watched.observe(fresh()), Watched.shown(changes++, 0));
  }

  private void forked(Script script) {
    String key = fresh();
    long first = wrote(script, key, 0);
    wrote(script, key, 1);
    script.says(script.process(), Watched.observe(key), Watched.shown(first, 1));
  }

  private void falls(Script script) {
    String key = fresh();
    wrote(script, key, 0);
    wrote(script, key, 2);
    Request write = Watched.write(key, changes++);
    script.says(script.process(), write, Watched.written(write, 1));
  }

  private void back(Script script) {
    String key = fresh();
    long first = wrote(script, key, 0);
    long second = wrote(script, key, 1);
    int observer = script.process();
    script.was(observer, Watched.observe(key), Watched.shown(second, 1));
    script.says(observer, Watched.observe(key), Watched.shown(first, 0));
  }

  private void stale(Script script) {
    String key = fresh();
    long first = wrote(script, key, 0);
    wrote(script, key, 1);
    script.says(script.process(), Watched.synced(key), Watched.shown(first, 0));
  }
}
