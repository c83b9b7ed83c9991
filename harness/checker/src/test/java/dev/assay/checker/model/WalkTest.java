package dev.assay.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.generate.GeneratedModel;
import dev.assay.checker.generate.HistoryGenerator;
import dev.assay.checker.generate.HistorySettings;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.history.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A walk that goes back is where it was. */
class WalkTest {
  private static final int WALKS = 300;

  /** Whatever was taken back, the calls are legal that a walk without it would find legal. */
  private static <S, C> void goesBack(Model<S, C> model, List<C> calls) {
    for (int seed = 0; seed < WALKS; seed++) {
      Random random = new Random(seed);
      Model.Walk<C> walk = model.walk();
      List<C> taken = new ArrayList<>();
      for (int step = 0; step < 40; step++) {
        if (!taken.isEmpty() && random.nextInt(3) == 0) {
          assertThat(walk.back()).as("seed %d", seed).isTrue();
          taken.removeLast();
        }
        Model.Walk<C> straight = model.walk();
        taken.forEach(straight::step);
        C next = calls.get(random.nextInt(calls.size()));
        boolean legal = straight.step(next);
        assertThat(walk.step(next)).as("seed %d, step %d", seed, step).isEqualTo(legal);
        if (legal) {
          taken.add(next);
        }
      }
    }
  }

  private static <C> List<C> calls(Model<?, C> model, List<Entry> entries) {
    List<C> calls = new ArrayList<>();
    for (OperationRecord operation : Operations.ofClients(entries)) {
      C call = model.interpret(operation);
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  @Test
  void aTreeGoesBack() {
    ZnodeModel model = new ZnodeModel();
    goesBack(
        model,
        calls(
            model,
            HistoryGenerator.generate(
                GeneratedModel.ZNODES, HistorySettings.of(1, 60, 3, 0).withKeys(2))));
  }

  @Test
  void aRegisterGoesBack() {
    RegisterModel model = new RegisterModel(FailedOps.CONSTRAIN, NilReads.ABSENT);
    goesBack(
        model,
        calls(
            model,
            HistoryGenerator.generate(
                GeneratedModel.CAS_REGISTER, HistorySettings.of(1, 30, 3, 2))));
  }

  @Test
  void aQueueGoesBack() {
    List<QueueModel.Call> calls = new ArrayList<>();
    for (long element = 0; element < 3; element++) {
      calls.add(new QueueModel.Call.Enqueue(element));
      calls.add(new QueueModel.Call.Dequeue(element));
    }
    calls.add(new QueueModel.Call.DequeueAny());
    calls.add(new QueueModel.Call.Empty());
    goesBack(new QueueModel(true), calls);
  }

  @Test
  void aSetGoesBack() {
    List<SetModel.Call> calls = new ArrayList<>();
    for (long element = 0; element < 3; element++) {
      calls.add(new SetModel.Call.Add(element));
      calls.add(new SetModel.Call.Read(Set.of(element)));
    }
    calls.add(new SetModel.Call.Read(Set.of()));
    calls.add(new SetModel.Call.Read(Set.of(0L, 1L)));
    goesBack(new SetModel(), calls);
  }

  @Test
  void noStepsAreTakenBackThatWereNotTaken() {
    assertThat(new ZnodeModel().walk().back()).isFalse();
    assertThat(new QueueModel(true).walk().back()).isFalse();
    assertThat(new QueueModel(false).walk().back()).isFalse();
  }
}
