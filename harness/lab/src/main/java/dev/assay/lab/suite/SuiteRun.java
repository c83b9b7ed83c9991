package dev.assay.lab.suite;

import dev.assay.checker.judge.Judgement;
import dev.assay.checker.verdict.Guarantee;
import dev.assay.checker.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * A run of the suite and what came of it.
 *
 * @param waivers those that cover it; empty unless it is waived
 */
public record SuiteRun(Planned planned, Ended ended, Status status, List<Waiver> waivers) {
  public SuiteRun {
    waivers = List.copyOf(waivers);
  }

  /** What it means, given what is waived. */
  static SuiteRun of(Planned planned, Ended ended, Waivers waivers) {
    List<Waiver> covering = List.of();
    Status status =
        switch (ended) {
          case Ended.Broken _ -> Status.BROKEN;
          case Ended.NotRun _ -> Status.NOT_RUN;
          case Ended.Judged judged -> {
            if (judged.judgement().verdict() == Verdict.INVALID) {
              covering = waivers.covering(planned.spec(), judged.judgement());
            }
            yield status(judged.judgement().verdict(), !covering.isEmpty());
          }
        };
    return new SuiteRun(planned, ended, status, covering);
  }

  private static Status status(Verdict verdict, boolean waived) {
    return switch (verdict) {
      case VALID -> Status.VALID;
      case UNKNOWN -> Status.UNKNOWN;
      case INVALID -> waived ? Status.WAIVED : Status.INVALID;
    };
  }

  public Optional<Judgement> judgement() {
    return ended instanceof Ended.Judged judged
        ? Optional.of(judged.judgement())
        : Optional.empty();
  }

  /** One sentence: why it ended so. */
  public String reason() {
    return switch (ended) {
      case Ended.Judged judged -> judged.judgement().reason();
      case Ended.Broken broken -> broken.reason();
      case Ended.NotRun notRun -> notRun.reason();
    };
  }

  /** The promises that were broken. */
  public List<Guarantee> violations() {
    return judgement().map(Waivers::violations).orElse(List.of());
  }

  /** The kinds of fault that were proven in it. */
  public List<String> kindsProven() {
    return judgement().map(Judgement::kindsProven).orElse(List.of());
  }
}
