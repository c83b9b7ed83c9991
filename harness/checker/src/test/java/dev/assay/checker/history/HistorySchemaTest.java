package dev.assay.checker.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published schema says what the reader accepts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistorySchemaTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonNode schema = MAPPER.createObjectNode();

  @BeforeAll
  void read() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("docs/schema"))) {
      root = Objects.requireNonNull(root.getParent(), "the project's docs");
    }
    schema = MAPPER.readTree(Files.readString(root.resolve("docs/schema/history.schema.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'index':0,'type':'invoke','process':1,'f':'read'}",
        "{'index':0,'time':5,'type':'event','process':'nemesis','f':'run','value':{'a':['n1']}}",
        "{'index':0,'type':'ok','process':1,'f':'r','op':3,'key':'k','value':null,'node':'n1',"
            + "'session':'7','error':'x','hint':{'order':'zxid','scope':'all','value':'9'}}",
        "{'index':0,'type':'info','process':'n2','f':'died','key':7,'error':null,'other':[1]}",
      })
  void goodLinesFit(String line) {
    String json = line.replace('\'', '"');
    assertThat(wrong(json)).isEmpty();
    assertThat(EntryJson.parse(json).index()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'invoke','process':1,'f':'read'}",
        "{'index':-1,'type':'invoke','process':1,'f':'read'}",
        "{'index':0,'type':'done','process':1,'f':'read'}",
        "{'index':0,'type':'ok','process':-1,'f':'read'}",
        "{'index':0,'type':'ok','process':2147483648,'f':'read'}",
        "{'index':0,'type':'ok','process':[],'f':'read'}",
        "{'index':0,'type':'ok','process':1}",
        "{'index':0,'type':'ok','process':1,'f':'r','time':'now'}",
        "{'index':0,'type':'ok','process':1,'f':'r','op':1.5}",
        "{'index':0,'type':'ok','process':1,'f':'r','key':[1]}",
        "{'index':0,'type':'ok','process':1,'f':'r','hint':{'order':'zxid'}}",
      })
  void badLinesDoNot(String line) {
    String json = line.replace('\'', '"');
    assertThat(wrong(json)).isNotEmpty();
    assertThatThrownBy(() -> EntryJson.parse(json)).isInstanceOf(HistoryException.class);
  }

  @Test
  void everyFieldThatIsWrittenIsInTheSchema() {
    Entry full =
        new Entry(
            1,
            2,
            EntryType.OK,
            new Actor.Client(3),
            "f",
            4,
            "k",
            5L,
            "e",
            "n",
            "s",
            new Hint("zxid", "all", "6"));
    assertThat(wrong(EntryJson.toLine(full))).isEmpty();
    assertThat(schema.get("properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(EntryJson.toMap(full).keySet());
  }

  private List<String> wrong(String line) {
    List<String> wrong = new ArrayList<>();
    validate(schema, MAPPER.readTree(line), "line", wrong);
    return wrong;
  }

  /** The part of JSON Schema that ours uses. */
  private static void validate(JsonNode rule, JsonNode value, String at, List<String> wrong) {
    JsonNode types = rule.get("type");
    if (types != null && !isOneOf(types, value)) {
      wrong.add(at + " is not " + types);
    }
    JsonNode words = rule.get("enum");
    if (words != null && words.valueStream().noneMatch(value::equals)) {
      wrong.add(at + " is none of " + words);
    }
    if (value.isNumber() && rule.has("minimum") && value.asLong() < rule.get("minimum").asLong()) {
      wrong.add(at + " is too small");
    }
    if (value.isNumber() && rule.has("maximum") && value.asLong() > rule.get("maximum").asLong()) {
      wrong.add(at + " is too great");
    }
    if (!value.isObject()) {
      return;
    }
    if (rule.has("required")) {
      rule.get("required")
          .valueStream()
          .filter(name -> !value.has(name.asString()))
          .forEach(name -> wrong.add(at + " has no " + name));
    }
    if (rule.has("properties")) {
      rule.get("properties")
          .propertyStream()
          .filter(field -> value.has(field.getKey()))
          .forEach(field ->
              validate(field.getValue(), value.get(field.getKey()), field.getKey(), wrong));
    }
  }

  private static boolean isOneOf(JsonNode types, JsonNode value) {
    return types.isArray()
        ? types.valueStream().anyMatch(type -> is(type.asString(), value))
        : is(types.asString(), value);
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("the schema has the type " + type);
    };
  }
}
