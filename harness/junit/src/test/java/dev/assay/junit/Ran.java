package dev.assay.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What JUnit says of one method with the annotation. */
record Ran(EngineExecutionResults results) {
  static Ran method(Class<?> type, String method) {
    return method(type, method, Map.of());
  }

  /** The name of a method with one parameter ends with its type, in brackets. */
  static Ran method(Class<?> type, String method, Map<String, String> parameters) {
    return new Ran(
        EngineTestKit.engine("junit-jupiter")
            .configurationParameters(parameters)
            .selectors(selectMethod(type.getName() + "#" + method))
            .execute());
  }

  /** The names of its tests, in order. */
  List<String> names() {
    return results.testEvents().started().stream()
        .map(Event::getTestDescriptor)
        .map(TestDescriptor::getDisplayName)
        .toList();
  }

  /** How tests ended, or the method when there was none. */
  List<TestExecutionResult> ends() {
    return results.allEvents().finished().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .filter(end -> end.getStatus() != TestExecutionResult.Status.SUCCESSFUL)
        .toList();
  }

  /** How many tests passed. */
  long passed() {
    return results.testEvents().succeeded().count();
  }

  /** How the only test, or the method, ended that did not pass. */
  TestExecutionResult.Status status() {
    return only().getStatus();
  }

  Throwable thrown() {
    return only().getThrowable().orElseThrow();
  }

  String message() {
    return String.valueOf(thrown().getMessage());
  }

  private TestExecutionResult only() {
    List<TestExecutionResult> ends = ends();
    if (ends.size() != 1) {
      throw new AssertionError("not one test that did not pass, but " + ends);
    }
    return ends.getFirst();
  }
}
