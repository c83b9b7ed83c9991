package dev.assay.server.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of {@link Main}: a configuration file, options, or both. */
final class Options {
  static final String USAGE =
      """
      usage: server [zoo.cfg] [--port PORT] [--host HOST] [--data DIR] [--id N]
                    [--bug NAME[,NAME]] [--set KEY=VALUE]...
      An option replaces the same key of the file.\
      """;

  private static final Map<String, String> KEYS =
      Map.of(
          "--port", "clientPort",
          "--host", "clientPortAddress",
          "--data", "dataDir",
          "--id", "myid",
          "--bug", "bug");

  private Options() {}

  /** Whether the only argument asks how to use it. */
  static boolean helpAsked(List<String> arguments) {
    return arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"));
  }

  /** Throws {@link StartFailure} when the arguments or what they name make no sense. */
  static ServerConfig parse(List<String> arguments) {
    List<Setting> settings = new ArrayList<>();
    List<Setting> fromOptions = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        settings.addAll(ServerConfig.settings(Path.of(argument)));
        continue;
      }
      if (++i == arguments.size()) {
        throw wrong(argument + " needs a value");
      }
      fromOptions.add(option(argument, arguments.get(i)));
    }
    settings.addAll(fromOptions);
    if (settings.isEmpty()) {
      throw wrong("neither a configuration file nor options");
    }
    return ConfigReader.read(settings);
  }

  private static Setting option(String name, String value) {
    String key = KEYS.get(name);
    if (key != null) {
      return new Setting(name, key, value);
    }
    int equals = value.indexOf('=');
    if (!name.equals("--set") || equals <= 0) {
      throw wrong("unknown option " + name + " " + value);
    }
    return new Setting(name, value.substring(0, equals).trim(), value.substring(equals + 1).trim());
  }

  private static StartFailure wrong(String why) {
    return new StartFailure(StartFailure.USAGE, why + "\n" + USAGE);
  }
}
