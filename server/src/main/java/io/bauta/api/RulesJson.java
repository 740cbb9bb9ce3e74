package io.bauta.api;

import io.bauta.number.NumberingPlans;
import io.bauta.pool.CallPolicy;
import io.bauta.rules.CallLimits;
import io.bauta.rules.CallRules;
import io.bauta.rules.Callers;
import io.bauta.rules.Hours;
import io.bauta.rules.Hours.Window;
import io.bauta.rules.Recording;
import io.bauta.rules.SessionRules;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Call rules in JSON. Given, they replace all that were there: what is left out holds no more. */
final class RulesJson {

  static final String MAY_CALL = "may_call";
  static final String ANYONE = "anyone";

  private static final String HOURS = "hours";
  private static final String COUNTRIES = "countries";
  private static final String SPECIAL_NUMBERS = "special_numbers";
  private static final String NOTICE = "notice";
  static final String RECORDING = "recording";
  private static final String RECORDING_WITHOUT_NOTICE = "recording_without_notice";
  private static final String IN_SESSION = "calls_per_session";
  private static final String BY_CALLER = "calls_per_caller_per_hour";
  private static final String AT_ONCE_IN_SESSION = "concurrent_calls_per_session";
  private static final String AT_ONCE_IN_POOL = "concurrent_calls";

  static final Set<String> SESSION_FIELDS =
      Set.of(
          MAY_CALL,
          HOURS,
          IN_SESSION,
          AT_ONCE_IN_SESSION,
          NOTICE,
          RECORDING,
          RECORDING_WITHOUT_NOTICE);

  static final Set<String> FIELDS =
      Set.of(
          MAY_CALL,
          HOURS,
          IN_SESSION,
          BY_CALLER,
          AT_ONCE_IN_SESSION,
          NOTICE,
          RECORDING,
          RECORDING_WITHOUT_NOTICE,
          AT_ONCE_IN_POOL,
          COUNTRIES,
          SPECIAL_NUMBERS);

  private static final int ZONE_LENGTH_MAX = 60;
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  /** What becomes of calls to emergency, premium and short numbers. */
  enum SpecialNumbers {
    REFUSE,
    ALLOW
  }

  /** Whether calls are recorded. */
  enum OnOff {
    OFF,
    ON
  }

  private RulesJson() {}

  /**
   * The rules of a pool.
   *
   * @param participants how many a session of it has at most
   */
  static CallRules rules(Fields fields, int participants) {
    Optional<String> notice = notice(fields);
    return new CallRules(
        callers(fields, participants, List.of()),
        hours(fields),
        limits(fields),
        countries(fields),
        fields
            .optionalChoice(SPECIAL_NUMBERS, SpecialNumbers.class)
            .map(choice -> choice == SpecialNumbers.REFUSE)
            .orElse(true),
        notice,
        recording(fields, notice).orElse(Recording.OFF));
  }

  /**
   * The rules of a session.
   *
   * @param names of its participants, in their order
   * @param ofPool the rules of its pool, which hold where it says nothing
   */
  static SessionRules sessionRules(Fields fields, List<String> names, CallRules ofPool) {
    Optional<String> notice = notice(fields);
    return new SessionRules(
        callers(fields, names.size(), names),
        hours(fields),
        limits(fields),
        notice,
        recording(fields, notice.or(ofPool::notice)));
  }

  /**
   * Whether calls are recorded. Nobody is recorded who was not told, unless somebody says so in so
   * many words.
   *
   * @param notice what callers hear
   */
  private static Optional<Recording> recording(Fields fields, Optional<String> notice) {
    Optional<OnOff> recording = onOrOff(fields);
    boolean withoutNotice = fields.optionalFlag(RECORDING_WITHOUT_NOTICE).orElse(false);
    boolean isOn = recording.filter(OnOff.ON::equals).isPresent();
    if (withoutNotice && !isOn) {
      throw fields.invalid(
          "invalid_value", RECORDING_WITHOUT_NOTICE, "expected it only with recording \"on\"");
    }
    if (isOn && notice.isEmpty() && !withoutNotice) {
      throw untold(fields, NOTICE);
    }
    return recording.map(
        choice ->
            switch (choice) {
              case OFF -> Recording.OFF;
              case ON -> withoutNotice ? Recording.ON_WITHOUT_NOTICE : Recording.ON;
            });
  }

  private static ProblemException untold(Fields fields, String noticeField) {
    return fields.invalid(
        "missing_field",
        noticeField,
        "callers who are recorded are told so: expected a notice, or recording_without_notice"
            + " true where none is needed");
  }

  private static Optional<OnOff> onOrOff(Fields fields) {
    return fields.optionalChoice(RECORDING, OnOff.class);
  }

  /**
   * {@code rules} with what a pool's own field says about recordings, where it has one.
   *
   * @param saysSo whether the rules were given with that, and must then say the same
   */
  static CallRules recorded(Fields pool, CallRules rules, boolean saysSo) {
    if (!pool.has(RECORDING)) {
      return rules;
    }
    boolean isOn = onOrOff(pool).filter(OnOff.ON::equals).isPresent();
    boolean wasOn = rules.recording() != Recording.OFF;
    if (saysSo && isOn != wasOn) {
      throw pool.invalid("invalid_value", RECORDING, "expected what rules.recording says, or one");
    }
    if (isOn == wasOn) {
      return rules;
    }
    if (isOn && rules.notice().isEmpty()) {
      throw untold(pool, Accounts.NOTICE_FIELD);
    }
    return rules.with(isOn ? Recording.ON : Recording.OFF);
  }

  static void putRecording(Recording recording, ObjectNode json) {
    json.put(RECORDING, Names.of(recording == Recording.OFF ? OnOff.OFF : OnOff.ON));
  }

  private static void put(Recording recording, ObjectNode json) {
    putRecording(recording, json);
    if (recording == Recording.ON_WITHOUT_NOTICE) {
      json.put(RECORDING_WITHOUT_NOTICE, true);
    }
  }

  private static Optional<String> notice(Fields fields) {
    return fields.optionalText(NOTICE, CallPolicy.ANNOUNCEMENT_LENGTH_MAX);
  }

  private static Optional<Callers> callers(Fields fields, int participants, List<String> names) {
    if (!fields.has(MAY_CALL)) {
      return Optional.empty();
    }
    Set<Integer> positions = new HashSet<>();
    boolean anyone = false;
    for (JsonNode entry : fields.list(MAY_CALL, participants + 1)) {
      if (entry.isString() && entry.stringValue().equals(ANYONE)) {
        anyone = true;
      } else {
        positions.add(position(entry, fields, participants, names));
      }
    }
    return Optional.of(new Callers(positions, anyone));
  }

  private static int position(JsonNode entry, Fields fields, int participants, List<String> names) {
    int position =
        entry.isString()
            ? names.indexOf(entry.stringValue())
            : entry.isIntegralNumber() && entry.canConvertToInt() ? entry.intValue() : -1;
    boolean isOfOne =
        !entry.isString()
            || names.indexOf(entry.stringValue()) == names.lastIndexOf(entry.stringValue());
    if (position < 0 || position >= participants || !isOfOne) {
      throw fields.invalid(
          "invalid_value",
          MAY_CALL,
          "expected \"%s\", or places of participants from 0 to %d%s"
              .formatted(
                  ANYONE,
                  participants - 1,
                  names.isEmpty() ? "" : ", or names that one participant alone has"));
    }
    return position;
  }

  private static Optional<Hours> hours(Fields fields) {
    if (!fields.has(HOURS)) {
      return Optional.empty();
    }
    Fields hours = fields.object(HOURS, Set.of("time_zone", "windows"));
    ZoneId zone = zone(hours);
    List<Window> windows =
        hours.objects("windows", 1, Hours.WINDOWS_MAX, Set.of("days", "from", "to")).stream()
            .map(RulesJson::window)
            .toList();
    return Optional.of(new Hours(zone, windows));
  }

  /** Not an offset from UTC: it would be wrong for half of the year in most places. */
  private static ZoneId zone(Fields fields) {
    String name = fields.text("time_zone", ZONE_LENGTH_MAX);
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    throw fields.invalid(
        "invalid_value", "time_zone", "expected the name of a time zone, such as Asia/Kolkata");
  }

  private static Window window(Fields fields) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    if (fields.has("days")) {
      fields.texts("days", 7, 10).forEach(text -> days.add(day(text, fields)));
    } else {
      days.addAll(EnumSet.allOf(DayOfWeek.class));
    }
    return new Window(days, time("from", fields), time("to", fields));
  }

  private static DayOfWeek day(String text, Fields fields) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> name(day).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                fields.invalid(
                    "invalid_value",
                    "days",
                    "expected days such as mon, tue, wed, thu, fri, sat or sun"));
  }

  private static String name(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static LocalTime time(String name, Fields fields) {
    String text = fields.text(name, 10);
    try {
      if (TIME.matcher(text).matches()) {
        return LocalTime.parse(text);
      }
    } catch (DateTimeException notATime) {
      // Said below, for every wrong value alike.
    }
    throw fields.invalid("invalid_value", name, "expected a time of day from 00:00 to 23:59");
  }

  private static CallLimits limits(Fields fields) {
    return new CallLimits(
        limit(IN_SESSION, fields),
        limit(BY_CALLER, fields),
        limit(AT_ONCE_IN_SESSION, fields),
        limit(AT_ONCE_IN_POOL, fields));
  }

  private static Optional<Integer> limit(String name, Fields fields) {
    return fields.optionalWhole(name, CallLimits.MIN, CallLimits.MAX);
  }

  private static Set<String> countries(Fields fields) {
    if (!fields.has(COUNTRIES)) {
      return Set.of();
    }
    Set<String> codes = new TreeSet<>();
    for (String text : fields.texts(COUNTRIES, CallRules.COUNTRIES_MAX, 10)) {
      String code = text.toUpperCase(Locale.ROOT);
      if (!NumberingPlans.isRegion(code)) {
        throw fields.invalid(
            "invalid_value", COUNTRIES, "expected two-letter country codes such as IN or US");
      }
      codes.add(code);
    }
    return codes;
  }

  static ObjectNode of(CallRules rules) {
    ObjectNode json = Json.object();
    put(rules.callers(), rules.hours(), rules.limits(), rules.notice(), json);
    if (rules.recording() != Recording.OFF) {
      put(rules.recording(), json);
    }
    if (!rules.countries().isEmpty()) {
      ArrayNode countries = json.putArray(COUNTRIES);
      rules.countries().forEach(countries::add);
    }
    json.put(
        SPECIAL_NUMBERS,
        Names.of(rules.guardsSpecialNumbers() ? SpecialNumbers.REFUSE : SpecialNumbers.ALLOW));
    return json;
  }

  static ObjectNode of(SessionRules rules) {
    ObjectNode json = Json.object();
    put(rules.callers(), rules.hours(), rules.limits(), rules.notice(), json);
    rules.recording().ifPresent(recording -> put(recording, json));
    return json;
  }

  private static void put(
      Optional<Callers> callers,
      Optional<Hours> hours,
      CallLimits limits,
      Optional<String> notice,
      ObjectNode json) {
    callers.ifPresent(who -> put(who, json.putArray(MAY_CALL)));
    hours.ifPresent(when -> put(when, json.putObject(HOURS)));
    limits.inSession().ifPresent(calls -> json.put(IN_SESSION, calls));
    limits.byCallerInHour().ifPresent(calls -> json.put(BY_CALLER, calls));
    limits.atOnceInSession().ifPresent(calls -> json.put(AT_ONCE_IN_SESSION, calls));
    limits.atOnceInPool().ifPresent(calls -> json.put(AT_ONCE_IN_POOL, calls));
    notice.ifPresent(words -> json.put(NOTICE, words));
  }

  private static void put(Callers callers, ArrayNode json) {
    callers.positions().forEach(json::add);
    if (callers.anyone()) {
      json.add(ANYONE);
    }
  }

  private static void put(Hours hours, ObjectNode json) {
    json.put("time_zone", hours.zone().getId());
    ArrayNode windows = json.putArray("windows");
    for (Window window : hours.windows()) {
      ObjectNode node = windows.addObject();
      ArrayNode days = node.putArray("days");
      window.days().stream().sorted().map(RulesJson::name).forEach(days::add);
      node.put("from", window.from().toString());
      node.put("to", window.to().toString());
    }
  }
}
