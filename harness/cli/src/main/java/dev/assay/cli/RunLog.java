package dev.assay.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * The harness's own log: what is its own from INFO on, what is of its libraries from WARN on; on
 * stderr until there is a run, then a file in the folder of each run. {@code
 * -Dlogback.configurationFile=...} replaces it. It is set up in Java, since to read XML takes a
 * quarter of a second of each command.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class RunLog extends ContextAwareBase implements Configurator {
  private static final String REPLACED = "logback.configurationFile";

  /** For {@link java.util.ServiceLoader}. */
  public RunLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(REPLACED) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    context.getLogger("dev.assay").setLevel(Level.INFO);
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setTarget(ConsoleTarget.SystemErr.getName());
    begin(context, stderr);
    replace(context, stderr);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * From now on what the calling thread's group does, with all groups below it, is logged to that
   * file: of several runs at a time each has its own. What no run is known for stands in all files.
   */
  static void to(Path file) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      FileAppender<ILoggingEvent> appender = new FileAppender<>();
      appender.setFile(file.toString());
      begin(context, appender);
      files(context).use(Thread.currentThread().getThreadGroup(), appender);
    }
  }

  private static synchronized Files files(LoggerContext context) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(Files.NAME) instanceof Files present) {
      return present;
    }
    Files files = new Files();
    files.setName(Files.NAME);
    files.setContext(context);
    files.start();
    replace(context, files);
    return files;
  }

  private static void replace(LoggerContext context, Appender<ILoggingEvent> appender) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
  }

  private static void begin(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
    Line line = new Line();
    line.setContext(context);
    line.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(line);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
  }

  /** The files of the runs, by the groups of their threads; a new run of a group replaces it. */
  private static final class Files extends AppenderBase<ILoggingEvent> {
    private static final String NAME = "runs";
    private final Map<ThreadGroup, FileAppender<ILoggingEvent>> files = new ConcurrentHashMap<>();

    private void use(ThreadGroup runs, FileAppender<ILoggingEvent> file) {
      FileAppender<ILoggingEvent> before = files.put(runs, file);
      if (before != null) {
        before.stop();
      }
    }

    @Override
    protected void append(ILoggingEvent event) {
      for (ThreadGroup group = Thread.currentThread().getThreadGroup();
          group != null;
          group = group.getParent()) {
        FileAppender<ILoggingEvent> file = files.get(group);
        if (file != null) {
          file.doAppend(event);
          return;
        }
      }
      files.values().forEach(file -> file.doAppend(event));
    }
  }

  /** The time in UTC, level, thread, logger and message, and what was thrown. */
  private static final class Line extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
      IThrowableProxy thrown = event.getThrowableProxy();
      return "%s %-5s [%s] %s: %s%n%s"
          .formatted(
              event.getInstant(),
              event.getLevel(),
              event.getThreadName(),
              event.getLoggerName(),
              event.getFormattedMessage(),
              thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
  }
}
