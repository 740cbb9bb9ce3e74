package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.Asking;
import io.bauta.pool.GeoMatch;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.Lending;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.RepeatOrders;
import io.bauta.pool.Ringing;
import io.bauta.pool.SessionPolicy;
import io.bauta.pool.UnknownCaller;
import io.bauta.speech.Language;
import io.bauta.speech.Translations;
import io.bauta.speech.Translations.Translation;
import io.bauta.speech.Utterance;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.SealedAs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The policies of a pool in one column: read as a whole, and never searched. What a column does not
 * say, because it was written before there was such a policy, is as if the pool had said nothing.
 *
 * <p>The support line is the platform's own, and in clear.
 */
final class PoliciesColumn {

  /** Sealed: it may be the telephone of somebody who does support. */
  private static final String FORWARD_TO = "forward_to_sealed";

  /** How it was written before it was sealed: digits; the next write of the pool seals it. */
  private static final String FORWARD_TO_IN_CLEAR = "forward_to";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final NumberVault vault;

  PoliciesColumn(NumberVault vault) {
    this.vault = vault;
  }

  /** By whoever holds a turn until it is written. */
  String write(PoolPolicies policies) {
    ObjectNode json = JSON.createObjectNode();
    json.put("grace", policies.grace().name());
    policies.endedAnnouncement().ifPresent(words -> json.put("ended_announcement", words));
    json.put("unknown_caller", policies.unknownCaller().name());
    json.put("ask_fallback", policies.asking().fallback().name());
    policies.asking().url().ifPresent(url -> json.put("ask_url", url));
    policies.forwardTo().ifPresent(number -> json.put(FORWARD_TO, vault.seal(number)));
    json.put("ringing", policies.ringing().name());
    PinPolicy pins = policies.pins();
    ObjectNode pin = json.putObject("pins");
    pin.put("length", pins.length());
    pin.put("attempts", pins.attempts());
    pin.put("lockout_millis", pins.lockout().toMillis());
    pin.put("prompt", pins.prompt());
    pin.put("prompt_again", pins.promptAgain());
    pin.put("binds_phone", pins.bindsPhone());
    Lending lending = policies.lending();
    ObjectNode lends = json.putObject("lending");
    lends.put("geo_match", lending.geoMatch().name());
    lending.loadMax().ifPresent(load -> lends.put("load_max", load));
    lends.put("repeat_orders", lending.repeatOrders().name());
    ObjectNode sessions = json.putObject("sessions");
    sessions.put("unique_reference", policies.sessions().uniqueReference());
    sessions.put("ends_calls", policies.sessions().endsCalls());
    put(policies.translations(), json);
    json.set("rules", RulesColumn.write(policies.rules(), JSON.createObjectNode()));
    return json.toString();
  }

  /** The same column with what is sealed in it sealed anew; empty when it need not be. */
  static Optional<String> resealed(String column, KeyRing ring) {
    if (!(JSON.readTree(column) instanceof ObjectNode json)) {
      return Optional.empty();
    }
    if (json.has(FORWARD_TO_IN_CLEAR)) {
      PhoneNumber number = new PhoneNumber(json.get(FORWARD_TO_IN_CLEAR).longValue());
      json.remove(FORWARD_TO_IN_CLEAR);
      json.put(FORWARD_TO, new NumberVault(ring).seal(number));
      return Optional.of(json.toString());
    }
    if (!json.has(FORWARD_TO) || ring.isCurrent(json.get(FORWARD_TO).binaryValue())) {
      return Optional.empty();
    }
    json.put(FORWARD_TO, ring.reseal(json.get(FORWARD_TO).binaryValue(), SealedAs.NUMBER, ""));
    return Optional.of(json.toString());
  }

  private Optional<PhoneNumber> forwardTo(JsonNode json) {
    if (json.has(FORWARD_TO)) {
      return Optional.of(vault.open(json.get(FORWARD_TO).binaryValue()));
    }
    return json.has(FORWARD_TO_IN_CLEAR)
        ? Optional.of(new PhoneNumber(json.get(FORWARD_TO_IN_CLEAR).longValue()))
        : Optional.empty();
  }

  PoolPolicies read(Optional<String> column) {
    JsonNode json = JSON.readTree(column.orElse("{}"));
    PoolPolicies unsaid = PoolPolicies.DEFAULT;
    return new PoolPolicies(
        choice(json, "grace", unsaid.grace(), GracePolicy.class),
        json.path("ended_announcement").stringValueOpt(),
        choice(json, "unknown_caller", unsaid.unknownCaller(), UnknownCaller.class),
        new Asking(
            choice(json, "ask_fallback", unsaid.asking().fallback(), UnknownCaller.class),
            json.path("ask_url").stringValueOpt()),
        forwardTo(json),
        pins(json.path("pins"), unsaid.pins()),
        choice(json, "ringing", unsaid.ringing(), Ringing.class),
        lending(json.path("lending"), unsaid.lending()),
        RulesColumn.read(json.path("rules")),
        sessions(json.path("sessions"), unsaid.sessions()),
        translations(json));
  }

  private static void put(Translations translations, ObjectNode json) {
    translations.own().ifPresent(language -> json.put("language", language.tag()));
    ArrayNode others = json.putArray("translations");
    for (Translation translation : translations.others()) {
      ObjectNode other = others.addObject().put("language", translation.language().tag());
      ObjectNode texts = other.putObject("texts");
      translation.texts().forEach((what, text) -> texts.put(what.name(), text));
    }
  }

  private static Translations translations(JsonNode json) {
    List<Translation> others = new ArrayList<>();
    for (JsonNode other : json.path("translations")) {
      Map<Utterance, String> texts = new EnumMap<>(Utterance.class);
      other
          .path("texts")
          .forEachEntry((what, text) -> texts.put(Utterance.valueOf(what), text.stringValue()));
      others.add(new Translation(new Language(other.path("language").stringValue()), texts));
    }
    return new Translations(json.path("language").stringValueOpt().map(Language::new), others);
  }

  private static SessionPolicy sessions(JsonNode json, SessionPolicy unsaid) {
    return new SessionPolicy(
        json.path("unique_reference").booleanValue(unsaid.uniqueReference()),
        json.path("ends_calls").booleanValue(unsaid.endsCalls()));
  }

  private static Lending lending(JsonNode json, Lending unsaid) {
    return new Lending(
        choice(json, "geo_match", unsaid.geoMatch(), GeoMatch.class),
        json.has("load_max") ? Optional.of(json.get("load_max").intValue()) : unsaid.loadMax(),
        choice(json, "repeat_orders", unsaid.repeatOrders(), RepeatOrders.class));
  }

  private static PinPolicy pins(JsonNode json, PinPolicy unsaid) {
    return new PinPolicy(
        json.path("length").intValue(unsaid.length()),
        json.path("attempts").intValue(unsaid.attempts()),
        Duration.ofMillis(json.path("lockout_millis").longValue(unsaid.lockout().toMillis())),
        json.path("prompt").stringValue(unsaid.prompt()),
        json.path("prompt_again").stringValue(unsaid.promptAgain()),
        json.path("binds_phone").booleanValue(unsaid.bindsPhone()));
  }

  private static <E extends Enum<E>> E choice(JsonNode json, String name, E unsaid, Class<E> kind) {
    return json.has(name) ? Enum.valueOf(kind, json.get(name).stringValue()) : unsaid;
  }
}
