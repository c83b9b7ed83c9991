package dev.assay.cluster.docker;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.assay.cluster.EnvironmentException;
import dev.assay.core.spi.SystemUnderTest.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Images of this machine's own making: no registry is asked. */
final class Images {
  /** Changes when {@link RootFileSystem} writes something else from the same parts. */
  private static final String FORM = "3";

  private static final int TAG_DIGITS = 12;

  /** So many images of a name stay. */
  private static final int KEPT = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Images.class);

  private Images() {}

  /**
   * The image's name with its tag; it is built if it is not there yet.
   *
   * @throws EnvironmentException when it should be there and is not
   * @param parent where the folder of the build is, which is deleted again
   */
  static String ensure(Engine engine, Image image, Path parent)
      throws IOException, InterruptedException {
    if (image.there()) {
      if (!exists(engine, image.name())) {
        throw new EnvironmentException(
            "the Docker engine has no image %s: build it, or docker pull or load it"
                .formatted(image.name()));
      }
      return image.name();
    }
    if (image.empty()) {
      throw new IOException(
          "an image of " + image.name() + " needs jars or a program, and none were named");
    }
    String tag = tag(image, System.getProperty("java.runtime.version", ""));
    String name = image.name() + ":" + tag;
    if (!exists(engine, name)) {
      Path folder = Files.createTempDirectory(parent, "image");
      try {
        Path tar = RootFileSystem.write(image, folder);
        build(engine, tar, name);
      } finally {
        delete(folder);
      }
      removeOld(engine, image.name());
    }
    return name;
  }

  /** No container of the build stays behind, whether it succeeds or not. */
  private static void build(Engine engine, Path tar, String name) throws IOException {
    Output output = new Output();
    try (InputStream in = Files.newInputStream(tar)) {
      var _ =
          engine.ask(client ->
              client
                  .buildImageCmd(in)
                  .withTags(Set.of(name))
                  .withNetworkMode("none")
                  .withForcerm(true)
                  .exec(output)
                  .awaitImageId());
    } catch (IOException e) {
      throw new IOException(e.getMessage() + "; it said: " + output.end(), e);
    }
  }

  /** Hears what the commands of a build print. */
  private static final class Output extends BuildImageResultCallback {
    private static final int MOST = 600;
    private final StringBuilder end = new StringBuilder();

    @Override
    public void onNext(BuildResponseItem item) {
      String text = item.getStream();
      if (text != null) {
        synchronized (end) {
          end.append(text);
          end.delete(0, Math.max(0, end.length() - MOST));
        }
      }
      super.onNext(item);
    }

    String end() {
      synchronized (end) {
        return end.toString().strip().replaceAll("\\s+", " ");
      }
    }
  }

  /** Each build of the server makes an image; the newest stay, and those that are in use. */
  private static void removeOld(Engine engine, String name) throws IOException {
    List<com.github.dockerjava.api.model.Image> old =
        engine.ask(client -> client.listImagesCmd().withReferenceFilter(name).exec()).stream()
            .sorted(
                Comparator.comparing(com.github.dockerjava.api.model.Image::getCreated).reversed())
            .skip(KEPT)
            .toList();
    for (com.github.dockerjava.api.model.Image each : old) {
      try {
        var _ = engine.ask(client -> client.removeImageCmd(each.getId()).exec());
      } catch (IOException inUse) {
        LOG.debug("the image {} stays: {}", each.getId(), inUse.toString());
      }
    }
  }

  private static boolean exists(Engine engine, String name) throws IOException {
    return engine.ask(client -> {
      try {
        return client.inspectImageCmd(name).exec() != null;
      } catch (NotFoundException _) {
        return false;
      }
    });
  }

  /** The same for the same jars, programs, modules and Java. */
  static String tag(Image image, String java) throws IOException {
    MessageDigest digest = sha256();
    String modules = String.join(",", image.modules());
    for (String part : List.of(FORM, java, modules, image.rehearsal().toString())) {
      digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
    }
    for (List<Path> parts : List.of(image.jars(), image.programs())) {
      for (Path part : parts) {
        for (Path file : RootFileSystem.files(part)) {
          String name = part.getFileName() + "/" + part.relativize(file) + "\n";
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, TAG_DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
