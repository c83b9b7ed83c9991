package dev.assay.checker.generate;

import java.util.ArrayList;
import java.util.List;

/** What can go wrong with the requests of a session; each is shown on a key of its own. */
record SessionPlants(SessionService service) {
  List<Plant> all() {
    return List.of(
        Plant.of("diverged", "one version has two values", this::diverged),
        Plant.of("repeated", "one write is there as two versions", this::repeated),
        Plant.of("reordered", "two writes of a session take effect the other way", this::reordered),
        new Plant("read-ahead", "reordered", "a read shows a write behind it", this::readAhead),
        Plant.of("went-back", "a session sees an older version than before", this::wentBack),
        new Plant(
            "written-in-the-past",
            "went-back",
            "a session's write is older than what it had seen",
            this::writtenInThePast),
        Plant.of("lost-own-write", "a session does not see its own write", this::lostOwnWrite),
        Plant.of("phantom", "a session reads what nobody wrote", this::phantom));
  }

  /** A key, its first value, and who created it. */
  private record Fresh(String key, long value, int process) {
    List<Object> shows(long shown, long version) {
      return List.of("r", key, shown, "ok", version);
    }

    List<Object> reads() {
      return SessionService.read(key);
    }
  }

  private Fresh fresh(Script script) {
    String key = service.freshKey();
    List<Object> write = service.write(key);
    int process = script.process();
    script.was(
        process, Request.change("init", List.of(write)), Answer.ok(List.of(written(write, 0))));
    return new Fresh(key, (Long) write.get(2), process);
  }

  private static List<Object> written(List<Object> write, long version) {
    List<Object> answer = new ArrayList<>(write);
    answer.addAll(List.of("ok", version));
    return answer;
  }

  private static void wrote(Script script, int process, List<Object> write, long version) {
    script.was(process, SessionService.burst(write), Answer.ok(List.of(written(write, version))));
  }

  private static void read(Script script, int process, Fresh key, long value, long version) {
    script.was(
        process, SessionService.burst(key.reads()), Answer.ok(List.of(key.shows(value, version))));
  }

  private static void shows(Script script, int process, Fresh key, long value, long version) {
    script.says(
        process, SessionService.burst(key.reads()), Answer.ok(List.of(key.shows(value, version))));
  }

  private void diverged(Script script) {
    Fresh key = fresh(script);
    wrote(script, key.process(), service.write(key.key()), 1);
    List<Object> other = service.write(key.key());
    script.says(
        script.process(), SessionService.burst(other), Answer.ok(List.of(written(other, 1))));
  }

  private void repeated(Script script) {
    Fresh key = fresh(script);
    List<Object> write = service.write(key.key());
    wrote(script, key.process(), write, 1);
    shows(script, script.process(), key, (Long) write.get(2), 2);
  }

  /** The first write loses its connection, and is seen when the second one is over. */
  private void reordered(Script script) {
    Fresh key = fresh(script);
    List<Object> first = service.write(key.key());
    List<Object> second = service.write(key.key());
    List<Object> unknown = new ArrayList<>(first);
    unknown.addAll(List.of("info", -1L));
    script.was(
        key.process(),
        SessionService.burst(first, second),
        Answer.ok(List.of(unknown, written(second, 1))));
    shows(script, script.process(), key, (Long) first.get(2), 2);
  }

  private void readAhead(Script script) {
    Fresh key = fresh(script);
    List<Object> write = service.write(key.key());
    script.says(
        key.process(),
        SessionService.burst(key.reads(), write),
        Answer.ok(List.of(key.shows((Long) write.get(2), 1), written(write, 1))));
  }

  private void wentBack(Script script) {
    Fresh key = fresh(script);
    List<Object> write = service.write(key.key());
    wrote(script, key.process(), write, 1);
    int reader = script.process();
    read(script, reader, key, (Long) write.get(2), 1);
    shows(script, reader, key, key.value(), 0);
  }

  private void writtenInThePast(Script script) {
    Fresh key = fresh(script);
    int other = script.process();
    List<Object> late = service.write(key.key());
    wrote(script, key.process(), late, 2);
    read(script, other, key, (Long) late.get(2), 2);
    List<Object> write = service.write(key.key());
    script.says(other, SessionService.burst(write), Answer.ok(List.of(written(write, 1))));
  }

  private void lostOwnWrite(Script script) {
    Fresh key = fresh(script);
    wrote(script, key.process(), service.write(key.key()), 1);
    shows(script, key.process(), key, key.value(), 0);
  }

  private void phantom(Script script) {
    Fresh key = fresh(script);
    List<Object> never = service.write(key.key());
    shows(script, script.process(), key, (Long) never.get(2), 1);
  }
}
