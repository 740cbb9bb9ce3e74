package io.bauta.api;

import io.bauta.number.HomeRegion;
import io.bauta.number.NumberingPlans;
import io.bauta.number.PhoneNumber;
import io.bauta.plan.Pressure;
import io.bauta.pool.Asking;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.GeoMatch;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.Lending;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.RepeatOrders;
import io.bauta.pool.Ringing;
import io.bauta.pool.Selection;
import io.bauta.pool.SessionPolicy;
import io.bauta.pool.UnknownCaller;
import io.bauta.rules.CallRules;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Pools in JSON. */
final class PoolJson {

  static final Set<String> CHANGEABLE_FIELDS =
      Set.of(
          "selection",
          "geo_match",
          "number_load_max",
          "repeat_orders",
          "cool_off_seconds",
          "grace_seconds",
          "grace_policy",
          "ring_timeout_seconds",
          "talk_limit_seconds",
          "refusal",
          "announcement",
          "ended_announcement",
          SpeechJson.LANGUAGE,
          SpeechJson.TRANSLATIONS,
          "unknown_caller",
          "unknown_caller_fallback",
          "ask_url",
          "forward_to",
          "ringing",
          "pin_length",
          "pin_attempts",
          "pin_lockout_seconds",
          "pin_prompt",
          "pin_prompt_again",
          "pin_binds_phone",
          "unique_reference",
          "end_calls_at_expiry",
          "recording",
          "rules");

  static final Set<String> FIELDS = withNameAndKind();

  /** How a refused caller is turned away. */
  enum Refusal {
    SPOKEN,
    SILENT
  }

  /** As a bound to a number's load: there is none. */
  private static final int NO_LOAD_MAX = 0;

  private PoolJson() {}

  private static Set<String> withNameAndKind() {
    Set<String> fields = new HashSet<>(CHANGEABLE_FIELDS);
    fields.addAll(Set.of("name", "carrier_account", "mode"));
    return Set.copyOf(fields);
  }

  static CallPolicy callPolicy(Fields fields, CallPolicy before) {
    Optional<String> announcement =
        fields.optionalText("announcement", CallPolicy.ANNOUNCEMENT_LENGTH_MAX);
    Refusal refusal =
        fields
            .optionalChoice("refusal", Refusal.class)
            .orElse(
                announcement.isPresent() || before.announcement().isPresent()
                    ? Refusal.SPOKEN
                    : Refusal.SILENT);
    if (refusal == Refusal.SILENT && announcement.isPresent()) {
      throw fields.invalid(
          "invalid_value",
          "announcement",
          "a silent refusal says nothing: expected spoken, or none");
    }
    return new CallPolicy(
        fields
            .optionalSeconds(
                "ring_timeout_seconds", CallPolicy.RING_TIMEOUT_MIN, CallPolicy.RING_TIMEOUT_MAX)
            .orElse(before.ringTimeout()),
        fields
            .optionalSeconds(
                "talk_limit_seconds", CallPolicy.TALK_LIMIT_MIN, CallPolicy.TALK_LIMIT_MAX)
            .orElse(before.talkLimit()),
        switch (refusal) {
          case SILENT -> Optional.empty();
          case SPOKEN -> announcement.or(before::announcement).or(CallPolicy.DEFAULT::announcement);
        });
  }

  static PoolPolicies policies(
      Fields fields, PoolPolicies before, HomeRegion region, PoolMode mode) {
    GracePolicy grace =
        fields.optionalChoice("grace_policy", GracePolicy.class).orElse(before.grace());
    UnknownCaller unknown =
        fields.optionalChoice("unknown_caller", UnknownCaller.class).orElse(before.unknownCaller());
    Optional<PhoneNumber> forwardTo =
        fields.has("forward_to")
            ? Optional.of(fields.number("forward_to", region))
            : kept(fields, "forward_to", before.forwardTo());
    Asking asking = asking(fields, before.asking());
    boolean strangersAreForwarded =
        unknown == UnknownCaller.FORWARD
            || (unknown == UnknownCaller.ASK && asking.fallback() == UnknownCaller.FORWARD);
    if (forwardTo.isEmpty() && (grace == GracePolicy.FORWARD || strangersAreForwarded)) {
      throw fields.invalid(
          "missing_field",
          "forward_to",
          "a pool that forwards needs the number where support answers, in E.164 form");
    }
    CallRules rules = rules(fields, before.rules(), mode);
    forwardTo.ifPresent(number -> requireRingable(fields, number, rules));
    Lending lending = lending(fields, before.lending(), mode);
    return new PoolPolicies(
        grace,
        fields
            .optionalText("ended_announcement", CallPolicy.ANNOUNCEMENT_LENGTH_MAX)
            .or(() -> kept(fields, "ended_announcement", before.endedAnnouncement())),
        unknown,
        asking,
        forwardTo,
        pins(fields, before.pins()),
        fields.optionalChoice("ringing", Ringing.class).orElse(before.ringing()),
        lending,
        rules,
        sessions(fields, before.sessions(), lending),
        SpeechJson.translations(fields, before.translations()));
  }

  /** What was there before, unless {@code null} takes it away. */
  private static <T> Optional<T> kept(Fields fields, String name, Optional<T> before) {
    return fields.isNull(name) ? Optional.empty() : before;
  }

  /** Whether calls are recorded is a rule, and may be said beside the others. */
  private static CallRules rules(Fields fields, CallRules before, PoolMode mode) {
    if (!fields.has("rules")) {
      return RulesJson.recorded(fields, before, false);
    }
    Fields given = fields.object("rules", RulesJson.FIELDS);
    CallRules rules = RulesJson.rules(given, mode.participantsMax());
    return RulesJson.recorded(fields, rules, given.has(RulesJson.RECORDING));
  }

  private static Asking asking(Fields fields, Asking before) {
    UnknownCaller fallback =
        fields
            .optionalChoice("unknown_caller_fallback", UnknownCaller.class)
            .orElse(before.fallback());
    if (fallback == UnknownCaller.ASK) {
      throw fields.invalid(
          "invalid_value",
          "unknown_caller_fallback",
          "it holds when asking came to nothing: expected refuse, challenge or forward");
    }
    return new Asking(
        fallback,
        fields
            .optionalText("ask_url", Asking.URL_LENGTH_MAX)
            .or(() -> kept(fields, "ask_url", before.url())));
  }

  private static Lending lending(Fields fields, Lending before, PoolMode mode) {
    Optional<Integer> loadMax =
        fields.optionalWhole("number_load_max", NO_LOAD_MAX, Lending.LOAD_MAX_MAX);
    return new Lending(
        fields.optionalChoice("geo_match", GeoMatch.class).orElse(before.geoMatch()),
        loadMax.isPresent() ? loadMax.filter(load -> load != NO_LOAD_MAX) : before.loadMax(),
        repeatOrders(fields, before.repeatOrders(), mode));
  }

  /** A session that stands for orders has a reference for each. */
  private static SessionPolicy sessions(Fields fields, SessionPolicy before, Lending lending) {
    boolean uniqueReference =
        fields.optionalFlag("unique_reference").orElse(before.uniqueReference());
    if (uniqueReference && lending.repeatOrders() == RepeatOrders.MERGE) {
      throw fields.has("unique_reference")
          ? fields.invalid(
              "invalid_value",
              "unique_reference",
              "orders of one session have references of their own: expected false, or"
                  + " repeat_orders separate")
          : fields.invalid(
              "invalid_value",
              "repeat_orders",
              "orders of one session have references of their own: expected separate, or"
                  + " unique_reference false");
    }
    return new SessionPolicy(
        uniqueReference, fields.optionalFlag("end_calls_at_expiry").orElse(before.endsCalls()));
  }

  private static RepeatOrders repeatOrders(Fields fields, RepeatOrders before, PoolMode mode) {
    RepeatOrders repeat = fields.optionalChoice("repeat_orders", RepeatOrders.class).orElse(before);
    if (repeat == RepeatOrders.MERGE && !mode.isOfPairs()) {
      throw fields.invalid(
          "invalid_value",
          "repeat_orders",
          "orders are merged between two people: expected separate, or a pool of mode"
              + " pair_two_numbers or pair_one_number");
    }
    return repeat;
  }

  /**
   * How the pool chooses among its free numbers.
   *
   * @throws ProblemException when that goes by who is in a session, and the mode does not know it
   */
  static Selection selection(Fields fields, Selection before, PoolMode mode) {
    Selection selection = fields.optionalChoice("selection", Selection.class).orElse(before);
    if (selection.isSticky() && mode == PoolMode.PIN) {
      throw fields.invalid(
          "invalid_value",
          "selection",
          "in a pool of mode pin callers are known by what they enter, so nobody has a number of"
              + " their own: expected first_fit or least_recently_used");
    }
    return selection;
  }

  /** The rules hold for support too: it is found out here rather than by a caller. */
  private static void requireRingable(Fields fields, PhoneNumber support, CallRules rules) {
    if (rules.guardsSpecialNumbers() && NumberingPlans.specialOf(support).isPresent()) {
      throw fields.invalid("special_number", "forward_to", Fields.ORDINARY_NUMBER_EXPECTED);
    }
    if (!rules.countries().isEmpty()
        && NumberingPlans.regionOf(support).filter(rules.countries()::contains).isEmpty()) {
      throw fields.invalid(
          "invalid_value", "forward_to", "expected a number of one of the rules' countries");
    }
  }

  private static PinPolicy pins(Fields fields, PinPolicy before) {
    return new PinPolicy(
        fields
            .optionalWhole("pin_length", PinPolicy.LENGTH_MIN, PinPolicy.LENGTH_MAX)
            .orElse(before.length()),
        fields
            .optionalWhole("pin_attempts", PinPolicy.ATTEMPTS_MIN, PinPolicy.ATTEMPTS_MAX)
            .orElse(before.attempts()),
        fields
            .optionalSeconds("pin_lockout_seconds", PinPolicy.LOCKOUT_MIN, PinPolicy.LOCKOUT_MAX)
            .orElse(before.lockout()),
        fields
            .optionalText("pin_prompt", CallPolicy.ANNOUNCEMENT_LENGTH_MAX)
            .orElse(before.prompt()),
        fields
            .optionalText("pin_prompt_again", CallPolicy.ANNOUNCEMENT_LENGTH_MAX)
            .orElse(before.promptAgain()),
        fields.optionalFlag("pin_binds_phone").orElse(before.bindsPhone()));
  }

  static Optional<Duration> rest(Fields fields, String name) {
    return fields.optionalSeconds(name, Duration.ZERO, NumberPool.COOL_OFF_MAX);
  }

  /** Whether two pools are the same but for their id and birth. */
  static boolean isSame(NumberPool one, NumberPool other) {
    return one.equals(
        new NumberPool(
            one.id(),
            other.name(),
            other.carrierAccount(),
            other.mode(),
            other.selection(),
            other.callPolicy(),
            other.coolOff(),
            other.grace(),
            one.createdAt(),
            other.policies()));
  }

  static ObjectNode of(NumberPool pool) {
    CallPolicy policy = pool.callPolicy();
    ObjectNode json = Json.object();
    json.put("id", pool.id().toString());
    json.put("name", pool.name());
    json.put("carrier_account", pool.carrierAccount());
    json.put("mode", Names.of(pool.mode()));
    json.put("selection", Names.of(pool.selection()));
    Lending lending = pool.policies().lending();
    json.put("geo_match", Names.of(lending.geoMatch()));
    json.put("number_load_max", lending.loadMax().orElse(NO_LOAD_MAX));
    json.put("repeat_orders", Names.of(lending.repeatOrders()));
    json.put("cool_off_seconds", pool.coolOff().toSeconds());
    json.put("grace_seconds", pool.grace().toSeconds());
    json.put("grace_policy", Names.of(pool.policies().grace()));
    json.put("ring_timeout_seconds", policy.ringTimeout().toSeconds());
    json.put("talk_limit_seconds", policy.talkLimit().toSeconds());
    json.put(
        "refusal", Names.of(policy.announcement().isPresent() ? Refusal.SPOKEN : Refusal.SILENT));
    json.put("announcement", policy.announcement().orElse(null));
    json.put("ended_announcement", pool.policies().endedAnnouncement().orElse(null));
    SpeechJson.put(pool.policies().translations(), json);
    json.put("unknown_caller", Names.of(pool.policies().unknownCaller()));
    json.put("unknown_caller_fallback", Names.of(pool.policies().asking().fallback()));
    json.put("ask_url", pool.policies().asking().url().orElse(null));
    json.put("forward_to", pool.policies().forwardTo().map(PhoneNumber::masked).orElse(null));
    json.put("ringing", Names.of(pool.policies().ringing()));
    put(pool.policies().pins(), json);
    json.put("unique_reference", pool.policies().sessions().uniqueReference());
    json.put("end_calls_at_expiry", pool.policies().sessions().endsCalls());
    RulesJson.putRecording(pool.policies().rules().recording(), json);
    json.set("rules", RulesJson.of(pool.policies().rules()));
    json.put("created_at", pool.createdAt().toString());
    return json;
  }

  private static void put(PinPolicy pins, ObjectNode json) {
    json.put("pin_length", pins.length());
    json.put("pin_attempts", pins.attempts());
    json.put("pin_lockout_seconds", pins.lockout().toSeconds());
    json.put("pin_prompt", pins.prompt());
    json.put("pin_prompt_again", pins.promptAgain());
    json.put("pin_binds_phone", pins.bindsPhone());
  }

  static ObjectNode of(Pressure pressure) {
    ObjectNode json = Json.object();
    json.put("numbers", pressure.numbers());
    json.put("most_held", pressure.mostHeld());
    json.put("share", pressure.share());
    json.put("refused", pressure.refused());
    json.put("nearly_exhausted", pressure.isNearlyExhausted());
    return json;
  }

  static ObjectNode of(PooledNumber member, String poolsAccount, int load) {
    ObjectNode json = Json.object();
    json.put("number", member.number().e164());
    json.put("carrier_account", member.ownAccount().orElse(poolsAccount));
    json.put("state", Names.of(member.state()));
    json.put("load", load);
    return json;
  }
}
