package dev.assay.cli;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Java file as the compiler reads it, so that what stands in a comment or in a string is not
 * taken for code.
 *
 * @param file relative to the project's root
 * @param packageName empty for the package without a name
 * @param mentions everything that is named with a dot or by itself, as it is written: {@code
 *     System.nanoTime}, {@code @Disabled}
 */
record JavaSource(
    Path file,
    String packageName,
    List<Named> types,
    List<Named> methods,
    List<Named> mentions,
    List<Named> annotations) {

  /** Something with a name, from its first line to its last. */
  record Named(String name, long first, long last) {
    long length() {
      return last - first + 1;
    }
  }

  JavaSource {
    types = List.copyOf(types);
    methods = List.copyOf(methods);
    mentions = List.copyOf(mentions);
    annotations = List.copyOf(annotations);
  }

  /** Whether it is part of the product, and not a test of it. */
  boolean product() {
    return file.toString().contains("src/main/java");
  }

  static List<JavaSource> parse(SourceTree tree) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> paths = tree.ending(".java").stream().map(tree.root()::resolve).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(paths));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<JavaSource> sources = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Reader reader = new Reader(unit, positions);
        reader.scan(unit, null);
        sources.add(reader.source(tree.root().relativize(Path.of(unit.getSourceFile().toUri()))));
      }
      return sources;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Walks over one file. */
  private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Named> types = new ArrayList<>();
    private final List<Named> methods = new ArrayList<>();
    private final List<Named> mentions = new ArrayList<>();
    private final List<Named> annotations = new ArrayList<>();

    Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    JavaSource source(Path file) {
      String name = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
      return new JavaSource(file, name, types, methods, mentions, annotations);
    }

    private Named named(String name, Tree tree) {
      return new Named(
          name,
          unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree)),
          unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree)));
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      types.add(named(type.getSimpleName().toString(), type));
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      // A record's canonical constructor that nobody wrote has no place in the file.
      if (positions.getEndPosition(unit, method) >= 0) {
        methods.add(named(method.getName().toString(), method));
      }
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitBlock(BlockTree block, @Nullable Void nothing) {
      if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree) {
        methods.add(named("an initialiser", block));
      }
      return super.visitBlock(block, null);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
      mentions.add(named(select.toString(), select));
      return super.visitMemberSelect(select, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree member, @Nullable Void nothing) {
      String name = member.getQualifierExpression() + "." + member.getName();
      mentions.add(named(name, member));
      return super.visitMemberReference(member, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree identifier, @Nullable Void nothing) {
      mentions.add(named(identifier.getName().toString(), identifier));
      return super.visitIdentifier(identifier, null);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void nothing) {
      annotations.add(named(annotation.getAnnotationType().toString(), annotation));
      return super.visitAnnotation(annotation, null);
    }
  }
}
