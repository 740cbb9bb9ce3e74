package io.bauta.simulator.eight;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.StrictJson;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Lists what the sub-account has: numbers, voices and recordings. */
final class CatalogueApi {

  private static final String LOOKUP = "[0-9]{7,15}";
  private static final String SHORT_LOOKUP = "[0-9]{7,10}";

  private final EightSettings settings;
  private final EightAccount account;
  private final EightApi.Refusal refusal;

  CatalogueApi(EightSettings settings, EightAccount account, EightApi.Refusal refusal) {
    this.settings = settings;
    this.account = account;
    this.refusal = refusal;
  }

  ApiReply answer(String resource, Optional<String> item) {
    return switch (resource) {
      case "numbers" -> item.map(this::number).orElseGet(this::numbers);
      case "speech-profiles" -> item.isEmpty() ? voices() : refusal.of(404, "not found");
      case "recordings" -> item.map(this::recordings).orElseGet(() -> refusal.of(404, "not found"));
      default -> refusal.of(404, "not found");
    };
  }

  private ApiReply numbers() {
    List<VirtualNumber> numbers = account.numbers();
    Instant lastUpdate =
        numbers.stream()
            .map(VirtualNumber::updatedAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    ObjectNode body = StrictJson.object().put("totalNumbers", numbers.size());
    body.put("lastUpdatedAt", lastUpdate.toString());
    var list = body.putArray("numbers");
    numbers.forEach(number -> list.add(listed(number)));
    return ok(body);
  }

  private ObjectNode listed(VirtualNumber number) {
    boolean isHealthy = number.status() != NumberStatus.UNHEALTHY;
    ObjectNode item =
        StrictJson.object()
            .put("msisdn", number.msisdn())
            .put("dateCreated", Instant.EPOCH.toString())
            .put("dateUpdated", number.updatedAt().toString())
            .put("countryCode", CountryCodes.of(number.msisdn()).orElse(null))
            .put("operationalStatus", number.status().inList())
            .put("referenceId", number.referenceId())
            .put("rentalPrice", 0)
            .put("incomingRate", 0)
            .put("billingUnit", 60)
            .put("uri", "/numbers/" + number.msisdn().substring(1))
            .put("numberHealthCheckEnabled", true)
            .put("billingCurrency", "SGD")
            .put("numberType", "LOCAL");
    item.putObject("numberHealth")
        .put("isHealthy", isHealthy)
        .put("status", isHealthy ? "HEALTHY" : "UNHEALTHY")
        .put("lastCheckedTime", number.updatedAt().toString());
    return item;
  }

  /** One number by its digits without plus. */
  private ApiReply number(String digits) {
    String pattern = settings.has(EightVariant.SHORT_NUMBER_LOOKUP) ? SHORT_LOOKUP : LOOKUP;
    Optional<VirtualNumber> found =
        Optional.of(digits).filter(text -> text.matches(pattern)).flatMap(this::withPlus);
    ObjectNode body =
        StrictJson.object()
            .put("statusCode", found.isPresent() ? 0 : -1009)
            .put("statusMessage", found.isPresent() ? "ok" : "not found")
            .put("timestamp", Clock.systemUTC().instant().toString());
    found.ifPresent(
        number ->
            body.putObject("payload")
                .put("referenceId", number.referenceId())
                .put("msisdn", number.msisdn())
                .put("countryCode", CountryCodes.of(number.msisdn()).orElse(null)));
    return ApiReply.of(found.isPresent() ? 200 : 404, body);
  }

  private Optional<VirtualNumber> withPlus(String digits) {
    return account.number("+" + digits);
  }

  private ApiReply voices() {
    ObjectNode body = StrictJson.object();
    var list = body.putArray("speechProfiles");
    new TreeMap<>(EightAccount.SPEECH_PROFILES)
        .forEach(
            (code, gender) ->
                list.addObject()
                    .put("speechProfileCode", code)
                    .put("localeCode", code.substring(0, 5))
                    .put("localeDescription", "English")
                    .put("gender", gender));
    return ok(body);
  }

  private ApiReply recordings(String sessionId) {
    List<EightRecording> recordings = account.recordings(sessionId);
    if (recordings.isEmpty()) {
      return refusal.of(404, "no recording of this session");
    }
    ObjectNode body = StrictJson.object();
    var list = body.putArray("recordings");
    for (EightRecording recording : recordings) {
      list.addObject()
          .put("recordingId", recording.recordingId())
          .put("sessionId", sessionId)
          .put("subAccountId", settings.subAccountId())
          .put("status", "UPLOAD_COMPLETED")
          .put("externalFileUrl", recording.filePath())
          .put("duration", recording.length().toSeconds())
          .put("startRecordingTime", recording.startedAt().toString());
    }
    return ok(body);
  }

  private static ApiReply ok(ObjectNode body) {
    return ApiReply.of(200, body.put("statusCode", 0).put("statusMessage", "ok"));
  }
}
