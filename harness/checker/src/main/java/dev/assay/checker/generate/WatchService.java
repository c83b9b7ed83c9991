package dev.assay.checker.generate;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are written and observed, and folders to which is added and that are listed. Who was
 * told of a change looks again. After some changes a fresh key takes the place of the oldest one,
 * and a fresh folder too, so that what is listed stays short.
 */
final class WatchService implements Service {
  private static final long GENERATION = 60;
  private static final double CHANGES = 0.4;
  private static final double FOLDERS = 0.3;

  private final SplittableRandom random;
  private final int keys;
  private final Watched watched;
  private long changes;

  WatchService(How how, SplittableRandom random) {
    this.keys = how.keys();
    this.random = random;
    this.watched = new Watched(how.sessions());
  }

  @Override
  public List<String> kinds() {
    return List.of("write", "observe", "add", "list");
  }

  @Override
  public void begin(Script script) {
    int observer = script.process();
    int writer = script.process();
    script.did(observer, Watched.observe("k0"));
    script.did(writer, Watched.write("k0", changes++));
    script.did(observer, Watched.observe("k0"));
    script.did(writer, Watched.add("d0", changes++));
    script.did(observer, Watched.list("d0"));
    script.did(writer, Watched.add("d0", changes++));
    script.did(observer, Watched.list("d0"));
  }

  @Override
  public void finish(Script script) {
    for (String node : script.nodes()) {
      int process = script.process(node);
      for (int offset = 0; offset < keys; offset++) {
        script.did(process, Watched.observe(key("k", offset)));
      }
    }
  }

  private String key(String prefix, int offset) {
    return prefix + (changes / GENERATION + offset);
  }

  @Override
  public Request draw(int process) {
    @Nullable Request due = watched.due(process);
    if (due != null) {
      return due;
    }
    boolean folder = random.nextDouble() < FOLDERS;
    if (random.nextDouble() < CHANGES) {
      String key = key(folder ? "d" : "k", random.nextInt(keys));
      return folder ? Watched.add(key, changes++) : Watched.write(key, changes++);
    }
    return folder
        ? Watched.list(key("d", random.nextInt(keys)))
        : Watched.observe(key("k", random.nextInt(keys + 1)));
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
    return 0.25;
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return new WatchPlants(() -> changes++).all();
  }
}
