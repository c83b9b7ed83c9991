package dev.assay.report;

import dev.assay.checker.history.Actor;
import dev.assay.checker.history.Entry;
import dev.assay.checker.history.EntryType;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happened without anybody's asking: leaders, deaths, phases of the run, and what clients were
 * told where that is evidence.
 */
record EventsSection(Picture picture) implements Section {
  private static final int SHOWN = 400;

  @Override
  public String id() {
    return "events";
  }

  @Override
  public String title() {
    return "Cluster events";
  }

  @Override
  public void write(Html html) {
    List<Entry> ofEvidence =
        picture.marks().stream()
            .filter(mark -> mark.actor() instanceof Actor.Client && mark.type() == EntryType.EVENT)
            .toList();
    List<Entry> events =
        Stream.concat(picture.history().events().stream(), ofEvidence.stream())
            .filter(event -> !event.f().equals("run"))
            .sorted(Comparator.comparingLong(Entry::index))
            .toList();
    Nearest nearest = picture.nearest();
    if (events.isEmpty()) {
      html.leaf("p", "The history holds none.", "class", "note");
    } else {
      table(html, nearest.of(events, SHOWN, event -> new Interval(event.time(), event.time())));
    }
    nearest.note(html, events.size() - SHOWN, "event");
    long ofClients = picture.history().clientEvents() - ofEvidence.size();
    if (ofClients > 0) {
      String text =
          Wording.count(ofClients, "event") + " of clients not listed: see history.jsonl.";
      html.leaf("p", text, "class", "note");
    }
  }

  private static void table(Html html, List<Entry> events) {
    html.open("div", "class", "scroll").open("table", "class", "events");
    html.open("thead").open("tr");
    for (String heading : List.of("When", "Who", "What")) {
      html.leaf("th", heading, "scope", "col");
    }
    html.close(2).open("tbody");
    for (Entry event : events) {
      html.open("tr", "class", unprovoked(event) ? "alarm" : "");
      html.open("td", "class", "number");
      html.leaf("a", Wording.at(event.time()), "href", "#t=" + event.time() / 1000).close();
      html.leaf("td", who(event.actor()));
      html.leaf("td", words(event)).close();
    }
    html.close(3);
  }

  private static String who(Actor actor) {
    return actor instanceof Actor.Nemesis ? "the run" : Wording.actor(actor);
  }

  private static boolean unprovoked(Entry event) {
    return event.f().equals("died") && Boolean.FALSE.equals(FaultEpisode.field(event, "provoked"));
  }

  private static String words(Entry event) {
    String detail = Wording.value(FaultEpisode.field(event, "detail"));
    String after = detail.isEmpty() ? "" : ": " + detail;
    return switch (event.f()) {
      case "leader" -> "is seen as the leader" + epoch(event);
      case "died" -> (unprovoked(event) ? "died and nobody had provoked it" : "died") + after;
      case "started" -> "started" + after;
      case "healed" -> "every fault is healed";
      case "serving" -> "serves again" + serving(event);
      case "phase" -> "the phase “" + Wording.value(event.value()) + "” begins";
      case "end" -> "the run ends";
      case "interrupted" -> "the run was interrupted";
      default -> event.f() + " " + Wording.value(event.value());
    };
  }

  private static String epoch(Entry event) {
    Object epoch = FaultEpisode.field(event, "epoch");
    return epoch == null ? "" : " of epoch " + Wording.value(epoch);
  }

  private static String serving(Entry event) {
    return FaultEpisode.field(event, "millis") instanceof Number millis
        ? " after " + Wording.lasting(millis.longValue() * 1_000_000)
        : "";
  }
}
