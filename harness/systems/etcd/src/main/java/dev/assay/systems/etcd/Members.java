package dev.assay.systems.etcd;

import dev.assay.core.spi.SystemUnderTest.Membership;
import dev.assay.core.spi.SystemUnderTest.NodePlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The members of a cluster, by the JSON form of etcd's cluster service. */
final class Members implements Membership {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  /** A node that has this file in its folder joins a cluster that is there already. */
  private static final String JOINS = "joins";

  private static final Pattern MEMBER = Pattern.compile("\\{\"ID\":\"(\\d+)\"[^{}]*\\}");
  private static final Pattern PEER_URL = Pattern.compile("\"peerURLs\":\\[\"([^\"]+)\"");
  private static final int OK = 200;

  /** What etcd's flag {@code initial-cluster-state} must be for a node that has no data. */
  static String initialState(NodePlan plan) {
    return Files.exists(plan.folder().resolve(JOINS)) ? "existing" : "new";
  }

  @Override
  public List<String> members(NodePlan asked) throws IOException, InterruptedException {
    Map<String, String> ids = ids(asked);
    return asked.numbers().keySet().stream()
        .filter(node -> ids.containsKey(EtcdSystem.peerUrl(asked, node)))
        .toList();
  }

  /**
   * The members' identities, by the URLs that they announce. A node says what it has applied, which
   * may be old; a linearizable read before makes it apply what was agreed on until then.
   */
  private static Map<String, String> ids(NodePlan asked) throws IOException, InterruptedException {
    var _ = post(asked, "kv/range", "{\"key\":\"AA==\"}");
    return parse(post(asked, "cluster/member/list", "{}"));
  }

  static Map<String, String> parse(String json) {
    Map<String, String> ids = new TreeMap<>();
    Matcher member = MEMBER.matcher(json);
    while (member.find()) {
      Matcher url = PEER_URL.matcher(member.group());
      if (url.find()) {
        ids.put(url.group(1), member.group(1));
      }
    }
    return ids;
  }

  @Override
  public void leave(NodePlan member, NodePlan asked) throws IOException, InterruptedException {
    String id = ids(asked).get(EtcdSystem.peerUrl(asked, member.name()));
    if (id != null) {
      var _ = post(asked, "cluster/member/remove", "{\"ID\":\"" + id + "\"}");
    }
  }

  @Override
  public void join(NodePlan member, NodePlan asked) throws IOException, InterruptedException {
    Files.writeString(
        member.folder().resolve(JOINS), "This node joins a cluster that is there already.\n");
    String url = EtcdSystem.peerUrl(asked, member.name());
    if (!ids(asked).containsKey(url)) {
      var _ = post(asked, "cluster/member/add", "{\"peerURLs\":[\"" + url + "\"]}");
    }
  }

  private static String post(NodePlan asked, String what, String body)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + asked.clientPort() + "/v3/" + what);
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(uri).timeout(LIMIT).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException(asked.name() + ": " + what + ": " + answer.body());
    }
    return answer.body();
  }
}
