package dev.assay.junit;

import dev.assay.plugin.OwnServer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test that is a run: servers are started, clients work on them, faults break them meanwhile, and
 * the recorded history is judged. There is one test for each seed. It has failed when a promise was
 * broken, and then the method is not called; otherwise the method is called, and may take the
 * {@link AssayRun} as a parameter.
 *
 * <p>The attributes are the options of {@code assay run}; what is empty or 0 is as it has it. No
 * two runs of one virtual machine are done at the same time.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AssayExtension.class)
@ResourceLock(AssayTest.LOCK)
public @interface AssayTest {
  /** What runs of one virtual machine share. */
  String LOCK = "dev.assay.junit.run";

  /**
   * A server of one's own, by a class with a constructor without parameters. {@code OwnServer}
   * itself stands for none.
   */
  Class<? extends OwnServer> server() default OwnServer.class;

  /** A system of Assay's own: {@code reference}, {@code zookeeper}, {@code etcd}. */
  String system() default "";

  /** {@code process}, {@code docker} or {@code sim}. */
  String cluster() default "";

  int nodes() default 0;

  String workload() default "";

  /** Kinds and groups of faults, or {@code none}. */
  String[] faults() default {};

  int concurrency() default 0;

  /** Operations a second over all clients; 0 for a closed loop. */
  double rate() default 0;

  /** How long clients work: {@code 500ms}, {@code 30s}, {@code 5m}. */
  String timeLimit() default "";

  /**
   * One test for each. When there is none, {@link #runs} fresh ones are drawn. The property {@code
   * assay.seeds} ({@code 7,8}) stands in place of both.
   */
  long[] seeds() default {};

  /** How many fresh seeds. */
  int runs() default 1;

  /** A seeded bug of the reference server. */
  String bug() default "";

  /** Settings of the server, each {@code key=value}. */
  String[] settings() default {};

  /** The folder of the runs. */
  String out() default "target/assay";

  /** What it is to the test when the verdict is unknown. */
  WhenUnknown unknown() default WhenUnknown.FAIL;
}
