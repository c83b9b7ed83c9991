package dev.assay.checker.generate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Rounds of a double barrier: parties {@code enter}, {@code pass} when all are there, {@code
 * leave}, and {@code exit} when nobody is. A round that lost a party before all were there is given
 * up.
 */
final class BarrierService implements Service {
  private static final int MOST_PARTIES = 3;
  private static final List<String> STAGES = List.of("enter", "pass", "leave", "exit");

  private final SplittableRandom random;
  private final int parties;
  private final Map<Integer, Party> byProcess = new HashMap<>();
  private @Nullable Round forming;
  private long rounds;

  BarrierService(How how, SplittableRandom random) {
    this.parties = Math.min(MOST_PARTIES, how.clients());
    this.random = random;
  }

  private static final class Round {
    private final String key;
    private final long parties;
    private final Set<Long> inside = new HashSet<>();
    private long joined;
    private boolean complete;
    private boolean givenUp;

    private Round(String key, long parties) {
      this.key = key;
      this.parties = parties;
    }
  }

  /** A party of a round; its next stage. */
  private static final class Party {
    private final Round round;
    private final long number;
    private int stage;

    private Party(Round round) {
      this.round = round;
      this.number = round.joined++;
    }

    /** What it asks for at a stage. */
    private Request request(String f) {
      Map<String, Object> value = Fields.of("party", number, "parties", round.parties);
      boolean changes = f.equals("enter") || f.equals("leave");
      return new Request(f, round.key, value, changes);
    }
  }

  @Override
  public List<String> kinds() {
    return STAGES;
  }

  @Override
  public void begin(Script script) {
    Round round = fresh(MOST_PARTIES);
    List<Integer> processes = List.of(script.process(), script.process(), script.process());
    processes.forEach(process -> byProcess.put(process, new Party(round)));
    for (String ignored : STAGES) {
      processes.forEach(process -> script.did(process, draw(process)));
    }
  }

  private Round fresh(long size) {
    return new Round("b0-" + rounds++, size);
  }

  @Override
  public Request draw(int process) {
    Party party = byProcess.get(process);
    if (party == null || party.round.givenUp) {
      party = join();
      byProcess.put(process, party);
    }
    return party.request(STAGES.get(party.stage));
  }

  /** The next round that is not full. */
  private Party join() {
    Round round = forming;
    if (round == null || round.givenUp) {
      round = fresh(parties);
    }
    Party party = new Party(round);
    forming = round.joined == round.parties ? null : round;
    return party;
  }

  @Override
  public Answer perform(int process, Request request) {
    Party party = byProcess.get(process);
    if (party == null) {
      throw new IllegalStateException("process %d is in no round".formatted(process));
    }
    Round round = party.round;
    switch (request.f()) {
      case "enter" -> {
        round.inside.add(party.number);
        round.complete |= round.inside.size() == round.parties;
      }
      case "leave" -> round.inside.remove(party.number);
      case "pass" -> {
        if (!round.complete) {
          return request.fail("others are awaited");
        }
      }
      default -> {
        if (!round.inside.isEmpty()) {
          return request.fail("others are awaited");
        }
        byProcess.remove(process);
      }
    }
    party.stage++;
    return request.ok();
  }

  @Override
  public void ended(int process) {
    Party party = byProcess.remove(process);
    if (party != null) {
      party.round.inside.remove(party.number);
      party.round.givenUp |= !party.round.complete;
    }
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        Plant.of("entered-early", "a party passes before all have begun to enter", this::entered),
        Plant.of("left-early", "a party exits before another begins to leave", this::left));
  }

  private void entered(Script script) {
    Round round = fresh(MOST_PARTIES);
    Party first = new Party(round);
    int process = script.process();
    script.was(process, first.request("enter"));
    script.was(script.process(), new Party(round).request("enter"));
    Request pass = first.request("pass");
    script.says(process, pass, pass.ok());
  }

  private void left(Script script) {
    Round round = fresh(2);
    Party first = new Party(round);
    Party second = new Party(round);
    int one = script.process();
    int other = script.process();
    script.was(one, first.request("enter"));
    script.was(other, second.request("enter"));
    script.was(one, first.request("pass"));
    script.was(other, second.request("pass"));
    script.was(one, first.request("leave"));
    Request exit = first.request("exit");
    script.says(one, exit, exit.ok());
    script.was(other, second.request("leave"));
  }
}
