package dev.assay.report;

import java.util.ArrayList;
import java.util.List;

/** A part of the page. It writes finished HTML; what a script adds to it is drawn on canvases. */
interface Section {
  /** Its name in links; stable, since people share them. */
  String id();

  /** Its heading, or empty when it needs none. */
  String title();

  /** Writes what stands under the heading. */
  void write(Html html);

  /** The sections of the page of a run, in the order in which a reader needs them. */
  static List<Section> all(Picture picture) {
    List<Section> sections = new ArrayList<>();
    sections.add(new VerdictSection(picture));
    if (!CounterexampleSection.broken(picture).isEmpty()) {
      sections.add(new CounterexampleSection(picture));
    }
    sections.add(new GuaranteesSection(picture));
    sections.add(new ExercisedSection(picture));
    sections.add(new TimelineSection(picture));
    sections.add(new LatencySection(picture));
    boolean recorded = picture.input().recorded();
    if (!recorded || !picture.history().faults().isEmpty()) {
      sections.add(new FaultsSection(picture));
    }
    if (!recorded || !picture.history().events().isEmpty()) {
      sections.add(new EventsSection(picture));
    }
    if (!picture.input().logs().isEmpty()) {
      sections.add(new LogsSection(picture));
    }
    if (!picture.input().messages().isEmpty() && !picture.flagged().isEmpty()) {
      sections.add(new MessagesSection(picture));
    }
    sections.add(new DetailsSection(picture));
    return List.copyOf(sections);
  }
}
