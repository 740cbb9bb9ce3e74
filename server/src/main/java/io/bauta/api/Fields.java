package io.bauta.api;

import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object in a request, each read with its expectation. What does not meet it
 * ends the request with a problem that names the field. A field with {@code null} counts as absent.
 */
final class Fields {

  private static final int DECIMAL_LENGTH_MAX = 20;
  private static final int YEAR_MIN = 1970;
  private static final int YEAR_MAX = 2200;

  private final JsonNode object;
  private final String prefix;

  private Fields(JsonNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  /** The request's body, an object with no other fields than {@code known}. */
  static Fields of(ApiRequest request, Set<String> known) {
    return of(request.body(), known);
  }

  /** An object in a body, with no other fields than {@code known}. */
  static Fields of(byte[] bytes, Set<String> known) {
    JsonNode body;
    try {
      body = Json.read(bytes);
    } catch (JacksonException notJson) {
      throw new ProblemException(
          new Problem(
              400,
              "malformed_json",
              "the body is not JSON: error at line %d, column %d"
                  .formatted(
                      notJson.getLocation() == null ? 0 : notJson.getLocation().getLineNr(),
                      notJson.getLocation() == null ? 0 : notJson.getLocation().getColumnNr())));
    }
    return of(body, "", known);
  }

  private static Fields of(JsonNode node, String prefix, Set<String> known) {
    if (!node.isObject()) {
      throw new ProblemException(
          new Problem(
              prefix.isEmpty() ? 400 : 422,
              prefix.isEmpty() ? "malformed_json" : "invalid_value",
              "expected a JSON object%s".formatted(prefix.isEmpty() ? "" : " in " + prefix)));
    }
    Fields fields = new Fields(node, prefix);
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw fields.invalid(
            "unknown_field",
            safeName(name),
            "unknown field; known are: " + String.join(", ", known.stream().sorted().toList()));
      }
    }
    return fields;
  }

  /** A name that a client made up can be anything, a number included. */
  private static String safeName(String name) {
    return name.length() <= 40 && name.chars().allMatch(c -> c == '_' || Character.isLetter(c))
        ? name
        : "(unprintable)";
  }

  /** The same object, in which these fields only are known. */
  Fields only(Set<String> known) {
    return of(object, prefix, known);
  }

  /** Whether the field is there and says that what was there before is taken away. */
  boolean isNull(String name) {
    return object.path(name).isNull();
  }

  /** What is there, in the order of the alphabet. */
  List<String> names() {
    return object.propertyNames().stream().sorted().toList();
  }

  boolean has(String name) {
    return object.hasNonNull(name);
  }

  String text(String name, int lengthMax) {
    return optionalText(name, lengthMax).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name, int lengthMax) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = object.get(name);
    if (!value.isString() || value.stringValue().isBlank()) {
      throw invalid("invalid_value", name, "expected a text that is not blank");
    }
    if (value.stringValue().length() > lengthMax) {
      throw invalid(
          "invalid_value", name, "expected a text of at most %d characters".formatted(lengthMax));
    }
    if (!PlainText.is(value.stringValue())) {
      throw invalid("invalid_value", name, PlainText.EXPECTED);
    }
    return Optional.of(value.stringValue());
  }

  Optional<Duration> optionalSeconds(String name, Duration min, Duration max) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = object.get(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min.toSeconds()
        || value.longValue() > max.toSeconds()) {
      throw invalid(
          "invalid_value",
          name,
          "expected whole seconds from %d to %d".formatted(min.toSeconds(), max.toSeconds()));
    }
    return Optional.of(Duration.ofSeconds(value.longValue()));
  }

  Optional<Integer> optionalWhole(String name, int min, int max) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = object.get(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < min
        || value.intValue() > max) {
      throw invalid(
          "invalid_value", name, "expected a whole number from %d to %d".formatted(min, max));
    }
    return Optional.of(value.intValue());
  }

  Optional<Boolean> optionalFlag(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = object.get(name);
    if (!value.isBoolean()) {
      throw invalid("invalid_value", name, "expected true or false");
    }
    return Optional.of(value.booleanValue());
  }

  Optional<BigDecimal> optionalDecimal(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = object.get(name);
    if (!value.isNumber() || value.toString().length() > DECIMAL_LENGTH_MAX) {
      throw invalid("invalid_value", name, "expected a number");
    }
    // More than any number that the library has is none.
    Optional<BigDecimal> decimal = value.decimalValueOpt();
    if (decimal.isEmpty()) {
      throw invalid("invalid_value", name, "expected a number");
    }
    return decimal;
  }

  Optional<Instant> optionalInstant(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = object.get(name);
    try {
      if (value.isString()) {
        return Optional.of(instant(value.stringValue()));
      }
    } catch (DateTimeException notAnInstant) {
      // Said below, for every wrong value alike.
    }
    throw invalid("invalid_value", name, "expected a time such as 2027-01-31T18:30:00Z");
  }

  /**
   * A time of RFC 3339, to the millisecond that the store keeps.
   *
   * @throws DateTimeException when it is none, or not of these centuries
   */
  static Instant instant(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text);
    if (time.getYear() < YEAR_MIN || time.getYear() > YEAR_MAX) {
      throw new DateTimeException("not of these centuries");
    }
    return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** One of the names of {@code kind}, in lower case. */
  <E extends Enum<E>> Optional<E> optionalChoice(String name, Class<E> kind) {
    return optionalText(name, 100).map(text -> choice(name, text, kind));
  }

  private <E extends Enum<E>> E choice(String name, String text, Class<E> kind) {
    return Names.parse(text, kind)
        .orElseThrow(() -> invalid("invalid_value", name, "expected " + Names.list(kind)));
  }

  /** Whether it is said and true. */
  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (!object.get(name).isBoolean()) {
      throw invalid("invalid_value", name, "expected true or false");
    }
    return object.get(name).booleanValue();
  }

  /** A telephone number that is possible in its country. */
  PhoneNumber number(String name, HomeRegion region) {
    return number(text(name, HomeRegion.TEXT_LENGTH_MAX), name, region);
  }

  List<PhoneNumber> numbers(String name, int countMax, HomeRegion region) {
    return texts(name, countMax, HomeRegion.TEXT_LENGTH_MAX).stream()
        .map(text -> number(text, name, region))
        .toList();
  }

  private PhoneNumber number(String text, String name, HomeRegion region) {
    if (region.isEmergencyNumber(text)) {
      throw invalid("special_number", name, ORDINARY_NUMBER_EXPECTED);
    }
    return region
        .parsePossible(text)
        .orElseThrow(() -> invalid("invalid_number", name, NUMBER_EXPECTED));
  }

  static final String NUMBER_EXPECTED =
      "expected a possible telephone number in E.164 form, such as +919000000001";

  static final String ORDINARY_NUMBER_EXPECTED =
      "an emergency, premium or short number is not rung: expected somebody's own";

  List<String> texts(String name, int countMax, int lengthMax) {
    JsonNode list = list(name, countMax);
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list) {
      if (!item.isString() || item.stringValue().length() > lengthMax) {
        throw invalid(
            "invalid_value",
            name,
            "expected a list of texts of at most %d characters".formatted(lengthMax));
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  /** An object that is one field of this one. */
  Fields object(String name, Set<String> known) {
    return of(object.get(name), path(name), known);
  }

  List<Fields> objects(String name, int min, int max, Set<String> known) {
    JsonNode list = list(name, Integer.MAX_VALUE);
    if (list.size() < min || list.size() > max) {
      throw invalid(
          "invalid_value",
          name,
          min == max
              ? "expected exactly %d entries".formatted(min)
              : "expected %d to %d entries".formatted(min, max));
    }
    List<Fields> objects = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      objects.add(of(list.get(i), path(name) + "[" + i + "]", known));
    }
    return objects;
  }

  JsonNode list(String name, int countMax) {
    JsonNode list = object.get(name);
    if (list == null || list.isNull()) {
      throw missing(name);
    }
    if (!list.isArray() || list.isEmpty() || list.size() > countMax) {
      throw invalid(
          "invalid_value", name, "expected a list of 1 to %d entries".formatted(countMax));
    }
    return list;
  }

  /** A flat object of texts. */
  Map<String, String> optionalTextMap(
      String name, int entriesMax, int keyLengthMax, int valueLengthMax) {
    Map<String, String> map = new LinkedHashMap<>();
    if (!has(name)) {
      return map;
    }
    JsonNode object = this.object.get(name);
    String expected =
        "expected an object of at most %d texts, keys up to %d and values up to %d characters"
            .formatted(entriesMax, keyLengthMax, valueLengthMax);
    if (!object.isObject() || object.size() > entriesMax) {
      throw invalid("invalid_value", name, expected);
    }
    for (String key : object.propertyNames()) {
      JsonNode value = object.get(key);
      if (key.length() > keyLengthMax
          || !PlainText.is(key)
          || !value.isString()
          || !PlainText.is(value.stringValue())
          || value.stringValue().length() > valueLengthMax) {
        throw invalid("invalid_value", name, expected);
      }
      map.put(key, value.stringValue());
    }
    return map;
  }

  ProblemException missing(String name) {
    return invalid("missing_field", name, "required field is missing");
  }

  ProblemException invalid(String code, String name, String detail) {
    String field = path(name);
    return new ProblemException(Problem.ofField(code, field, field + ": " + detail));
  }

  private String path(String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }
}
