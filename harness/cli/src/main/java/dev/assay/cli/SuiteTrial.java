package dev.assay.cli;

import dev.assay.cluster.EnvironmentException;
import dev.assay.core.run.OutputException;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.Host;
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
 *
 * @param alone whether no other run is done at the same time; else nothing is said of how it goes,
 *     since nobody could tell the runs apart
 */
record SuiteTrial(Path out, boolean alone) implements SuiteRunner.Trial {
  @Override
  public Ended run(Planned planned) throws InterruptedException {
    ChosenRun chosen = new ChosenRun(planned.spec(), planned.faultWords());
    try {
      RunEnding ending = chosen.run(out, alone ? new Terminal() : new OneOfMany());
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

  /** The terminal of a run beside others. */
  private static final class OneOfMany implements Host {
    private final Terminal terminal = new Terminal();

    @Override
    public void tell(String line) {
      terminal.tell(line);
    }

    @Override
    public void status(String line) {}

    @Override
    public void logTo(Path file) {
      terminal.logTo(file);
    }
  }
}
