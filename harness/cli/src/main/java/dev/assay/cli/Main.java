package dev.assay.cli;

import dev.assay.checker.history.HistoryException;
import dev.assay.cluster.EnvironmentException;
import dev.assay.core.run.OutputException;
import dev.assay.engine.InterruptedRunException;
import dev.assay.engine.NoInputException;
import dev.assay.engine.NotStartedException;
import dev.assay.engine.UsageException;
import dev.assay.engine.Versions;
import dev.assay.report.TerminalText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "assay",
    description = "A trial by fault for coordination servers.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      SuiteCommand.class,
      SimulateCommand.class,
      CheckCommand.class,
      ConvertCommand.class,
      GenerateCommand.class,
      ShrinkCommand.class,
      BugsCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      ServeCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      ServerCommand.class,
      InitCommand.class
    })
public final class Main implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** Says which version this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"assay " + Versions.assay()};
    }
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "which command? See assay --help");
    }
  }

  /** Ends the process with the exit code of the command. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(out);
    int code = guarded(() -> execute(arguments));
    out.flush();
    System.exit(code);
  }

  /** What Java itself cannot go on with must not end with 1, which says: a violation was found. */
  static int guarded(IntSupplier command) {
    try {
      return command.getAsInt();
    } catch (OutOfMemoryError full) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      complain("assay", "the %d MB of memory that it may use do not suffice".formatted(megabytes));
    } catch (Error fault) {
      complain("assay", "a fault of the harness itself: " + fault);
      LoggerFactory.getLogger(Main.class).error("a fault of the harness itself", fault);
    }
    return ExitCode.INTERNAL;
  }

  /** Runs a command line and says its exit code. */
  static int execute(String... arguments) {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler((failure, command, _) -> failed(failure, command))
        .setExitCodeExceptionMapper(_ -> ExitCode.INTERNAL)
        .execute(arguments);
  }

  private static int wrongUsage(ParameterException wrong, String[] arguments) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    complain(command, wrong.getMessage() + " (see " + command + " --help)");
    return ExitCode.USAGE;
  }

  private static int failed(Exception failure, CommandLine command) {
    if (failure instanceof InterruptedRunException) {
      return ExitCode.INTERRUPTED;
    }
    String name = command.getCommandSpec().qualifiedName();
    complain(name, String.valueOf(failure.getMessage()));
    int code = code(failure);
    if (code == ExitCode.INTERNAL) {
      LoggerFactory.getLogger(Main.class).error("a fault of the harness itself", failure);
    }
    return code;
  }

  private static int code(Exception failure) {
    return switch (failure) {
      case UsageException _ -> ExitCode.USAGE;
      case OutputException _ -> ExitCode.NO_OUTPUT;
      case EnvironmentException _ -> ExitCode.ENVIRONMENT;
      case NotStartedException _ -> ExitCode.ENVIRONMENT;
      case HistoryException _ -> ExitCode.NO_INPUT;
      case NoInputException _ -> ExitCode.NO_INPUT;
      case NoSuchFileException _ -> ExitCode.NO_INPUT;
      case FileSystemException _ -> ExitCode.NO_OUTPUT;
      case IOException _ -> ExitCode.INTERNAL;
      default -> ExitCode.INTERNAL;
    };
  }

  private static void complain(String command, String message) {
    System.err.println(command + ": " + TerminalText.line(message));
  }
}
