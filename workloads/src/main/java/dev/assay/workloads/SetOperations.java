package dev.assay.workloads;

import dev.assay.core.spi.Coordination;
import dev.assay.core.spi.Coordination.Refusal;
import dev.assay.core.spi.Coordination.Reply;
import dev.assay.core.spi.Coordination.Request;
import dev.assay.core.spi.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A set as nodes: element n is the node {@code s<n / 10000>/e<n>}. The buckets keep each list of
 * names within what a client takes in one reply (1 MiB by ZooKeeper's default).
 *
 * <p>An addition creates one node and is tried once. A read is a {@code sync}, then the names of
 * all buckets one after the other: no snapshot, but elements never go away, so that it must hold
 * all whose addition was acknowledged before it began.
 */
record SetOperations(Paths paths) {
  private static final long BUCKET_SIZE = 10_000;
  private static final byte[] NOTHING = {};

  void carryOut(Operation operation, Conversation conversation) {
    switch (operation.f()) {
      case "add" -> {
        if (!(operation.value() instanceof Long element) || element < 0) {
          throw new IllegalArgumentException("an element is a number from 0: " + operation);
        }
        add(element, true, conversation);
      }
      case "read" -> conversation.sync(paths.root(), () -> read(conversation));
      default -> throw new IllegalArgumentException("a set cannot do " + operation);
    }
  }

  private String bucket(long element) {
    return paths.of("s" + element / BUCKET_SIZE);
  }

  private void add(long element, boolean bucketMayBeAbsent, Conversation conversation) {
    conversation.create(
        bucket(element) + "/e" + element,
        NOTHING,
        reply -> {
          switch (reply) {
            case Reply.Done done -> conversation.ok(null, done.zxid());
            case Reply.Refused(Refusal refusal)
                when refusal == Refusal.NO_NODE && bucketMayBeAbsent ->
                addBucket(element, conversation);
            case Reply.Data _, Reply.Names _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.unexpected("the addition", reply);
          }
        });
  }

  private void addBucket(long element, Conversation conversation) {
    conversation.folder(bucket(element), () -> add(element, false, conversation));
  }

  private void read(Conversation conversation) {
    names(
        paths.root(),
        conversation,
        buckets -> {
          List<Object> elements = new ArrayList<>();
          List<String> sorted =
              buckets.stream().filter(name -> name.startsWith("s")).sorted().toList();
          readBuckets(sorted.iterator(), elements, conversation);
        });
  }

  private void readBuckets(
      Iterator<String> left, List<Object> elements, Conversation conversation) {
    if (!left.hasNext()) {
      elements.sort(Text.ORDER);
      conversation.ok(elements, null);
      return;
    }
    names(
        paths.of(left.next()),
        conversation,
        found -> {
          found.forEach(name -> elements.add(Text.shown(name.substring(1))));
          readBuckets(left, elements, conversation);
        });
  }

  private static void names(String path, Conversation conversation, Consumer<List<String>> next) {
    conversation.look(
        new Request.GetChildren(path),
        reply -> {
          switch (reply) {
            case Reply.Names(List<String> names, Coordination.Stat _) -> next.accept(names);
            case Reply.Done _, Reply.Data _, Reply.Refused _, Reply.NotDone _, Reply.Unknown _ ->
                conversation.fail("the list of names was answered by " + reply);
          }
        });
  }
}
