package dev.assay.cli;

import dev.assay.cluster.EnvironmentException;
import dev.assay.core.run.OutputException;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.InterruptedRunException;
import dev.assay.engine.NotStartedException;
import dev.assay.engine.RunEnding;
import dev.assay.lab.suite.Ended;
import dev.assay.lab.suite.Planned;
import dev.assay.lab.suite.SuiteRunner;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * How a run of a suite is done. What goes wrong in one run does not end the suite, unless nothing
 * can be written.
 */
record SuiteTrial(Path out) implements SuiteRunner.Trial {
  @Override
  public Ended run(Planned planned) throws InterruptedException {
    ChosenRun chosen = new ChosenRun(planned.spec(), planned.faultWords());
    try {
      RunEnding ending = chosen.run(out, new Terminal());
      return new Ended.Judged(
          ending.judgement(), ending.files().folder(), ending.repeatCommand(), ending.millis());
    } catch (InterruptedRunException interrupted) {
      return new Ended.NotRun("The run was interrupted.");
    } catch (OutputException full) {
      throw full;
    } catch (EnvironmentException | NotStartedException lacking) {
      return new Ended.Broken(Ended.Blame.ENVIRONMENT, String.valueOf(lacking.getMessage()));
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      LoggerFactory.getLogger(SuiteTrial.class).error("a run of the suite is broken", broken);
      return new Ended.Broken(Ended.Blame.HARNESS, String.valueOf(broken.getMessage()));
    }
  }
}
