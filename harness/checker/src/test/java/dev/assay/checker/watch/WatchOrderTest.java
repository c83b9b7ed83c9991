package dev.assay.checker.watch;

import static dev.assay.checker.watch.WatchCheckerTest.GOOD;
import static dev.assay.checker.watch.WatchCheckerTest.expect;
import static dev.assay.checker.watch.WatchCheckerTest.expectValid;
import static dev.assay.checker.watch.WatchCheckerTest.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.checker.verdict.Guarantee;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events of several objects against the order of their changes. */
class WatchOrderTest {
  /** Session a watches x and y; then x is written, and y after that. */
  private static final String BOTH_WATCHED =
      """
      1/n1 0xa invoke observe x
      1/n1 0xa ok     observe x {'value':1,'version':0}
      1/n1 0xa invoke observe y
      1/n1 0xa ok     observe y {'value':2,'version':7}
      """;

  private static final String X_WRITTEN =
      """
      2/n2 0xb invoke write   x 3
      2/n2 0xb ok     write   x [3,1]
      """;

  private static final String Y_WRITTEN =
      """
      2/n2 0xb invoke write   y 4
      2/n2 0xb ok     write   y [4,8]
      """;

  private static final String TOLD_OF_X = "1/n1 0xa event watch x {'change':'data-changed'}\n";
  private static final String TOLD_OF_Y = "1/n1 0xa event watch y {'change':'data-changed'}\n";

  private static final String CONNECTED =
      "1/n1 0xa event session - {'state':'connected','session':'0xa'}\n";

  @Test
  void changesAreToldOfInTheOrderInWhichTheyWereMade() {
    String changed = BOTH_WATCHED + X_WRITTEN + Y_WRITTEN;
    expectValid(changed + TOLD_OF_X + TOLD_OF_Y);
    Guarantee guarantee = expect("ordered", changed + TOLD_OF_Y + TOLD_OF_X);
    assertThat(guarantee.reason())
        .isEqualTo(
            "Session 0xa was told at 13.0 ms that the data of y changed, and not before that x was"
                + " written, which came first.");
    assertThat(guarantee.story())
        .hasSize(5)
        .contains(
            "Then let x be changed by the write by process 2 on n2, from 9.0 ms to 10.0 ms.",
            "Then let the next change of y begin, at the earliest with the write by process 2 on"
                + " n2, from 11.0 ms to 12.0 ms.");
    assertThat(guarantee.evidence()).hasSize(9);
    expect("ordered", changed + TOLD_OF_Y);
  }

  @Test
  void ofChangesWhoseOrderIsNotKnownAnyMayComeFirst() {
    expectValid(
        BOTH_WATCHED
            + """
            2 0xb invoke write   x 3
            3 0xc invoke write   y 4
            2 0xb ok     write   x [3,1]
            3 0xc ok     write   y [4,8]
            """
            + TOLD_OF_Y
            + TOLD_OF_X);
    String unknown = BOTH_WATCHED + X_WRITTEN.replace("ok     write   x [3,1]", "info write x");
    expectValid(unknown + Y_WRITTEN + TOLD_OF_Y + TOLD_OF_X);
    String unversioned = BOTH_WATCHED + X_WRITTEN + Y_WRITTEN.replace("[4,8]", "4");
    expectValid(unversioned + TOLD_OF_Y + TOLD_OF_X);
    String seen = "3 0xc invoke observe y\n3 0xc ok observe y {'value':4,'version':8}\n";
    expect("ordered", unversioned + TOLD_OF_Y + TOLD_OF_X + seen);
  }

  /** The event of y tells of the write before, and the one of x of the write after that. */
  @Test
  void anEventTellsOfTheFirstChangeAfterWhatWasShown() {
    String twice = "3 0xc invoke write y 9\n3 0xc ok write y [9,8]\n";
    String later = Y_WRITTEN.replace("[4,8]", "[4,9]");
    expectValid(BOTH_WATCHED + twice + X_WRITTEN + later + TOLD_OF_Y + TOLD_OF_X);
    String again = "3 0xc invoke write x 9\n3 0xc ok write x [9,2]\n";
    expectValid(BOTH_WATCHED + X_WRITTEN + Y_WRITTEN + again + TOLD_OF_X + TOLD_OF_Y);
    expect("ordered", BOTH_WATCHED + again + Y_WRITTEN + TOLD_OF_Y + TOLD_OF_X);
  }

  @Test
  void onANewConnectionEventsComeInAnyOrder() {
    String changed = BOTH_WATCHED + X_WRITTEN + Y_WRITTEN;
    expectValid(changed + CONNECTED + TOLD_OF_Y + TOLD_OF_X);
    expectValid(changed + CONNECTED + TOLD_OF_Y);
    expect("ordered", changed + CONNECTED.replace("'0xa'", "'0xb'") + TOLD_OF_Y + TOLD_OF_X);
    expect("ordered", CONNECTED + changed + TOLD_OF_Y + TOLD_OF_X);
  }

  @Test
  void whatIsDeletedHasNoOrder() {
    String changed = BOTH_WATCHED + X_WRITTEN + Y_WRITTEN + TOLD_OF_Y + TOLD_OF_X;
    for (String key : List.of("x", "y")) {
      expectValid(changed + "2 0xb invoke delete %s\n2 0xb info delete %s\n".formatted(key, key));
    }
  }

  @Test
  void additionsHaveAnOrderToo() {
    String watched =
        """
        1 0xa invoke list    d
        1 0xa ok     list    d {'children':['10'],'version':1}
        1 0xa invoke observe y
        1 0xa ok     observe y {'value':2,'version':7}
        """;
    String added =
        """
        2 0xb invoke add     d 11
        2 0xb ok     add     d 11
        """;
    String toldOfChildren = "1 0xa event watch d {'change':'children-changed'}\n";
    expect("ordered", watched + added + Y_WRITTEN + TOLD_OF_Y + toldOfChildren);
    expectValid(added + watched + Y_WRITTEN + TOLD_OF_Y + toldOfChildren);
    String looked = "1 0xa invoke list d\n1 0xa ok list d {'children':%s,'version':2}\n";
    String told = watched + Y_WRITTEN + added + toldOfChildren;
    expect("ordered", told + looked.formatted("['10','11']"));
    expectValid(told + looked.formatted("['10','12']"));
    expectValid(told);
  }

  @Test
  void whoSeesALaterChangeWithoutHavingBeenToldMissedOne() {
    String changed = BOTH_WATCHED + X_WRITTEN;
    String own = "1/n1 0xa invoke write z 5\n1/n1 0xa ok write z [5,0]\n";
    Guarantee guarantee = expect("missed", changed + own);
    assertThat(guarantee.reason())
        .isEqualTo(
            "Session 0xa was not told that x was written, though it saw what came later in the"
                + " write by process 1 on n1, from 11.0 ms to 12.0 ms.");
    assertThat(guarantee.story()).hasSize(4);
    assertThat(guarantee.evidence()).hasSize(6);
    expect("missed", changed + CONNECTED + own);
    expectValid(changed + TOLD_OF_X + own);
    expectValid(changed + own.replace("ok write z [5,0]", "info write z"));
    expectValid(own.replace("0xa", "0xc") + changed);
    expectValid(BOTH_WATCHED + own + X_WRITTEN);
    String later = "2/n2 0xb invoke write z 6\n2/n2 0xb ok write z [6,1]\n";
    String saw = "1/n1 0xa invoke observe z\n1/n1 0xa ok observe z {'value':6,'version':1}\n";
    expect("missed", changed + later + saw);
    expectValid(BOTH_WATCHED + later + X_WRITTEN + saw);
    expectValid(
        changed + later + saw.replace("{'value':6,'version':1}", "{'value':1,'version':0}"));
  }

  @Test
  void anEventThatMayBeLateIsNotMissedButHasItsOrder() {
    String watched = BOTH_WATCHED.replace("}", ",'late':true}");
    String own = "1/n1 0xa invoke write z 5\n1/n1 0xa ok write z [5,0]\n";
    String looked = "1/n1 0xa invoke observe x\n1/n1 0xa ok observe x {'value':3,'version':1}\n";
    expectValid(watched + X_WRITTEN + own + looked);
    assertThat(judge(GOOD + watched).reason())
        .isEqualTo("Changes were told of in their order, and each of the 1 events was asked for.");
    expectValid(watched + X_WRITTEN + Y_WRITTEN + own + TOLD_OF_X + TOLD_OF_Y);
    expect("ordered", watched + X_WRITTEN + Y_WRITTEN + own + TOLD_OF_Y + TOLD_OF_X);
    String failed = "1/n1 0xa invoke observe x\n1/n1 0xa fail observe x\n";
    expectValid(watched + X_WRITTEN + failed + Y_WRITTEN + TOLD_OF_Y + TOLD_OF_X);
    expect("ordered", BOTH_WATCHED + X_WRITTEN + failed + Y_WRITTEN + TOLD_OF_Y + TOLD_OF_X);
    expect("before-data", watched + TOLD_OF_X + looked.replace("3,'version':1", "1,'version':0"));
  }
}
