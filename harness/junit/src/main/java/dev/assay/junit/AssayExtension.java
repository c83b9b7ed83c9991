package dev.assay.junit;

import dev.assay.cluster.EnvironmentException;
import dev.assay.engine.ChosenRun;
import dev.assay.engine.Systems;
import dev.assay.engine.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes a test of each seed. What is wrong with the attributes is said once, before any run. */
final class AssayExtension implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return annotation(context).isPresent();
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    AssayTest test = annotation(context).orElseThrow();
    try {
      return seeded(test, context).stream();
    } catch (UsageException wrong) {
      Method method = context.getRequiredTestMethod();
      throw new ExtensionConfigurationException(
          "@AssayTest %s.%s: %s"
              .formatted(
                  method.getDeclaringClass().getSimpleName(), method.getName(), wrong.getMessage()),
          wrong);
    } catch (EnvironmentException lacking) {
      throw Environment.absent(lacking, test, context);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<TestTemplateInvocationContext> seeded(
      AssayTest test, ExtensionContext context) throws IOException {
    Requests requests = Requests.of(test, context);
    List<TestTemplateInvocationContext> all = new ArrayList<>();
    for (long seed : requests.seeds()) {
      for (ChosenRun chosen : requests.request(seed).chosen()) {
        Systems.requireReady(chosen);
        all.add(new SeededTest(test, chosen, Path.of(test.out()), requests.again()));
      }
    }
    return all;
  }

  private static Optional<AssayTest> annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestMethod(), AssayTest.class);
  }
}
