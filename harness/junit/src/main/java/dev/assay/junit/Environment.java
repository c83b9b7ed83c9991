package dev.assay.junit;

import dev.assay.cluster.EnvironmentException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What it is to a test that this machine lacks something which it needs. */
final class Environment {
  /** Whether it is a failure; the variable {@code ASSAY_REQUIRE=1} says the same. */
  static final String REQUIRE = "assay.require";

  private Environment() {}

  /** The test is skipped, unless somebody has said that nothing may be missing. */
  static RuntimeException absent(
      EnvironmentException lacking, AssayTest test, ExtensionContext context) {
    if (required(test, context, System.getenv())) {
      throw new AssertionFailedError("this must not be missing: " + lacking.getMessage(), lacking);
    }
    return new TestAbortedException(lacking.getMessage(), lacking);
  }

  private static boolean required(
      AssayTest test, ExtensionContext context, Map<String, String> environment) {
    String variable = test.cluster().equals("docker") ? "ASSAY_REQUIRE_DOCKER" : "ASSAY_REQUIRE";
    return context.getConfigurationParameter(REQUIRE).map(Boolean::valueOf).orElse(false)
        || "1".equals(environment.get("ASSAY_REQUIRE"))
        || "1".equals(environment.get(variable));
  }
}
