package dev.assay.server.runtime;

import dev.assay.server.bug.SeededBug;
import dev.assay.server.tree.StateMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a {@link ServerConfig} of settings; a later setting replaces an earlier one. */
final class ConfigReader {
  private static final String SERVER = "server.";
  private static final int MAX_NODE = 255;
  private static final int HOUR_MILLIS = 3_600_000;
  private static final int MANY = 1_000_000_000;

  private static final Set<String> KNOWN =
      Set.of(
          "tickTime",
          "initLimit",
          "syncLimit",
          "dataDir",
          "clientPort",
          "clientPortAddress",
          "quorumListen",
          "electionListen",
          "snapCount",
          "txnLogSizeLimitInKb",
          "maxClients",
          "myid",
          "featureLevel",
          "bug");

  private final Map<String, Setting> settings = new HashMap<>();
  private final Map<Integer, Peer> peers = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private ConfigReader() {}

  static ServerConfig read(List<Setting> settings) {
    ConfigReader reader = new ConfigReader();
    settings.forEach(reader::take);
    return reader.config();
  }

  private void take(Setting setting) {
    if (setting.key().startsWith(SERVER)) {
      String number = setting.key().substring(SERVER.length());
      peers.put(
          new Setting(setting.origin(), setting.key(), number).number(1, MAX_NODE),
          Peer.parse(setting));
    } else if (KNOWN.contains(setting.key())) {
      settings.put(setting.key(), setting);
    } else {
      warnings.add("%s: unknown key %s has no effect".formatted(setting.origin(), setting.key()));
    }
  }

  private ServerConfig config() {
    Path data =
        find("dataDir")
            .map(setting -> Path.of(setting.value()))
            .orElseThrow(() -> new StartFailure(StartFailure.USAGE, "dataDir is missing"));
    ServerConfig.Limits limits =
        new ServerConfig.Limits(
            number("tickTime", 2_000, 2, HOUR_MILLIS),
            number("initLimit", 10, 1, MANY),
            number("syncLimit", 5, 1, MANY),
            number("snapCount", 100_000, 2, MANY),
            number("txnLogSizeLimitInKb", 65_536, 1, MANY),
            number("maxClients", 1_000, 1, MANY));
    return new ServerConfig(
        node(data),
        data,
        client(),
        peers,
        find("quorumListen").map(Setting::address),
        find("electionListen").map(Setting::address),
        limits,
        number("featureLevel", StateMachine.FEATURE_LEVEL, 1, StateMachine.FEATURE_LEVEL),
        bugs(),
        warnings);
  }

  private Address client() {
    String host = find("clientPortAddress").map(Setting::value).orElse("127.0.0.1");
    return new Address(host, number("clientPort", 2181, 0, 65_535));
  }

  private Set<SeededBug> bugs() {
    Set<SeededBug> bugs = EnumSet.noneOf(SeededBug.class);
    find("bug")
        .ifPresent(setting -> {
          for (String word : setting.value().split(",", -1)) {
            if (!word.isBlank()) {
              bugs.add(bug(setting, word.trim()));
            }
          }
        });
    return bugs;
  }

  private static SeededBug bug(Setting setting, String word) {
    try {
      return SeededBug.of(word);
    } catch (IllegalArgumentException e) {
      throw setting.wrong(String.valueOf(e.getMessage()));
    }
  }

  private int node(Path data) {
    Optional<Setting> given = find("myid").or(() -> myidFile(data));
    if (peers.isEmpty()) {
      return given.map(setting -> setting.number(1, MAX_NODE)).orElse(1);
    }
    Setting setting =
        given.orElseThrow(() ->
            new StartFailure(
                StartFailure.USAGE,
                "which of the servers is this one? Give myid, or write " + data.resolve("myid")));
    int node = setting.number(1, MAX_NODE);
    if (!peers.containsKey(node)) {
      throw setting.wrong("there is no line " + SERVER + node);
    }
    return node;
  }

  private static Optional<Setting> myidFile(Path data) {
    Path file = data.resolve("myid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Setting(file.toString(), "myid", Files.readString(file).trim()));
    } catch (IOException e) {
      throw new StartFailure(StartFailure.NO_INPUT, "cannot read " + file + ": " + e);
    }
  }

  private Optional<Setting> find(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  private int number(String key, int otherwise, int least, int most) {
    return find(key).map(setting -> setting.number(least, most)).orElse(otherwise);
  }
}
