package dev.assay.junit;

import dev.assay.cluster.EnvironmentException;
import dev.assay.engine.InterruptedRunException;
import dev.assay.engine.NotStartedException;
import dev.assay.engine.RunEnding;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Does the run of a test before its method is called, and hands it to the method. */
final class RunBeforeTest implements BeforeTestExecutionCallback, ParameterResolver {
  private final SeededTest seeded;
  private @Nullable RunEnding ending;

  RunBeforeTest(SeededTest seeded) {
    this.seeded = seeded;
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) throws Exception {
    RunEnding ended = run(context);
    ending = ended;
    EndingWords words = new EndingWords(ended, seeded.again());
    System.err.println(words.line());
    context.publishReportEntry(
        Map.of(
            "seed", Long.toString(ended.spec().seed()),
            "verdict", ended.judgement().verdict().word(),
            "report", words.report()));
    switch (ended.judgement().verdict()) {
      case VALID -> {}
      case INVALID -> throw new AssertionFailedError(words.invalid());
      case UNKNOWN -> {
        switch (seeded.test().unknown()) {
          case FAIL -> throw new AssertionFailedError(words.unknown());
          case ABORT -> throw new TestAbortedException(words.unknown());
        }
      }
    }
  }

  private RunEnding run(ExtensionContext context) throws Exception {
    try {
      return seeded.chosen().run(seeded.out(), System.err::println);
    } catch (NotStartedException silent) {
      throw new AssertionFailedError(silent.getMessage(), silent);
    } catch (EnvironmentException lacking) {
      throw Environment.absent(lacking, seeded.test(), context);
    } catch (InterruptedRunException interrupted) {
      throw new TestAbortedException("the run was interrupted", interrupted);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == AssayRun.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (ending == null) {
      throw new ParameterResolutionException(
          "there is no run yet: it is done after all that stands before the test's method");
    }
    return new AssayRun(ending);
  }
}
