package dev.assay.checker.generate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Elections with {@code campaign}, {@code lead}, {@code publish} under an epoch, and {@code
 * resign}: of the candidates whose session lives the first one leads. What is published under an
 * epoch that is not the highest is refused.
 */
final class ElectionService implements Service {
  private static final double RESIGNS = 0.2;
  private static final double GIVES_UP = 0.05;

  private final SplittableRandom random;
  private final int elections;
  private final Map<String, NavigableMap<Long, Candidate>> standing = new HashMap<>();
  private final Map<String, Long> lastEpoch = new HashMap<>();
  private final Map<String, Long> highest = new HashMap<>();
  private final Map<Integer, Candidate> byProcess = new HashMap<>();
  private long nextItem;

  ElectionService(How how, SplittableRandom random) {
    this.elections = how.keys();
    this.random = random;
  }

  private record Candidate(int process, String election, long number, long epoch, boolean leads) {
    Map<String, Object> value() {
      return Fields.of("candidate", number, "epoch", epoch);
    }

    Request lead() {
      return Request.read("lead", election, Fields.of("candidate", number));
    }

    Request resign() {
      return Request.change("resign", election, value());
    }
  }

  @Override
  public List<String> kinds() {
    return List.of("campaign", "lead", "publish", "resign");
  }

  @Override
  public void begin(Script script) {
    for (int turn = 0; turn < 2; turn++) {
      Candidate leader = leads(script, "e0");
      script.did(leader.process(), publish(leader));
      script.did(leader.process(), leader.resign());
    }
  }

  @Override
  public Request draw(int process) {
    Candidate candidate = byProcess.get(process);
    if (candidate == null) {
      return campaign("e" + random.nextInt(elections));
    }
    if (random.nextDouble() < (candidate.leads() ? RESIGNS : GIVES_UP)) {
      return candidate.resign();
    }
    return candidate.leads() ? publish(candidate) : candidate.lead();
  }

  private Request campaign(String election) {
    return Request.change("campaign", election, Fields.of("candidate", nextItem++));
  }

  private Request publish(Candidate candidate) {
    Map<String, Object> value = Fields.with(candidate.value(), "item", nextItem++);
    return Request.change("publish", candidate.election(), value);
  }

  private NavigableMap<Long, Candidate> standing(String election) {
    return standing.computeIfAbsent(election, _ -> new TreeMap<>());
  }

  private long nextEpoch(String election) {
    return lastEpoch.merge(election, 1L, Long::sum);
  }

  @Override
  public Answer perform(int process, Request request) {
    String election = String.valueOf(request.key());
    return switch (request.f()) {
      case "campaign" -> {
        long number = Fields.number(request, "candidate");
        yield stands(new Candidate(process, election, number, nextEpoch(election), false));
      }
      case "lead" -> lead(process, election, request);
      case "publish" -> publish(election, request);
      default -> {
        ended(process);
        yield request.ok();
      }
    };
  }

  private Answer stands(Candidate candidate) {
    standing(candidate.election()).put(candidate.epoch(), candidate);
    byProcess.put(candidate.process(), candidate);
    return Answer.ok(candidate.value());
  }

  private Answer lead(int process, String election, Request request) {
    Candidate candidate = byProcess.get(process);
    if (candidate == null) {
      return request.fail("the candidate is gone");
    }
    if (standing(election).firstKey() != candidate.epoch()) {
      return request.fail("somebody else is the first");
    }
    Candidate leader =
        new Candidate(process, election, candidate.number(), candidate.epoch(), true);
    return stands(leader);
  }

  private Answer publish(String election, Request request) {
    long epoch = Fields.number(request, "epoch");
    if (epoch < highest.getOrDefault(election, 0L)) {
      return request.fail("fenced");
    }
    highest.put(election, epoch);
    return request.ok();
  }

  @Override
  public void ended(int process) {
    Candidate candidate = byProcess.remove(process);
    if (candidate != null) {
      standing(candidate.election()).remove(candidate.epoch());
    }
  }

  @Override
  public boolean lands(Request request) {
    return random.nextBoolean();
  }

  @Override
  public List<Plant> plants() {
    return List.of(
        Plant.of("two-leaders", "somebody leads while another leader lives", this::twoLeaders),
        Plant.of("epoch-order", "an epoch is smaller than that of a leader before", this::falls),
        new Plant("same-epoch", "epoch-order", "two lead in the same epoch", this::same),
        Plant.of(
            "stale-leader", "what an earlier leader publishes is accepted", this::staleLeader));
  }

  /** An election in which nobody stands. */
  private String free(Script script) {
    String election = "e" + random.nextInt(elections);
    for (Candidate candidate : List.copyOf(standing(election).values())) {
      script.did(candidate.process(), candidate.resign());
    }
    return election;
  }

  private Candidate stands(Script script, String election) {
    int process = script.process();
    script.did(process, campaign(election));
    @Nullable Candidate candidate = byProcess.get(process);
    if (candidate == null) {
      throw new IllegalStateException("process %d does not stand".formatted(process));
    }
    return candidate;
  }

  private Candidate leads(Script script, String election) {
    Candidate candidate = stands(script, election);
    script.did(candidate.process(), candidate.lead());
    return candidate;
  }

  private void twoLeaders(Script script) {
    Candidate first = leads(script, free(script));
    Candidate second = stands(script, first.election());
    script.says(second.process(), second.lead(), Answer.ok(second.value()));
    script.did(first.process(), publish(first));
    script.did(first.process(), first.resign());
    script.did(second.process(), second.resign());
  }

  private void falls(Script script) {
    String election = free(script);
    long skipped = nextEpoch(election);
    Candidate leader = leads(script, election);
    script.did(leader.process(), leader.resign());
    leadsUntrue(script, election, skipped);
  }

  private void same(Script script) {
    Candidate leader = leads(script, free(script));
    script.did(leader.process(), leader.resign());
    leadsUntrue(script, leader.election(), leader.epoch());
  }

  /** Somebody campaigns and leads in an epoch that it cannot have. */
  private void leadsUntrue(Script script, String election, long epoch) {
    int process = script.process();
    Request campaign = campaign(election);
    long number = Fields.number(campaign, "candidate");
    Candidate untrue = new Candidate(process, election, number, epoch, true);
    script.says(process, campaign, Answer.ok(untrue.value()));
    script.says(process, untrue.lead(), Answer.ok(untrue.value()));
  }

  private void staleLeader(Script script) {
    Candidate first = leads(script, free(script));
    script.expires(first.process());
    Candidate second = leads(script, first.election());
    script.did(second.process(), publish(second));
    Request publish = publish(first);
    script.says(first.process(), publish, publish.ok());
    script.did(second.process(), second.resign());
  }
}
