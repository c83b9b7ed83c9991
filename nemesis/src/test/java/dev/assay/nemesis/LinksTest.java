package dev.assay.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.fault.FaultAction.Link;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static Set<String> seenBy(String node, List<String> all, List<Link> cut) {
    Set<String> seen = new HashSet<>(all);
    cut.stream().filter(link -> link.from().equals(node)).forEach(link -> seen.remove(link.to()));
    return seen;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8, 9})
  void onTheRingEveryNodeSeesAMajorityAndNoTwoTheSame(int count) {
    List<String> ring = IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
    List<Link> cut = Links.majorityRing(ring);
    Set<Set<String>> views = new HashSet<>();
    for (String node : ring) {
      Set<String> seen = seenBy(node, ring, cut);
      assertThat(seen).contains(node).hasSizeGreaterThan(count / 2).hasSizeLessThan(count);
      assertThat(views.add(seen)).isTrue();
    }
    assertThat(cut).allMatch(link -> cut.contains(new Link(link.to(), link.from())));
  }

  @Test
  void onARingOfThreeOneNodeSeesBothOthersWhichDoNotSeeEachOther() {
    List<Link> cut = Links.majorityRing(List.of("a", "b", "c"));
    assertThat(cut).containsExactlyInAnyOrder(new Link("a", "c"), new Link("c", "a"));
  }

  @Test
  void overTheBridgeTwoHalvesSeeOneNodeAndNotEachOther() {
    List<Link> cut = Links.bridge(List.of("a", "b", "c", "d", "e"));
    List<String> all = List.of("a", "b", "c", "d", "e");
    assertThat(seenBy("a", all, cut)).hasSize(5);
    assertThat(seenBy("b", all, cut)).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(seenBy("e", all, cut)).containsExactlyInAnyOrder("a", "d", "e");
    assertThat(Links.bridge(List.of("a", "b", "c")))
        .containsExactlyInAnyOrder(new Link("b", "c"), new Link("c", "b"));
  }

  @Test
  void betweenGroupsAllLinksAreMeantInBothDirections() {
    assertThat(Links.between(List.of("a"), List.of("b", "c")))
        .containsExactlyInAnyOrder(
            new Link("a", "b"), new Link("a", "c"), new Link("b", "a"), new Link("c", "a"));
  }

  @Test
  void aroundNodesAreTheirLinksAndTheirClientsEachOnce() {
    List<Link> links = Links.around(List.of("a", "b"), List.of("a", "b", "c"));
    assertThat(links).doesNotHaveDuplicates().hasSize(2 + 4 + 4);
    assertThat(links).contains(new Link("clients", "a")).doesNotContain(new Link("clients", "c"));
  }
}
