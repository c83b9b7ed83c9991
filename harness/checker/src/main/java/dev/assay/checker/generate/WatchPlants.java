package dev.assay.checker.generate;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What can go wrong with watches; each is shown on keys of its own.
 *
 * @param values gives one that nobody has written
 */
record WatchPlants(LongSupplier values) {
  private static final Map<String, Object> CHANGED = Fields.of("change", "data-changed");

  List<Plant> all() {
    return List.of(
        Plant.of("before-data", "who is told of a change does not see it", this::beforeData),
        Plant.of("missed", "a change is seen of which nobody told", this::missed),
        new Plant(
            "missed-before-another",
            "missed",
            "a later change is seen of something else, and nobody told of the first",
            this::missedBeforeAnother),
        Plant.of("ordered", "a later change is told of first", this::ordered),
        Plant.of("twice", "an event comes for which nobody asked", this::twice));
  }

  /** A key that was written once. */
  private record Key(String name, int writer, long value) {
    Answer first() {
      return Watched.shown(value, 0);
    }

    Request observe() {
      return Watched.observe(name);
    }
  }

  private Key key(Script script) {
    long value = values.getAsLong();
    Key key = new Key("w" + value, script.process(), value);
    Request write = Watched.write(key.name(), value);
    script.was(key.writer(), write, Watched.written(write, 0));
    return key;
  }

  /** Writes it again; what an observation shows then. */
  private Answer changed(Script script, Key key) {
    Request write = Watched.write(key.name(), values.getAsLong());
    script.was(key.writer(), write, Watched.written(write, 1));
    return Watched.shown(write.number(), 1);
  }

  private static int observer(Script script, Key key) {
    int observer = script.process();
    script.was(observer, key.observe(), key.first());
    return observer;
  }

  private void beforeData(Script script) {
    Key key = key(script);
    int observer = observer(script, key);
    changed(script, key);
    script.tells(observer, "watch", key.name(), CHANGED);
    script.says(observer, key.observe(), key.first());
  }

  private void missed(Script script) {
    Key key = key(script);
    int observer = observer(script, key);
    script.says(observer, key.observe(), changed(script, key));
  }

  private void missedBeforeAnother(Script script) {
    Key key = key(script);
    int observer = observer(script, key);
    changed(script, key);
    Key other = key(script);
    script.says(observer, other.observe(), other.first());
  }

  private void ordered(Script script) {
    Key first = key(script);
    Key second = key(script);
    int observer = observer(script, first);
    script.was(observer, second.observe(), second.first());
    changed(script, first);
    changed(script, second);
    script.claims(observer, "watch", second.name(), CHANGED);
    script.tells(observer, "watch", first.name(), CHANGED);
  }

  private void twice(Script script) {
    Key key = key(script);
    int observer = observer(script, key);
    changed(script, key);
    script.tells(observer, "watch", key.name(), CHANGED);
    script.claims(observer, "watch", key.name(), CHANGED);
  }
}
