package dev.assay.cluster.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loss of power leaves, against an obvious model: a copy of all at each sync. */
class PowerLossTest {
  private static final int WORLDS = 300;
  private static final int STEPS = 60;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  /** It never lets anything survive that was not synced. */
  private static final RandomGenerator HARSH = () -> 1L << 33;

  @TempDir Path folder;

  /** A file of the model: what is in it, and what of it is durable. */
  private static final class Modelled {
    private byte[] content = new byte[0];
    private byte[] durable = new byte[0];
  }

  private final Map<String, Modelled> now = new TreeMap<>();
  private Map<String, Modelled> durable = new TreeMap<>();
  private Names names;
  private Path root;

  @BeforeEach
  void openOne() throws IOException {
    root = folder;
    names = new Names(folder, folder);
  }

  private void open(int world) throws IOException {
    root = Files.createDirectories(folder.resolve(world + "/files"));
    names = new Names(root, Files.createDirectories(folder.resolve(world + "/removed")));
    now.clear();
    durable = new TreeMap<>();
  }

  private FileChannel channel(String name, StandardOpenOption... more) throws IOException {
    List<StandardOpenOption> options =
        new ArrayList<>(List.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    options.addAll(List.of(more));
    return FileChannel.open(root.resolve(name), options.toArray(StandardOpenOption[]::new));
  }

  private void step(SplittableRandom dice) throws IOException {
    String name = NAMES.get(dice.nextInt(NAMES.size()));
    Modelled file = now.get(name);
    if (file == null) {
      channel(name, StandardOpenOption.CREATE_NEW).close();
      names.created(name);
      now.put(name, new Modelled());
      return;
    }
    try (FileChannel channel = channel(name)) {
      OpenFile open = new OpenFile(channel, names.file(name), false, false);
      switch (dice.nextInt(8)) {
        case 0 -> {
          names.remove(name);
          now.remove(name);
        }
        case 1 -> {
          String to = NAMES.get(dice.nextInt(NAMES.size()));
          if (!to.equals(name)) {
            names.rename(name, to);
            now.remove(name);
            now.put(to, file);
          }
        }
        case 2 -> {
          int size = dice.nextInt(10_000);
          open.resize(size);
          file.content = Arrays.copyOf(file.content, size);
        }
        case 3, 4 -> {
          file.durable = file.content;
          names.file(name).synced(channel.size());
          names.synced();
          durable = new TreeMap<>(now);
        }
        default -> write(open, file, dice);
      }
    }
  }

  private static void write(OpenFile open, Modelled file, SplittableRandom dice)
      throws IOException {
    int offset = dice.nextInt(file.content.length + 1);
    byte[] bytes = new byte[1 + dice.nextInt(6_000)];
    dice.nextBytes(bytes);
    open.write(ByteBuffer.wrap(bytes), bytes.length, offset);
    file.content =
        Arrays.copyOf(file.content, Math.max(file.content.length, offset + bytes.length));
    System.arraycopy(bytes, 0, file.content, offset, bytes.length);
  }

  private Map<String, byte[]> found() throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(root)) {
      for (Path file : files.toList()) {
        found.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return found;
  }

  @Test
  void whatWasSyncedIsThereAndNothingElse() throws IOException {
    for (int world = 0; world < WORLDS; world++) {
      SplittableRandom dice = new SplittableRandom(world);
      open(world);
      for (int step = 0; step < STEPS; step++) {
        step(dice);
        if (dice.nextInt(20) == 0) {
          names.lose(HARSH);
          now.clear();
          durable.values().forEach(file -> file.content = file.durable);
          now.putAll(durable);
          Map<String, byte[]> found = found();
          assertThat(found.keySet()).as("world %d, step %d", world, step).isEqualTo(now.keySet());
          found.forEach((name, bytes) ->
              assertThat(bytes).as(name).isEqualTo(now.getOrDefault(name, new Modelled()).content));
        }
      }
    }
  }

  @Test
  void ofWhatHadBeenAppendedWholeSectorsMaySurvive() throws IOException {
    int survived = 0;
    for (int world = 0; world < 50; world++) {
      open(world);
      try (FileChannel channel = channel("a", StandardOpenOption.CREATE_NEW)) {
        OpenFile open = new OpenFile(channel, names.created("a"), false, false);
        open.write(ByteBuffer.wrap(new byte[1_000]), 1_000, 0);
        open.file().synced(1_000);
        names.synced();
        assertThat(open.file().settled()).isZero();
        open.write(ByteBuffer.wrap(new byte[5_000]), 5_000, 1_000);
        open.file().synced(6_000);
        assertThat(open.file().settled()).isEqualTo(1_000);
        open.write(ByteBuffer.wrap(new byte[5_000]), 5_000, 6_000);
      }
      Names.Loss loss = names.lose(new SplittableRandom(world));
      long size = Files.size(root.resolve("a"));
      assertThat(loss.bytes()).isEqualTo(11_000 - size);
      assertThat((size - 6_000) % Unsynced.SECTOR).isZero();
      assertThat(size).isBetween(6_000L, 11_000L);
      survived += size > 6_000 ? 1 : 0;
    }
    assertThat(survived).isBetween(5, 40);
  }
}
