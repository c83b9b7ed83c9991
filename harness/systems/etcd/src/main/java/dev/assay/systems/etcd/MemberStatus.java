package dev.assay.systems.etcd;

import dev.assay.core.spi.Cluster.NodeStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a member says of itself by the JSON form of its maintenance service. */
final class MemberStatus {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  private MemberStatus() {}

  static NodeStatus ask(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v3/maintenance/status"))
            .timeout(LIMIT)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try {
      return of(CLIENT.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return new NodeStatus(false, "", -1, e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new NodeStatus(false, "", -1, "interrupted");
    }
  }

  /**
   * The term is the epoch. A leader that has been replaced and does not know says that it leads.
   */
  static NodeStatus of(String json) {
    String member = number(json, "member_id");
    String leader = number(json, "leader");
    String term = number(json, "raftTerm");
    if (member.isEmpty() || term.isEmpty()) {
      return new NodeStatus(false, "", -1, json);
    }
    String mode =
        leader.isEmpty() || leader.equals("0")
            ? "looking"
            : leader.equals(member) ? "leader" : "follower";
    return new NodeStatus(true, mode, Long.parseLong(term), json);
  }

  private static String number(String json, String field) {
    Matcher found = Pattern.compile("\"" + field + "\":\"?(\\d{1,20})\\b").matcher(json);
    return found.find() ? found.group(1) : "";
  }
}
