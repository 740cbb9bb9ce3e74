package io.bauta.api;

import io.bauta.plan.Pressure;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PooledNumber;
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
          "cool_off_seconds",
          "grace_seconds",
          "grace_policy",
          "ring_timeout_seconds",
          "talk_limit_seconds",
          "refusal",
          "announcement",
          "unknown_caller",
          "recording");

  static final Set<String> FIELDS = withNameAndKind();

  /** How a refused caller is turned away. */
  enum Refusal {
    SPOKEN,
    SILENT
  }

  private PoolJson() {}

  private static Set<String> withNameAndKind() {
    Set<String> fields = new HashSet<>(CHANGEABLE_FIELDS);
    fields.addAll(Set.of("name", "carrier_account", "mode"));
    return Set.copyOf(fields);
  }

  /** Policies that have one value in this version. Another is refused, never silently ignored. */
  static void requireSupported(Fields fields) {
    fields.requireIfPresent("unknown_caller", "refuse");
    fields.requireIfPresent("grace_policy", "notice");
    fields.requireIfPresent("recording", "off", "false");
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

  static Optional<Duration> rest(Fields fields, String name) {
    return fields.optionalSeconds(name, Duration.ZERO, NumberPool.COOL_OFF_MAX);
  }

  /** Whether two pools are the same but for their id and birth. */
  static boolean isSame(NumberPool one, NumberPool other) {
    return of(one)
        .without(Set.of("id", "created_at"))
        .equals(of(other).without(Set.of("id", "created_at")));
  }

  static ObjectNode of(NumberPool pool) {
    CallPolicy policy = pool.callPolicy();
    ObjectNode json = Json.object();
    json.put("id", pool.id().toString());
    json.put("name", pool.name());
    json.put("carrier_account", pool.carrierAccount());
    json.put("mode", Names.of(pool.mode()));
    json.put("selection", Names.of(pool.selection()));
    json.put("cool_off_seconds", pool.coolOff().toSeconds());
    json.put("grace_seconds", pool.grace().toSeconds());
    json.put("grace_policy", "notice");
    json.put("ring_timeout_seconds", policy.ringTimeout().toSeconds());
    json.put("talk_limit_seconds", policy.talkLimit().toSeconds());
    json.put(
        "refusal", Names.of(policy.announcement().isPresent() ? Refusal.SPOKEN : Refusal.SILENT));
    json.put("announcement", policy.announcement().orElse(null));
    json.put("unknown_caller", "refuse");
    json.put("recording", "off");
    json.put("created_at", pool.createdAt().toString());
    return json;
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

  static ObjectNode of(PooledNumber member, int load) {
    ObjectNode json = Json.object();
    json.put("number", member.number().e164());
    json.put("state", Names.of(member.state()));
    json.put("load", load);
    return json;
  }
}
