package dev.assay.junit;

import dev.assay.engine.ChosenRun;
import dev.assay.engine.OwnRequest;
import dev.assay.engine.RunRequest;
import dev.assay.engine.TimeSpan;
import dev.assay.engine.UsageException;
import dev.assay.plugin.OwnServer;
import dev.assay.plugin.OwnSystem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the attributes of a test ask for.
 *
 * @param again the command that repeats the test, but for the seed, which follows
 */
record Requests(
    AssayTest test, List<Long> seeds, String again, ChosenRun.@Nullable Brought brought) {
  /** The seeds in place of those of the attributes. */
  static final String SEEDS = "assay.seeds";

  private static final int MOST_RUNS = 1_000;

  /** Throws {@link UsageException} for an attribute that is wrong. */
  static Requests of(AssayTest test, ExtensionContext context) {
    String again = again(context);
    List<Long> seeds =
        context
            .getConfigurationParameter(SEEDS)
            .filter(text -> !text.isBlank())
            .map(Requests::parsed)
            .orElseGet(() -> seeds(test));
    return new Requests(test, seeds, again, brought(test, again));
  }

  /** A run with that seed, as the command line asks for it. */
  RunRequest request(long seed) {
    return new RunRequest(
        given(test.system()),
        given(test.cluster()),
        test.nodes() == 0 ? null : test.nodes(),
        test.workload().isEmpty() ? List.of() : List.of(test.workload()),
        List.of(test.faults()),
        test.concurrency() == 0 ? null : test.concurrency(),
        test.rate() == 0 ? null : test.rate(),
        timeLimit(test.timeLimit()),
        seed,
        given(test.bug()),
        settings(test.settings()),
        new OwnRequest(null, null, null, brought),
        null);
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Duration timeLimit(String text) {
    try {
      return text.isEmpty() ? null : TimeSpan.parse(text);
    } catch (IllegalArgumentException none) {
      throw new UsageException(none);
    }
  }

  private static Map<String, String> settings(String[] pairs) {
    Map<String, String> settings = new TreeMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UsageException("a setting is key=value, not " + pair);
      }
      settings.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return settings;
  }

  private static List<Long> parsed(String text) {
    try {
      return Stream.of(text.split(",")).map(String::strip).map(Long::valueOf).toList();
    } catch (NumberFormatException malformed) {
      throw new UsageException("%s is a list of numbers, not %s".formatted(SEEDS, text));
    }
  }

  private static List<Long> seeds(AssayTest test) {
    if (test.seeds().length > 0) {
      return LongStream.of(test.seeds()).boxed().toList();
    }
    if (test.runs() < 1 || test.runs() > MOST_RUNS) {
      throw new UsageException(
          "runs must be between 1 and %d, not %d".formatted(MOST_RUNS, test.runs()));
    }
    return new SecureRandom()
        .ints(test.runs(), 0, Integer.MAX_VALUE)
        .mapToObj(Long::valueOf)
        .toList();
  }

  private static ChosenRun.@Nullable Brought brought(AssayTest test, String again) {
    if (test.server() == OwnServer.class) {
      return null;
    }
    if (!test.system().isEmpty()) {
      throw new UsageException("server and system both say what is tested");
    }
    try {
      return new ChosenRun.Brought(new OwnSystem(made(test.server())), again);
    } catch (IllegalArgumentException nameless) {
      throw new UsageException(nameless);
    }
  }

  private static OwnServer made(Class<? extends OwnServer> server) {
    try {
      Constructor<? extends OwnServer> constructor = server.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException failed) {
      throw new UsageException(
          "the constructor of %s failed: %s".formatted(server.getName(), failed.getCause()));
    } catch (ReflectiveOperationException | InaccessibleObjectException none) {
      throw new UsageException(
          "%s is no class with a constructor without parameters: %s"
              .formatted(server.getName(), none));
    }
  }

  private static String again(ExtensionContext context) {
    String name = context.getRequiredTestClass().getName();
    String test = name + "#" + context.getRequiredTestMethod().getName();
    String which = name.endsWith("IT") ? "mvn verify -Dit.test='" : "mvn test -Dtest='";
    return which + test + "' -D" + SEEDS + "=";
  }
}
