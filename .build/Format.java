import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs google-java-format over every Java file of the project: {@code check} fails when a file is
 * not formatted, {@code fix} rewrites it. The files are named one by one, since the formatter skips
 * a folder silently; no file at all is an error, so that the check can never check nothing.
 */
final class Format {
  private static final Set<String> SKIPPED = Set.of("target", ".git", "results", "node_modules");

  public static void main(String[] arguments) throws Exception {
    boolean fix = arguments[0].equals("fix");
    List<String> files = javaFiles(Path.of(arguments[1]));
    if (files.isEmpty()) {
      System.err.println("no Java file found under " + arguments[1]);
      System.exit(70);
    }
    List<String> call = new ArrayList<>();
    call.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    call.addAll(files);
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int exit = new Main(out, err, System.in).format(call.toArray(String[]::new));
    out.flush();
    err.flush();
    if (exit != 0 && !fix) {
      System.err.println(
          "these files are not formatted; run: mvn -N validate -Dformatter.mode=fix");
    }
    System.exit(exit);
  }

  private static List<String> javaFiles(Path root) throws IOException {
    List<String> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }
}
