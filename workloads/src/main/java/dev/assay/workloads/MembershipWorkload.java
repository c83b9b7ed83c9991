package dev.assay.workloads;

import dev.assay.core.generator.Dice;
import dev.assay.core.generator.Generators;
import dev.assay.core.run.Seed;
import dev.assay.core.spi.Client;
import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Generator;
import dev.assay.core.spi.Operation;
import dev.assay.core.spi.Workload;
import java.util.List;

/**
 * Groups of clients: a member is in its group as long as its session lives and it has not quit. At
 * the end every node shows who is left, at once, and again when all sessions of the main phase must
 * be over.
 */
record MembershipWorkload(String name, Paths paths) implements Workload {
  private static final long FIRST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_PAUSE_NANOS = 500_000_000;

  @Override
  public List<String> kinds() {
    return List.of(
        MembershipOperations.JOIN,
        MembershipOperations.QUIT,
        MembershipOperations.LEAVE,
        MembershipOperations.DIE,
        MembershipOperations.MEMBERS);
  }

  @Override
  public Generator setUp() {
    return Generators.once(SessionClient.SET_UP);
  }

  @Override
  public Generator main(Seed seed, int concurrency) {
    return MembershipGenerator.first(new Dice(seed));
  }

  @Override
  public Generator finalReads(List<String> keys) {
    List<Generator> lists =
        MembershipGenerator.GROUPS.stream()
            .map(key -> Generators.once(new Operation(MembershipOperations.MEMBERS, key, null)))
            .map(list -> Generators.untilOk(list, FIRST_PAUSE_NANOS, MOST_PAUSE_NANOS))
            .toList();
    Generator all = Generators.concat(lists);
    return Generators.eachNode(TwiceWithPause.of(all, all));
  }

  @Override
  public Client client(Coordination session) {
    return new SessionClient(session, paths, new MembershipOperations(paths)::carryOut);
  }
}
