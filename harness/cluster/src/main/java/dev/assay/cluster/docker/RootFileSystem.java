package dev.assay.cluster.docker;

import dev.assay.cluster.linux.Program;
import dev.assay.core.spi.SystemUnderTest.Image;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * All the files of an image: a Java runtime and the server's jars, or its program, and the C
 * library with its loader. They are written as the engine's builder wants them. (The import of a
 * bare tar file over its API ends in "unexpected EOF".)
 */
final class RootFileSystem {
  /** A library that the loader has found: {@code => /lib/libc.so.6 (0x...)}, or alone. */
  private static final Pattern FOUND = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");

  private static final String DOCKERFILE = "FROM scratch\nCOPY root/ /\n";
  private static final String ROOT = "root";

  /** The second of two archives of classes; it serves heaps of more than 32 GB. */
  private static final String NOT_NEEDED = "classes_nocoops.jsa";

  private static final int EXECUTABLE = 0755;
  private static final int STICKY = 01777;
  private final Image image;
  private final Path runtime;

  private RootFileSystem(Image image, Path runtime) {
    this.image = image;
    this.runtime = runtime;
  }

  /**
   * Writes it as a tar file, with the recipe beside it.
   *
   * @param folder an empty one, for what is made on the way
   */
  static Path write(Image image, Path folder) throws IOException, InterruptedException {
    Path runtime = Files.createDirectories(folder.resolve("runtime")).resolve("java");
    if (!image.modules().isEmpty()) {
      link(image, runtime);
    }
    Path tar = folder.resolve("image.tar");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar));
        TarArchiveOutputStream archive = new TarArchiveOutputStream(out)) {
      archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      new RootFileSystem(image, runtime).write(archive);
    }
    return tar;
  }

  /** A rehearsal leaves Java's own classes prepared too: then they need not be there twice. */
  private static void link(Image image, Path runtime) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "jlink").toString());
    words.addAll(List.of("--add-modules", String.join(",", image.modules())));
    words.addAll(List.of("--output", runtime.toString()));
    words.addAll(List.of("--strip-java-debug-attributes", "--no-header-files", "--no-man-pages"));
    if (image.rehearsal().isEmpty()) {
      words.add("--generate-cds-archive");
    }
    Program.run("", words);
  }

  private void write(TarArchiveOutputStream archive) throws IOException, InterruptedException {
    byte[] dockerfile = dockerfile(image).getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry recipe = new TarArchiveEntry("Dockerfile");
    recipe.setSize(dockerfile.length);
    archive.putArchiveEntry(recipe);
    archive.write(dockerfile);
    archive.closeArchiveEntry();
    TarArchiveEntry temporary = new TarArchiveEntry(ROOT + "/tmp/");
    temporary.setMode(STICKY);
    archive.putArchiveEntry(temporary);
    archive.closeArchiveEntry();
    List<Path> own = Files.isDirectory(runtime) ? files(runtime) : List.of();
    for (Path file : own) {
      put(archive, file, Image.JAVA + "/" + runtime.relativize(file));
    }
    for (int i = 0; i < image.jars().size(); i++) {
      Path jar = image.jars().get(i);
      for (Path file : files(jar)) {
        put(archive, file, image.place(i) + (file.equals(jar) ? "" : "/" + jar.relativize(file)));
      }
    }
    for (Path program : image.programs()) {
      put(archive, program, program.toString());
    }
    for (String library : libraries(own)) {
      put(archive, Path.of(library), library);
    }
  }

  /** The rehearsal is given as words: there is no shell inside. */
  static String dockerfile(Image image) {
    return image.rehearsal().isEmpty()
        ? DOCKERFILE
        : DOCKERFILE
            + image.rehearsal().stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", ", "RUN [", "]\n"));
  }

  /** All files below a folder, or the file. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(file -> Files.isRegularFile(file) && !file.endsWith(NOT_NEEDED))
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What the programs load of this machine's, and the runtime's programs and libraries. */
  private Set<String> libraries(List<Path> own) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("ldd"));
    own.stream()
        .map(Path::toString)
        .filter(name -> name.endsWith(".so") || name.endsWith("/bin/java"))
        .forEach(words::add);
    image.programs().stream().map(Path::toString).forEach(words::add);
    return found(Program.run("", words), runtime.toString());
  }

  /** The libraries that {@code ldd} says were found, but for those below a folder. */
  static Set<String> found(String said, String except) {
    Set<String> libraries = new TreeSet<>();
    Matcher matcher = FOUND.matcher(said);
    while (matcher.find()) {
      if (!matcher.group(1).startsWith(except)) {
        libraries.add(matcher.group(1));
      }
    }
    return libraries;
  }

  private static void put(TarArchiveOutputStream archive, Path file, String name)
      throws IOException {
    Path real = file.toRealPath();
    TarArchiveEntry entry = new TarArchiveEntry(ROOT + name);
    entry.setSize(Files.size(real));
    if (Files.isExecutable(real)) {
      entry.setMode(EXECUTABLE);
    }
    archive.putArchiveEntry(entry);
    Files.copy(real, archive);
    archive.closeArchiveEntry();
  }
}
