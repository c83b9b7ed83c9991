package dev.assay.workloads;

import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Mode;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Elections by ZooKeeper's recipe, each with what its leader takes care of. Candidates are
 * ephemeral sequential nodes below the election's own, named {@code c<candidate>-<number>}; the one
 * of the lowest number leads, and that number is its epoch.
 *
 * <ul>
 *   <li>{@code campaign} of a {@code candidate} creates its node. Result: with the {@code epoch}
 *       under which it may lead.
 *   <li>{@code lead} of a {@code candidate} asks, after a {@code sync}, who is there. Done, with
 *       the {@code epoch}, when the candidate is the first; else it fails with {@value #WAITS}, or
 *       with {@value #GONE} when the candidate's node is no more.
 *   <li>{@code publish} of an {@code item} under an {@code epoch}: see {@link FencedResource}.
 *   <li>{@code resign} of a {@code candidate} of an {@code epoch} deletes its node. No two
 *       candidates have the same name, so that it takes away no other, whatever session does it.
 * </ul>
 */
record ElectionOperations(Paths paths) {
  static final String CAMPAIGN = "campaign";
  static final String LEAD = "lead";
  static final String PUBLISH = "publish";
  static final String RESIGN = "resign";
  static final String CANDIDATE = "candidate";
  static final String EPOCH = "epoch";
  static final String ITEM = "item";
  static final String WAITS = "somebody else is the first";
  static final String GONE = "the candidate is gone";

  private static final int ANY_VERSION = -1;

  /** A node of a candidate, as its name has it. */
  private record Standing(String candidate, long epoch) {
    static Optional<Standing> of(String name) {
      int dash = name.lastIndexOf('-');
      String number = name.substring(dash + 1);
      return dash > 0 && number.matches("\\d{1,18}")
          ? Optional.of(new Standing(name.substring(0, dash), Long.parseLong(number)))
          : Optional.empty();
    }
  }

  void carryOut(Operation operation, Conversation conversation) {
    String key = operation.key();
    if (key == null) {
      throw new IllegalArgumentException("an election has a key: " + operation);
    }
    String folder = paths.of(key);
    switch (operation.f()) {
      case CAMPAIGN -> campaign(folder, number(operation, CANDIDATE), true, conversation);
      case LEAD ->
          conversation.sync(folder, () -> lead(folder, number(operation, CANDIDATE), conversation));
      case PUBLISH ->
          new FencedResource(paths.of(key + "-resource"))
              .write(number(operation, EPOCH), number(operation, ITEM), conversation);
      case RESIGN -> {
        long epoch = number(operation, EPOCH);
        String name =
            name(number(operation, CANDIDATE)) + String.format(Locale.ROOT, "%010d", epoch);
        resign(folder + "/" + name, conversation);
      }
      default -> throw new IllegalArgumentException("an election does not know " + operation);
    }
  }

  private static long number(Operation operation, String field) {
    if (operation.value() instanceof Map<?, ?> map && map.get(field) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("there is no %s: %s".formatted(field, operation));
  }

  private static String name(long candidate) {
    return "c" + candidate + "-";
  }

  private static void campaign(
      String folder, long candidate, boolean folderMayBeAbsent, Conversation conversation) {
    conversation.change(
        new Request.Create(
            folder + "/" + name(candidate), Text.of(candidate), Mode.EPHEMERAL_SEQUENTIAL),
        reply -> {
          switch (reply) {
            case Reply.Done done -> stands(candidate, done, conversation);
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NO_NODE && folderMayBeAbsent ->
                conversation.folder(folder, () -> campaign(folder, candidate, false, conversation));
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the candidacy", reply);
          }
        });
  }

  private static void stands(long candidate, Reply.Done done, Conversation conversation) {
    @Nullable String path = done.path();
    Optional<Standing> standing =
        path == null ? Optional.empty() : Standing.of(path.substring(path.lastIndexOf('/') + 1));
    if (standing.isPresent()) {
      conversation.ok(value(candidate, standing.get().epoch()), done.zxid());
    } else {
      conversation.unknown("the candidate's node was created as " + path);
    }
  }

  private static Map<String, Object> value(long candidate, long epoch) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put(CANDIDATE, candidate);
    value.put(EPOCH, epoch);
    return value;
  }

  private static void lead(String folder, long candidate, Conversation conversation) {
    conversation.look(
        new Request.GetChildren(folder),
        reply -> {
          switch (reply) {
            case Reply.Names(List<String> names, Coordination.Stat _) ->
                first(names, candidate, conversation);
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.fail(GONE);
            case Reply.Done _, Reply.Data _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("the candidates were read as " + reply);
          }
        });
  }

  private static void first(List<String> names, long candidate, Conversation conversation) {
    List<Standing> standings =
        names.stream()
            .flatMap(name -> Standing.of(name).stream())
            .sorted(Comparator.comparingLong(Standing::epoch))
            .toList();
    String own = "c" + candidate;
    if (standings.stream().noneMatch(each -> each.candidate().equals(own))) {
      conversation.fail(GONE);
    } else if (standings.getFirst().candidate().equals(own)) {
      conversation.ok(value(candidate, standings.getFirst().epoch()), null);
    } else {
      conversation.fail(WAITS);
    }
  }

  private static void resign(String path, Conversation conversation) {
    conversation.change(
        new Request.Delete(path, ANY_VERSION),
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal) when refusal == Refusal.NO_NODE ->
                conversation.fail(GONE);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the resignation", reply);
          }
        });
  }
}
