package dev.assay.core.run;

import dev.assay.core.fault.PlannedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads {@code run.json}. Fields may be added, never renamed; unknown ones are ignored.
 */
public final class RunSpecJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RunSpecJson() {}

  /** The text of the file. */
  public static String toText(RunDescription run) {
    RunSpec spec = run.spec();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("system", spec.system());
    json.put("cluster", spec.cluster());
    json.put("nodes", spec.nodes());
    json.put("workload", spec.workload());
    json.put("faults", spec.faults());
    json.put("faultWords", run.faultWords());
    json.put(
        "faultsUnavailable",
        run.unavailable().entrySet().stream()
            .map(each -> new TreeMap<>(Map.of("fault", each.getKey(), "why", each.getValue())))
            .toList());
    json.put("concurrency", spec.concurrency());
    json.put("rate", spec.rate());
    json.put("timeLimitMillis", spec.timeLimitMillis());
    json.put("seed", spec.seed());
    json.put("bug", spec.bug());
    json.put("settings", spec.settings());
    json.putAll(own(spec.own()));
    json.put("started", run.started());
    json.put("versions", run.versions());
    json.put("plan", run.plan().stream().map(RunSpecJson::fault).toList());
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  /** Only what there is: most runs bring nothing along. */
  private static Map<String, Object> own(RunSpec.Own own) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!own.endpoints().isEmpty()) {
      json.put("endpoints", own.endpoints());
    }
    if (!own.client().isEmpty()) {
      json.put("client", own.client());
    }
    if (!own.plugin().isEmpty()) {
      json.put("plugin", own.plugin());
    }
    return json;
  }

  private static RunSpec.Own own(JsonNode json) {
    return new RunSpec.Own(
        json.has("endpoints") ? texts(json, "endpoints") : List.of(),
        json.has("client") ? text(json, "client") : "",
        json.has("plugin") ? text(json, "plugin") : "");
  }

  private static Map<String, Object> fault(PlannedFault fault) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", fault.id());
    json.put("kind", fault.kind());
    json.put("atNanos", fault.atNanos());
    json.put("durationNanos", fault.durationNanos());
    json.put("parameters", fault.parameters());
    return json;
  }

  /**
   * Writes the file.
   *
   * @throws OutputException if it cannot be written
   */
  public static void write(Path file, RunDescription run) {
    try {
      Files.writeString(file, toText(run));
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is not what {@link #write} writes; says what is wrong
   */
  public static RunDescription read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads the text of a file.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static RunDescription parse(String text) {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    RunSpec spec =
        new RunSpec(
            text(json, "system"),
            text(json, "cluster"),
            (int) number(json, "nodes"),
            text(json, "workload"),
            texts(json, "faults"),
            (int) number(json, "concurrency"),
            field(json, "rate").asDouble(0),
            number(json, "timeLimitMillis"),
            number(json, "seed"),
            text(json, "bug"),
            textMap(json, "settings"),
            own(json));
    List<PlannedFault> plan = new ArrayList<>();
    for (JsonNode fault : field(json, "plan")) {
      plan.add(planned(fault));
    }
    return new RunDescription(
        spec,
        texts(json, "faultWords"),
        text(json, "started"),
        textMap(json, "versions"),
        plan,
        unavailable(json));
  }

  /** Runs of older versions do not say. */
  private static Map<String, String> unavailable(JsonNode json) {
    Map<String, String> unavailable = new TreeMap<>();
    for (JsonNode each : json.path("faultsUnavailable")) {
      unavailable.put(text(each, "fault"), text(each, "why"));
    }
    return unavailable;
  }

  private static PlannedFault planned(JsonNode json) {
    Map<String, Object> parameters = new TreeMap<>();
    for (Map.Entry<String, JsonNode> parameter : field(json, "parameters").properties()) {
      parameters.put(parameter.getKey(), value(parameter.getValue()));
    }
    return new PlannedFault(
        (int) number(json, "id"),
        text(json, "kind"),
        number(json, "atNanos"),
        number(json, "durationNanos"),
        parameters);
  }

  private static Object value(JsonNode json) {
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    if (json.isIntegralNumber()) {
      return json.longValue();
    }
    if (json.isNumber()) {
      return json.doubleValue();
    }
    if (json.isString()) {
      return json.stringValue();
    }
    if (json.isArray()) {
      List<Object> elements = new ArrayList<>();
      json.forEach(element -> elements.add(value(element)));
      return elements;
    }
    throw new IllegalArgumentException("a parameter of a fault is not a plain value: " + json);
  }

  private static JsonNode field(JsonNode json, String name) {
    JsonNode field = json.path(name);
    if (field.isMissingNode() || field.isNull()) {
      throw new IllegalArgumentException("the field " + name + " is missing");
    }
    return field;
  }

  private static String text(JsonNode json, String name) {
    JsonNode field = field(json, name);
    if (!field.isString()) {
      throw new IllegalArgumentException("the field " + name + " is no text: " + field);
    }
    return field.stringValue();
  }

  private static long number(JsonNode json, String name) {
    JsonNode field = field(json, name);
    if (!field.isIntegralNumber() || !field.canConvertToLong()) {
      throw new IllegalArgumentException("the field " + name + " is no integer: " + field);
    }
    return field.longValue();
  }

  private static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    field(json, name).forEach(element -> texts.add(element.asString()));
    return texts;
  }

  private static Map<String, String> textMap(JsonNode json, String name) {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : field(json, name).properties()) {
      texts.put(entry.getKey(), entry.getValue().asString());
    }
    return texts;
  }
}
