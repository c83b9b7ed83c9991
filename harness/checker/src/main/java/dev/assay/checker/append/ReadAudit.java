package dev.assay.checker.append;

import dev.assay.checker.history.EntryType;
import dev.assay.checker.history.OperationRecord;
import dev.assay.checker.verdict.Finding;
import dev.assay.checker.verdict.Findings;
import dev.assay.checker.verdict.KnownThen;
import dev.assay.checker.verdict.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at each read of a list by itself, and next to the longest one. */
record ReadAudit(Appended list, Findings findings) {
  /** Whether all reads are prefixes of the longest one, without what nobody can explain. */
  boolean audit() {
    Appended.@Nullable Read longest = list.longest();
    boolean fine = true;
    for (Appended.Read read : list.reads()) {
      fine &= auditElements(read);
      if (longest != null
          && !longest.shown().subList(0, read.shown().size()).equals(read.shown())) {
        Appended.Read other = longest;
        findings.note(AppendChecker.INCOMPATIBLE_ORDER, () -> incompatible(other, read));
        fine = false;
      }
    }
    return fine;
  }

  private boolean auditElements(Appended.Read read) {
    Set<Object> seen = new HashSet<>();
    boolean fine = true;
    for (Object element : read.shown()) {
      if (!seen.add(element)) {
        findings.note(AppendChecker.DUPLICATED, () -> duplicated(element, read));
        fine = false;
      }
      @Nullable OperationRecord append = list.appends().get(element);
      if (append == null
          || append.outcome() == EntryType.FAIL
          || append.invoke().index() > read.end()) {
        findings.note(AppendChecker.PHANTOM, () -> phantom(element, append, read));
        fine = false;
      }
    }
    return fine;
  }

  private Finding duplicated(Object element, Appended.Read read) {
    @Nullable OperationRecord append = list.appends().get(element);
    return new Finding(
            "%s%s comes twice in %s"
                .formatted(
                    Appended.name(element),
                    Words.of(list.key()),
                    Words.operation(read.operation())),
            List.of(
                "Let %s be appended once.".formatted(Appended.name(element)),
                "However, %s shows it twice.".formatted(Words.operation(read.operation()))),
            Finding.lines(append, read.operation()))
        .knowing(
            KnownThen.after(append, "%s is in the list once".formatted(Appended.name(element))),
            KnownThen.breaks(
                read.operation(), "it shows %s twice".formatted(Appended.name(element))));
  }

  private Finding phantom(Object element, @Nullable OperationRecord append, Appended.Read read) {
    String what;
    if (append == null) {
      what = "nobody appends %s".formatted(Appended.name(element));
    } else if (append.outcome() == EntryType.FAIL) {
      what = "the append of %s fail, %s".formatted(Appended.name(element), Words.when(append));
    } else {
      what = "the append of %s begin at %s".formatted(Appended.name(element), Words.begin(append));
    }
    return new Finding(
            "%s%s is shown by %s, and nobody can have appended it"
                .formatted(
                    Appended.name(element),
                    Words.of(list.key()),
                    Words.operation(read.operation())),
            List.of(
                "Let %s.".formatted(what),
                "However, %s shows it.".formatted(Words.operation(read.operation()))),
            Finding.lines(append, read.operation()))
        .knowing(
            KnownThen.breaks(
                read.operation(), "%s cannot be there".formatted(Appended.name(element))));
  }

  private Finding incompatible(Appended.Read longest, Appended.Read read) {
    int place = 0;
    while (longest.shown().get(place).equals(read.shown().get(place))) {
      place++;
    }
    return new Finding(
            "two reads%s show different orders: after %d elements one has %s and the other has %s"
                .formatted(
                    Words.of(list.key()),
                    place,
                    Appended.name(longest.shown().get(place)),
                    Appended.name(read.shown().get(place))),
            List.of(
                "Let %s show %s after %d elements."
                    .formatted(
                        Words.operation(longest.operation()),
                        Appended.name(longest.shown().get(place)),
                        place),
                "However, %s shows %s there: a list grows at its end only."
                    .formatted(
                        Words.operation(read.operation()), Appended.name(read.shown().get(place)))),
            Finding.lines(longest.operation(), read.operation()))
        .knowing(
            KnownThen.after(
                longest.operation(),
                "place %d: %s".formatted(place + 1, Appended.name(longest.shown().get(place)))),
            KnownThen.breaks(
                read.operation(),
                "place %d: %s".formatted(place + 1, Appended.name(read.shown().get(place)))));
  }
}
