package dev.assay.core.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import dev.assay.core.fault.PlannedFault;
import dev.assay.core.spi.Showing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExerciseTest {
  private static PlannedFault fault(int id, String kind) {
    return new PlannedFault(id, kind, 0, 1, Map.of());
  }

  private static Entry completion(EntryType type, String f) {
    return Entry.line(0, type, new Actor.Client(0), f, null).withTime(0).withOp(0);
  }

  @Test
  void waitsForEachKindOfOperationAndFault() {
    Exercise exercise = new Exercise(List.of("read"), Showing.NOTHING, List.of(fault(0, "kill")));
    exercise.completed(completion(EntryType.FAIL, "read"));
    exercise.begun("kill", true);
    assertThat(exercise.complete()).isFalse();
    exercise.completed(completion(EntryType.OK, "read"));
    assertThat(exercise.complete()).isTrue();
  }

  @Test
  void afterOneThatWasNotProvenWaitsForTheNextOfItsKind() {
    Exercise exercise =
        new Exercise(List.of(), Showing.NOTHING, List.of(fault(0, "kill"), fault(1, "kill")));
    exercise.begun("kill", false);
    assertThat(exercise.complete()).isFalse();
    exercise.begun("kill", false);
    assertThat(exercise.complete()).isTrue();
  }

  @Test
  void waitsForWhatTheWorkloadAsksForBesides() {
    Showing third =
        new Showing() {
          private int seen;

          @Override
          public void completed(Entry entry) {
            seen++;
          }

          @Override
          public boolean enough() {
            return seen == 3;
          }
        };
    Exercise exercise = new Exercise(List.of("read"), third, List.of());
    exercise.completed(completion(EntryType.OK, "read"));
    exercise.completed(completion(EntryType.OK, "read"));
    assertThat(exercise.complete()).isFalse();
    exercise.completed(completion(EntryType.INFO, "read"));
    assertThat(exercise.complete()).isTrue();
  }
}
