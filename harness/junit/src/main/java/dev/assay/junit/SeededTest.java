package dev.assay.junit;

import dev.assay.engine.ChosenRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * One test: the run of one seed.
 *
 * @param out the folder of the runs
 * @param again the command that repeats the test, but for the seed, which follows
 */
record SeededTest(AssayTest test, ChosenRun chosen, Path out, String again)
    implements TestTemplateInvocationContext {
  @Override
  public String getDisplayName(int index) {
    return "[" + index + "] seed " + chosen.spec().seed();
  }

  @Override
  public List<Extension> getAdditionalExtensions() {
    return List.of(new RunBeforeTest(this));
  }
}
